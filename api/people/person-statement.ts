import type { Statement } from "../../db/client/port.ts";

/** Makes the caller a person if they are not one yet; an existing one keeps name and settings. */
export const personStatement = (at: {
  readonly id: string;
  readonly telegramUserId: number;
  readonly name: string;
  readonly now: number;
}): Statement => ({
  sql: `insert into persons (id, telegram_user_id, name, created_at) values (?, ?, ?, ?)
    on conflict (telegram_user_id) do nothing`,
  params: [at.id, at.telegramUserId, at.name, at.now],
});
