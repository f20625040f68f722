import type { z } from "zod";
import { commit } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { personStatement } from "./person-statement.ts";
import { personName } from "./rules/clean-name.ts";
import type { done, languageInput } from "./schemas.ts";

/** The caller's own language; a stranger becomes a person by choosing one. */
export async function chooseLanguage(
  ctx: Context,
  { language, name }: z.infer<typeof languageInput>,
): Promise<z.infer<typeof done>> {
  const { telegramUserId } = ctx.caller;
  const now = ctx.deps.clock();
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      personStatement({
        id: ctx.deps.ids(),
        telegramUserId,
        name: personName(name, telegramUserId),
        now,
      }),
      {
        sql: "update persons set language = ? where telegram_user_id = ?",
        params: [language, telegramUserId],
      },
      refreshMenus({ telegramUserId }, now),
    ],
    audit: [
      {
        orgId: null,
        action: "person.language_chosen",
        subject: `telegram:${telegramUserId}`,
        after: { language },
      },
    ],
    answer: { done: true as const },
  });
}
