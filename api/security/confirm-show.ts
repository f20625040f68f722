import type { z } from "zod";
import type { Context } from "../core/context.ts";
import { ownConfirmation } from "./confirm-load.ts";
import type { Confirmation } from "./confirm-row.ts";
import { betweenSendsMs, mostAgain, mostAttempts, waitsFor } from "./rules/two-step.ts";
import type { confirmationView } from "./schemas.ts";

/** What the caller was asked, as it stands. @throws {Refusal} `not_found` of anybody else's */
export async function showConfirmation(
  ctx: Context,
  id: string,
): Promise<z.infer<typeof confirmationView>> {
  const { row } = await ownConfirmation(ctx, id);
  return viewOf(row, ctx.deps.clock());
}

export const viewOf = (row: Confirmation, now: number): z.infer<typeof confirmationView> => ({
  id: row.id,
  action: row.action,
  facts: row.facts as z.infer<typeof confirmationView>["facts"],
  state: row.state,
  origin: row.origin,
  pushBot: row.pushBot,
  waitsFor: row.state === "pending" ? waitsFor(row) : [],
  withCode: row.emailHash !== null,
  attemptsLeft: mostAttempts - row.attempts,
  expiresAt: row.expiresAt,
  againAt: row.sends > mostAgain ? null : Math.max(now, (row.sentAt ?? now) + betweenSendsMs),
});
