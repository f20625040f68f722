import type { Statement } from "../../db/client/port.ts";
import type { SqlValue } from "../../db/client/port.ts";
import type { NoticeKind, NoticePayloads } from "../core/notices.ts";
import type { Deps } from "../deps.ts";

/** SQL over `roles r` that finds who has a right. */
const hasRight = (permission: string): string =>
  `exists (select 1 from json_each(r.permissions) x where x.value = '${permission}')`;

/** Who hears of a month: owners close it, managers settle what is left in it. */
export const ownersSql = hasRight("period.close");
export const managersSql = `${hasRight("requests.decide")} and ${hasRight("attendance.view_team")}`;

export interface Told<K extends NoticeKind> {
  readonly kind: K;
  readonly payload: NoticePayloads[K];
  readonly bot: "staff" | "owner";
  readonly subject: string;
  /** One message per key and person, ever. */
  readonly key: string;
}

/**
 * Puts a message for many into the outbox, from where it goes out at the outbox's pace.
 * @param whom SQL over `employees e`, `persons p` and `roles r`
 */
export const tell = <K extends NoticeKind>(
  { ids, clock }: Pick<Deps, "ids" | "clock">,
  orgId: string,
  notice: Told<K>,
  whom: { readonly sql: string; readonly params?: readonly SqlValue[] },
): Statement => {
  const now = clock();
  return {
    sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
      select ? || '-' || p.id, e.org_id, ? || ':' || p.id, ?, p.id, p.telegram_user_id, ?, ?, ?, 'pending', ?, ?
      from employees e join persons p on p.id = e.person_id join roles r on r.org_id = e.org_id and r.id = e.role_id
      where e.org_id = ? and e.state = 'active' and e.paused_at is null and ${whom.sql}
      on conflict (dedup_key) do nothing`,
    params: [
      ids(),
      notice.key,
      notice.bot,
      notice.kind,
      JSON.stringify(notice.payload),
      notice.subject,
      now,
      now,
      orgId,
      ...(whom.params ?? []),
    ],
  };
};

export const periodSubject = (orgId: string, period: string): string => `period:${orgId}:${period}`;
