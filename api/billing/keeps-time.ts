import type { Statement } from "../../db/client/port.ts";
import type { Member } from "../core/context.ts";

/**
 * A founder who clocks in renders services like anybody: from this punch on they need a seat (AL-5). Goes into the batch of the
 * punch; whether a seat is free stops no punch.
 */
export const beginKeepingTime = ({
  organisation,
  employeeId,
}: {
  readonly organisation: Pick<Member["organisation"], "id">;
  readonly employeeId: string;
}): Statement => ({
  sql: "update employees set keeps_time = 1 where org_id = ? and id = ? and keeps_time = 0",
  params: [organisation.id, employeeId],
});
