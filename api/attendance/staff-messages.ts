import type { Statement } from "../../db/client/port.ts";
import type { NoticeKind } from "../core/notices.ts";

/** A message to one employee in the staff bot, for jobs and batches that tell many at once. */
export interface StaffMessage {
  readonly id: string;
  /** One message per key, ever. */
  readonly key: string;
  readonly employeeId: string;
  readonly kind: NoticeKind;
  readonly subject: string;
  /** JSON. */
  readonly payload: string;
}

/** All of them in one statement; they wait in the outbox and go out at the pace that Telegram takes. */
export const staffMessages = (
  orgId: string,
  messages: readonly StaffMessage[],
  now: number,
): Statement => ({
  sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
    select j.value ->> 'id', e.org_id, j.value ->> 'key', 'staff', p.id, p.telegram_user_id, j.value ->> 'kind',
      j.value ->> 'payload', j.value ->> 'subject', 'pending', ?, ?
    from json_each(?) j
      cross join employees e on e.org_id = ? and e.id = j.value ->> 'employeeId'
      cross join persons p on p.id = e.person_id
    where true on conflict (dedup_key) do nothing`,
  params: [now, now, JSON.stringify(messages), orgId],
});
