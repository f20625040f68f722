import type { Statement } from "../../db/client/port.ts";
import type { NoticeKind } from "./notices.ts";

/**
 * Sets both bots' command menus of one person anew, after their language, role or membership has changed. What the menu
 * holds is looked up when it is set.
 */
export const refreshMenus = (
  of: { readonly telegramUserId: number } | { readonly orgId: string; readonly employeeId: string },
  now: number,
): Statement => {
  const [condition, params] =
    "employeeId" in of
      ? [
          "id = (select person_id from employees where org_id = ? and id = ?)",
          [of.orgId, of.employeeId],
        ]
      : ["telegram_user_id = ?", [of.telegramUserId]];
  return {
    sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
      select 'menu:' || b.bot || ':' || id, current_org_id, 'menu:' || b.bot || ':' || id, b.bot, id, telegram_user_id,
        'chat-menu', '{}', 'person:' || id, 'pending', ?, ?
      from persons, (select 'staff' as bot union all select 'owner') b where ${condition}
      on conflict (dedup_key) do update set state = 'pending', run_at = excluded.run_at, attempts = 0,
        org_id = excluded.org_id, revision = revision + 1`,
    params: [now, now, ...params],
  };
};

/**
 * Shows every copy of a card anew: one that is out is edited, one that is being sent is shown once more, one that is
 * waiting shows the new state when it goes.
 */
export const refreshCards = (subject: string, kind: NoticeKind, now: number): Statement => ({
  sql: `update outbox set revision = revision + 1, attempts = 0,
      run_at = case when state = 'pending' then run_at else ? end,
      state = case when state = 'dead' then 'dead' else 'pending' end
    where subject = ? and kind = ?`,
  params: [now, subject, kind],
});
