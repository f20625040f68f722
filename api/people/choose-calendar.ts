import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { calendarInput, done } from "./schemas.ts";

/** In which calendar the caller sees dates. @throws {Refusal} `not_found` for a stranger */
export async function chooseCalendar(
  ctx: Context,
  { calendar }: z.infer<typeof calendarInput>,
): Promise<z.infer<typeof done>> {
  const { telegramUserId } = ctx.caller;
  const change = commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: "update persons set calendar = ? where telegram_user_id = ?",
        params: [calendar, telegramUserId],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: null,
        action: "person.calendar_chosen",
        subject: `telegram:${telegramUserId}`,
        after: { calendar },
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "not_found" });
}
