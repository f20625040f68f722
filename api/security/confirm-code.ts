import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { ownConfirmation, type OwnConfirmation } from "./confirm-load.ts";
import { isCode } from "./confirm-mail.ts";
import { auditOrgOf, confirmationSubject } from "./confirm-row.ts";
import { viewOf } from "./confirm-show.ts";
import { codeOf, mostAttempts, waitsFor } from "./rules/two-step.ts";
import type { codeInput, confirmationView } from "./schemas.ts";

type View = z.infer<typeof confirmationView>;
/** How a code was judged; a repeated command is judged the same and counts once. */
type Judged = { readonly view: View } | { readonly left: number };

/**
 * The code from the e-mail. Every guess is counted in the row it was read from, so many at once count as many.
 * @throws {Refusal} `code_invalid` for what is no code, `code_wrong` with `left`, `confirmation_ended`, `not_found`
 */
export async function enterCode(
  given: Context,
  id: string,
  input: z.infer<typeof codeInput>,
): Promise<View> {
  const earlier = await earlierAnswer<Judged>(given);
  const judged = earlier ?? (await retryChanged(() => judge(given, id, input.code), 20));
  if ("left" in judged) throw new Refusal("code_wrong", { left: judged.left });
  return judged.view;
}

async function judge(given: Context, id: string, typed: string): Promise<Judged> {
  const own = await ownConfirmation(given, id);
  const { row } = own;
  const code = codeOf(typed);
  if (row.emailHash === null) throw new Refusal("not_found");
  if (row.state !== "pending" && row.state !== "approved")
    throw new Refusal("confirmation_ended", { state: row.state });
  if (row.emailAt !== null) return { view: viewOf(row, given.deps.clock()) };
  if (code === null) throw new Refusal("code_invalid");
  const isRight = await isCode(given.deps, { id, code, hash: row.emailHash });
  return isRight ? take(own) : count(own);
}

function take({ row, ctx }: OwnConfirmation): Promise<Judged> {
  const now = ctx.deps.clock();
  const after = { ...row, emailAt: now };
  const state = waitsFor(after).length === 0 ? ("approved" as const) : ("pending" as const);
  return commit<Judged>(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update confirmations set email_at = ?,
            state = iif(push_bot is null or pushed_at is not null, 'approved', 'pending')
          where org_id = ? and id = ? and state = 'pending' and email_at is null and expires_at > ?
            and attempts = ? and email_hash = ? and pushed_at is ?`,
        params: [now, row.orgId, row.id, now, row.attempts, row.emailHash, row.pushedAt],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.approved",
        subject: confirmationSubject(row.id),
        after: { action: row.action, by: "email", complete: state === "approved" },
      },
    ],
    refresh: { subject: confirmationSubject(row.id), kind: "confirm-waiting" },
    answer: { view: viewOf({ ...after, state }, now) },
  });
}

/** One wrong code more; the last one ends the confirmation. */
function count({ row, ctx }: OwnConfirmation): Promise<Judged> {
  const now = ctx.deps.clock();
  const attempts = row.attempts + 1;
  const isLast = attempts >= mostAttempts;
  const subject = confirmationSubject(row.id);
  return commit<Judged>(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update confirmations set attempts = ?, state = ?, ended_at = ?
          where org_id = ? and id = ? and state = 'pending' and attempts = ? and email_hash = ? and email_at is null`,
        params: [
          attempts,
          isLast ? "denied" : "pending",
          isLast ? now : null,
          row.orgId,
          row.id,
          row.attempts,
          row.emailHash,
        ],
      },
      guardChanged(),
      ...(isLast ? [refreshCards(subject, "confirm-push", now)] : []),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: isLast ? "confirmation.failed" : "confirmation.mistyped",
        subject,
        after: { action: row.action, attempts },
      },
    ],
    ...(isLast ? { refresh: { subject, kind: "confirm-waiting" } as const } : {}),
    answer: { left: mostAttempts - attempts },
  });
}
