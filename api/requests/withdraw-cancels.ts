import type { Statement } from "../../db/client/port.ts";

const waiting =
  "select id from requests where org_id = ? and parent_id = ? and kind = 'cancel' and state = 'pending'";

/** Wishes to cancel what is over now ask nobody any more; their cards say so. Comes after the end itself. */
export const withdrawCancels = (orgId: string, requestId: string, now: number): Statement[] => [
  {
    sql: `update approval_steps set state = 'skipped', escalate_at = null
      where org_id = ? and request_id in (${waiting}) and state in ('open', 'waiting')`,
    params: [orgId, orgId, requestId],
  },
  {
    sql: `update outbox set revision = revision + 1, attempts = 0,
        run_at = case when state = 'pending' then run_at else ? end,
        state = case when state = 'dead' then 'dead' else 'pending' end
      where kind = 'request-card' and subject in (select 'request:' || id from (${waiting}))`,
    params: [now, orgId, requestId],
  },
  {
    sql: "update requests set state = 'withdrawn', version = version + 1 where org_id = ? and parent_id = ? and kind = 'cancel' and state = 'pending'",
    params: [orgId, requestId],
  },
];
