import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { ownConfirmation } from "./confirm-load.ts";
import { auditOrgOf, type Confirmation, confirmationSubject } from "./confirm-row.ts";
import { viewOf } from "./confirm-show.ts";
import { type Facts, waitsFor } from "./rules/two-step.ts";
import type { answerInput, confirmationView } from "./schemas.ts";

/**
 * «Yes, it is me», which counts in the bot that was asked, or «No, stop», which counts anywhere until the act is done and calls
 * the owners.
 * @throws {Refusal} `not_found`, `forbidden` for a yes from elsewhere, `confirmation_ended`
 */
export async function answerConfirmation(
  given: Context,
  id: string,
  { answer }: z.infer<typeof answerInput>,
): Promise<z.infer<typeof confirmationView>> {
  const earlier = await earlierAnswer<z.infer<typeof confirmationView>>(given);
  if (earlier !== null) return earlier;
  return retryChanged(() => (answer === "yes" ? approve(given, id) : deny(given, id)));
}

async function approve(given: Context, id: string) {
  const { row, ctx } = await ownConfirmation(given, id);
  const { bot, web } = ctx.caller;
  if (web !== undefined || bot !== row.pushBot) throw new Refusal("forbidden");
  if (row.state !== "pending" && row.state !== "approved")
    throw new Refusal("confirmation_ended", { state: row.state });
  if (row.pushedAt !== null) return viewOf(row, ctx.deps.clock());
  const now = ctx.deps.clock();
  const after = { ...row, pushedAt: now };
  const state = waitsFor(after).length === 0 ? ("approved" as const) : ("pending" as const);
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update confirmations set pushed_at = ?,
            state = iif(email_hash is null or email_at is not null, 'approved', 'pending')
          where org_id = ? and id = ? and state = 'pending' and pushed_at is null and expires_at > ?
            and email_at is ?`,
        params: [now, row.orgId, id, now, row.emailAt],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.approved",
        subject: confirmationSubject(id),
        after: { action: row.action, by: "push", bot, complete: state === "approved" },
      },
    ],
    refresh: { subject: confirmationSubject(id), kind: "confirm-waiting" },
    answer: viewOf({ ...after, state }, now),
  });
}

async function deny(given: Context, id: string) {
  const { row, ctx } = await ownConfirmation(given, id);
  const now = ctx.deps.clock();
  if (row.state === "denied") return viewOf(row, now);
  if (row.state !== "pending" && row.state !== "approved")
    throw new Refusal("confirmation_ended", { state: row.state });
  return commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update confirmations set state = 'denied', ended_at = ?
          where org_id = ? and id = ? and state in ('pending', 'approved')`,
        params: [now, row.orgId, id],
      },
      guardChanged(),
      refreshCards(confirmationSubject(id), "confirm-push", now),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.denied",
        subject: confirmationSubject(id),
        after: { action: row.action, facts: loggedFacts(row), tried: row.origin },
      },
    ],
    refresh: { subject: confirmationSubject(id), kind: "confirm-waiting" },
    answer: viewOf({ ...row, state: "denied" }, now),
  });
}

/** The log is kept for ever: addresses, phones and bank details stay out of it. */
function loggedFacts({ facts }: Confirmation): Facts {
  const { email: _email, account: _account, details: _details, seller: _seller, ...rest } = facts;
  return rest;
}
