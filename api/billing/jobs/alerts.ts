import type { Statement } from "../../../db/client/port.ts";
import type { Deps } from "../../deps.ts";
import type { NoticeKind, NoticePayloads } from "../../core/notices.ts";

/** Something for everybody who pays for an organisation, without a change of its books. */
export interface Alert<Kind extends NoticeKind = NoticeKind> {
  readonly orgId: string;
  readonly kind: Kind;
  readonly payload: NoticePayloads[Kind];
  readonly subject: string;
  /** Once per subject and period (BIL §5.6, P21). */
  readonly key: string;
}

/** Employees `e` with persons `p` who pay for the organisation of `from`, found by role, so that nobody else is looked at. */
export const payersJoin = (from: string): string => `cross join roles r on r.org_id = ${from}.org_id
      and exists (select 1 from json_each(r.permissions) where value = 'billing.manage')
    cross join employees e on e.org_id = r.org_id and e.role_id = r.id and e.state = 'active' and e.paused_at is null
    cross join persons p on p.id = e.person_id`;

/** No money for order `o` is under review; one parameter: since when it may be (`REVIEW_MS` ago). */
export const noReview = `not exists (select 1 from attempts t where t.org_id = o.org_id and t.order_id = o.id
      and t.under_review_at > ? and t.concluded_at is null)`;

/** The id of one person's message, made of `id`: unique, and in the order of those ids. */
export const messageId = (id: string): string =>
  `substr(${id}, 1, 26) || lower(hex(randomblob(5)))`;

/** Nobody of an organisation has been told: `key` is the SQL of kind and key, `order-overdue:<id>`. */
export const untold = (key: string): string => `not exists (select 1 from outbox x
      where x.dedup_key > ${key} || ':' and x.dedup_key < ${key} || ';')`;

const insert = `insert into outbox
    (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
  select ${messageId("c.id")}, c.org_id, c.kind || ':' || c.key || ':' || p.id, 'owner', p.id, p.telegram_user_id, c.kind, c.payload,
    c.subject, 'pending', ?, ?
  from (select value ->> 'id' as id, value ->> 'orgId' as org_id, value ->> 'kind' as kind, value ->> 'key' as key, value ->> 'payload' as payload,
      value ->> 'subject' as subject from json_each(?)) c
    ${payersJoin("c")}
  where true on conflict (dedup_key) do nothing`;

/** Tells all of them in one statement; who was told before is not told again. */
export function alertsInsert(
  { ids }: Pick<Deps, "ids">,
  alerts: readonly Alert[],
  now: number,
): Statement {
  const rows = alerts.map((alert) => ({ ...alert, id: ids() }));
  return { sql: insert, params: [now, now, JSON.stringify(rows)] };
}
