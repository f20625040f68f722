import { guardExists } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";

/** Somebody of the organisation, by what makes two records one person. */
export interface KnownPerson {
  readonly employeeId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly personnelNumber: string | null;
  readonly state: "active" | "ended";
}

/** Everybody the organisation knows, those who work here first. One read. */
export async function loadKnownPeople({ deps, member }: MemberContext): Promise<KnownPerson[]> {
  const [found] = await deps.db.read([
    {
      sql: `select e.id, e.name, p.phone, e.personnel_number, e.state from employees e join persons p on p.id = e.person_id
        where e.org_id = ? order by e.state, e.id`,
      params: [member.organisation.id],
    },
  ]);
  return (found?.rows ?? []).map(([employeeId, name, phone, number, state]) => ({
    employeeId: String(employeeId),
    name: String(name),
    phone: (phone ?? null) as string | null,
    personnelNumber: (number ?? null) as string | null,
    state: state as KnownPerson["state"],
  }));
}

/** Fails the batch when one of these phones or numbers belongs to somebody meanwhile. Put it before what adds them. */
export const guardUnknown = (
  orgId: string,
  people: readonly { readonly phone: string | null; readonly personnelNumber: string | null }[],
): Statement =>
  guardExists(
    `select 1 where not exists (select 1 from employees e join persons p on p.id = e.person_id
      where e.org_id = ? and (p.phone in (select value from json_each(?))
        or (e.state = 'active' and e.personnel_number in (select value from json_each(?)))))`,
    [
      orgId,
      JSON.stringify(people.flatMap(({ phone }) => (phone === null ? [] : [phone]))),
      JSON.stringify(people.flatMap(({ personnelNumber: n }) => (n === null ? [] : [n]))),
    ],
  );
