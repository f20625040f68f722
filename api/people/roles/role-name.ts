import { guardExists } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { foldName } from "../rules/fold-name.ts";

/**
 * Two roles that can be given have two names, however they are written.
 * @param id the role that gets the name; null: a new one
 * @throws {Refusal} `name_taken`
 */
export async function refuseTakenName(
  { deps, member }: MemberContext,
  name: string,
  id: string | null,
): Promise<void> {
  const [found] = await deps.db.read([
    {
      sql: "select id, name from roles where org_id = ? and archived_at is null",
      params: [member.organisation.id],
    },
  ]);
  const wanted = foldName(name);
  const isTaken = (found?.rows ?? []).some(
    ([other, taken]) => other !== id && foldName(String(taken)) === wanted,
  );
  if (isTaken) throw new Refusal("name_taken");
}

/** Fails the batch when somebody has taken the name meanwhile. */
export const nameIsFree = (orgId: string, name: string, id: string | null): Statement =>
  guardExists(
    `select 1 where not exists (select 1 from roles
      where org_id = ? and archived_at is null and name = ? and id is not ?)`,
    [orgId, name, id],
  );
