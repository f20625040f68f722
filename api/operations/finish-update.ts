import type { Context } from "../core/context.ts";

/** The update is handled: a redelivery is `done`. May wait for company: Telegram repeats only what was not answered. */
export async function finishUpdate(ctx: Context, updateId: number): Promise<void> {
  await ctx.deps.writeSoon([
    {
      sql: "update telegram_updates set state = 'done' where bot = ? and update_id = ? and state = 'claimed'",
      params: [ctx.caller.bot, updateId],
    },
  ]);
}
