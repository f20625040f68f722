import type { Context } from "../core/context.ts";
import { reviveUndelivered } from "../core/dispatch.ts";

/** The person blocked the bot, or let it in again: then what waited for them goes out (TG 8.14). */
export async function markReachable(ctx: Context, reachable: boolean): Promise<void> {
  const { bot, telegramUserId } = ctx.caller;
  const now = ctx.deps.clock();
  await ctx.deps.db.write([
    {
      sql: `update persons set ${bot}_unreachable_at = ? where telegram_user_id = ?`,
      params: [reachable ? null : now, telegramUserId],
    },
    ...(reachable ? reviveUndelivered(bot, telegramUserId, now) : []),
  ]);
}
