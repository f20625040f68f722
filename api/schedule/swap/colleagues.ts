import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { RangePlans } from "../read-plans.ts";

/**
 * Whom a day can be offered to: the same people whose presence one may see (ATT L2), those of one's own group; everybody for who is
 * in none.
 */
export async function readColleagues({ deps, member }: MemberContext) {
  const [found] = await deps.db.read([
    {
      sql: `select id, name from employees where org_id = ? and state = 'active' and id <> ?
          and (? is null or group_id = ?) order by name, id`,
      params: [member.organisation.id, member.employeeId, member.groupId, member.groupId],
    },
  ]);
  return (found?.rows ?? []).map(([id, name]) => ({ id: String(id), name: String(name) }));
}

/** @throws {Refusal} `not_found` for who is no colleague in this sense */
export async function findColleague(ctx: MemberContext, id: string) {
  const colleague = (await readColleagues(ctx)).find((one) => one.id === id);
  if (colleague === undefined) throw new Refusal("not_found");
  return colleague;
}

/** Works by some shift or by days planned one by one; the plans were read around the date. */
export function hasShift(plans: RangePlans, employeeId: string, date: LocalDate): boolean {
  const { assignments, exceptions } = plans.roster(employeeId);
  const isGiven = assignments.some(({ from, to }) => from <= date && (to === null || date <= to));
  return isGiven || exceptions.length > 0;
}
