import type { Context } from "../core/context.ts";

/** The person blocked the bot, or let it in again: then what waited for them goes out (TG 8.14). */
export async function markReachable(ctx: Context, reachable: boolean): Promise<void> {
  const { bot, telegramUserId } = ctx.caller;
  const now = ctx.deps.clock();
  await ctx.deps.db.write([
    {
      sql: `update persons set ${bot}_unreachable_at = ? where telegram_user_id = ?`,
      params: [reachable ? null : now, telegramUserId],
    },
    ...(reachable
      ? [
          {
            sql: `update outbox set state = 'pending', attempts = 0, run_at = ?
              where bot = ? and chat_id = ? and state = 'dead' and error = 'unreachable' and created_at > ?`,
            params: [now, bot, telegramUserId, now - keepUndeliveredMs],
          },
        ]
      : []),
  ]);
}

/** News older than a week is no news, ms. */
const keepUndeliveredMs = 7 * 24 * 60 * 60_000;
