import type { Statement } from "../../db/client/port.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import type { NoticePayloads } from "../core/notices.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import type { Deps } from "../deps.ts";
import { managersSql, ownersSql, periodSubject, tell } from "./tell.ts";

/** Owners and managers hear of every close and of every reopening. */
export const stateNotices = (
  deps: Deps,
  { id }: Organisation,
  payload: NoticePayloads["period-state"],
): Statement[] => [
  tell(
    deps,
    id,
    {
      kind: "period-state",
      payload,
      bot: "owner",
      subject: periodSubject(id, payload.period),
      key: `period-state:${id}:${payload.period}:${payload.action}:${payload.number}`,
    },
    { sql: `(${ownersSql} or ${managersSql})` },
  ),
];

/** The owners' card of the month shows how far it is. */
export const refreshProgress = (orgId: string, period: PeriodKey, now: number): Statement =>
  refreshCards(periodSubject(orgId, period), "period-progress", now);
