import type { Statement } from "../../db/client/port.ts";
import { addDays } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";

/**
 * Keeps the group of somebody who gets another one, before it is written: the days until yesterday stay with the shift
 * they were worked in (P 3.2, ATT D8).
 * @param today local date of the organisation, the first day in the new group
 */
export const keepGroup = (of: {
  readonly orgId: string;
  readonly employeeId: string;
  readonly groupId: string | null;
  readonly today: LocalDate;
}): Statement => ({
  sql: `insert into past_groups (org_id, employee_id, valid_to, group_id)
    select org_id, id, ?, group_id from employees where org_id = ? and id = ? and group_id is not ?
    on conflict (org_id, employee_id, valid_to) do nothing`,
  params: [addDays(of.today, -1), of.orgId, of.employeeId, of.groupId],
});
