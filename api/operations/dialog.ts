import type { z } from "zod";
import type { Context } from "../core/context.ts";
import type { saveDialogInput, savedDialog } from "./schemas.ts";

/**
 * Stores the step a person's next text answers. Replaces exactly the version the caller saw, so two updates that arrive
 * together can't both win.
 * @returns `dialog: null` when somebody else changed it meanwhile
 */
export async function saveDialog(
  ctx: Context,
  input: z.infer<typeof saveDialogInput>,
): Promise<z.infer<typeof savedDialog>> {
  const { expectedVersion, ...dialog } = input;
  const { bot, telegramUserId } = ctx.caller;
  const [stored] = await ctx.deps.db.write([
    {
      sql: `insert into dialogs (bot, telegram_user_id, step, draft, screen_message_id, version, expires_at)
          values (?, ?, ?, ?, ?, 1, ?)
        on conflict (bot, telegram_user_id) do update set step = excluded.step, draft = excluded.draft,
          screen_message_id = excluded.screen_message_id, version = dialogs.version + 1, expires_at = excluded.expires_at
          where dialogs.version = ? or dialogs.expires_at <= ?
        returning version`,
      params: [
        bot,
        telegramUserId,
        dialog.step,
        JSON.stringify(dialog.draft ?? null),
        dialog.screenMessageId ?? null,
        dialog.expiresAt,
        expectedVersion,
        ctx.deps.clock(),
      ],
    },
  ]);
  const version = stored?.rows[0]?.[0];
  return { dialog: version === undefined ? null : { ...dialog, version: Number(version) } };
}

/** Forgets the waiting step. */
export async function clearDialog(ctx: Context): Promise<void> {
  const { bot, telegramUserId } = ctx.caller;
  await ctx.deps.db.write([
    {
      sql: "delete from dialogs where bot = ? and telegram_user_id = ?",
      params: [bot, telegramUserId],
    },
  ]);
}
