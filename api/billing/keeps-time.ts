import type { Statement } from "../../db/client/port.ts";
import type { Member } from "../core/context.ts";

/**
 * A founder who clocks in renders services like anybody: from this punch on they need a seat (AL-5), and have days. Goes into the
 * batch of the punch, after it; whether a seat is free stops no punch.
 */
export const beginKeepingTime = ({
  organisation,
  employeeId,
}: {
  readonly organisation: Pick<Member["organisation"], "id">;
  readonly employeeId: string;
}): Statement => ({
  sql: `update employees set keeps_time = 1, keeps_time_since =
      (select min(q.at) from punches q where q.org_id = employees.org_id and q.employee_id = employees.id)
    where org_id = ? and id = ? and keeps_time = 0`,
  params: [organisation.id, employeeId],
});

/**
 * The first punch of `employees e` who kept no time before it, ms; null for everybody else, whose days begin with the employment.
 * A correction of an earlier day moves it.
 */
export const keptSince = `case when e.keeps_time_since is not null then
    (select min(q.at) from punches q where q.org_id = e.org_id and q.employee_id = e.id) end`;
