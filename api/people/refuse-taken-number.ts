import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";

/** A personnel number is one working person's: a kiosk knows people by it. @throws {Refusal} `number_taken` with `{name}` */
export async function refuseTakenNumber(
  { deps, member }: MemberContext,
  { id, number }: { readonly id: string; readonly number: string },
): Promise<void> {
  const [taken] = await deps.db.read([
    {
      sql: "select name from employees where org_id = ? and personnel_number = ? and id <> ? and state = 'active' limit 1",
      params: [member.organisation.id, number, id],
    },
  ]);
  const name = taken?.rows[0]?.[0];
  if (name !== undefined) throw new Refusal("number_taken", { name: String(name) });
}
