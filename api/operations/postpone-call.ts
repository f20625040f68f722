import type { z } from "zod";
import type { Context } from "../core/context.ts";
import type { postponeInput } from "./schemas.ts";

/** Keeps a screen's message that Telegram would not take now (429); the dispatcher sends it when the wait is over. */
export async function postponeCall(
  ctx: Context,
  input: z.infer<typeof postponeInput>,
): Promise<void> {
  const { bot, telegramUserId } = ctx.caller;
  const now = ctx.deps.clock();
  const id = ctx.deps.ids();
  await ctx.deps.db.write([
    {
      sql: `insert into outbox (id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
        values (?, ?, ?, coalesce((select id from persons where telegram_user_id = ?), 'stranger'), ?, 'telegram-call', ?, ?,
          'pending', ?, ?)`,
      params: [
        id,
        `call:${id}`,
        bot,
        telegramUserId,
        telegramUserId,
        JSON.stringify({ method: input.method, payload: input.payload }),
        `chat:${telegramUserId}`,
        Math.max(input.notBefore, now),
        now,
      ],
    },
  ]);
}
