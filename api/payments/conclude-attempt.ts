import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { loadBooks } from "../billing/load-books.ts";
import { tellOperators } from "../billing/tell-operators.ts";
import { tellPayers } from "../billing/tell-payers.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { alarm, describeAttempt, tellOnce } from "./alarm.ts";
import { noteLook } from "./bookkeeping.ts";
import { type Attempt, findAttempt, isSettled } from "./attempt-row.ts";
import { keepLooking } from "./keep-looking.ts";
import { type Finding, type Hint, lookAtGateway } from "./look-at-gateway.ts";
import { attemptAfter } from "./rules/attempts.ts";
import { reviewEndsAt } from "./rules/schedule.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Asks the gateway what became of an attempt and does what follows from it; believes nobody else (BIL P10). Safe to call at any
 * time, by anybody, any number of times at once (P2).
 * @returns the attempt as it is then
 * @throws {Refusal} `not_found`
 */
export async function concludeAttempt(deps: Deps, id: string, hint: Hint): Promise<Attempt> {
  const attempt = await known(deps, id);
  if (isSettled(attempt)) return attempt;
  const findings = await lookAtGateway(deps, attempt, hint);
  for (const finding of findings) await actOn(deps, attempt, finding);
  return known(deps, id);
}

async function known(deps: Deps, id: string): Promise<Attempt> {
  const attempt = await findAttempt(deps, id);
  if (attempt === null) throw new Refusal("not_found");
  return attempt;
}

/** Does what follows from the gateway's word about an attempt. */
export async function actOn(deps: Deps, attempt: Attempt, finding: Finding): Promise<void> {
  switch (finding.kind) {
    case "paid":
      if (finding.amount === attempt.amount) return settlePayment(deps, { attempt, ...finding });
      return refuseMoney(deps, attempt, `${finding.amount} instead of ${attempt.amount}`);
    case "alarm":
      return refuseMoney(deps, attempt, finding.reason);
    case "over":
      return finishAttempt(deps, attempt, finding.event, finding.reason);
    case "open":
    case "unknown": {
      const settings = finding.kind === "unknown" ? finding.settings : null;
      if (settings !== null)
        await alarm(deps, attempt, { about: "gateway_settings", reason: settings });
      return lookAgain(deps, attempt, finding);
    }
  }
}

/** Somebody played with the sum: nothing is booked, the operator looks at it. */
async function refuseMoney(deps: Deps, attempt: Attempt, reason: string): Promise<void> {
  if (attempt.error?.startsWith("alarm:") === true) return;
  await alarm(deps, attempt, { about: "payment_alarm", reason });
  await finishAttempt(deps, attempt, "failed", `alarm: ${reason}`);
}

/** The gateway's final word. Who was told that we look for the money is told that there is none. */
export async function finishAttempt(
  deps: Deps,
  attempt: Attempt,
  event: "failed" | "expired" | "canceled_gateway",
  reason: string,
): Promise<void> {
  if (attempt.concludedAt !== null) return;
  const state = attemptAfter(attempt.state, event) ?? attempt.state;
  const now = deps.clock();
  try {
    await commit(systemContext(deps, `gateway:${attempt.rail}`), {
      permit: systemPermit(),
      statements: [
        {
          sql: `update attempts set state = ?, error = ?, concluded_at = ?, under_review_at = null, next_check_at = null
            where id = ? and state = ? and concluded_at is null`,
          params: [state, reason.slice(0, 200), now, attempt.id, attempt.state],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: attempt.orgId,
          action: "attempt.ended",
          subject: `attempt:${attempt.id}`,
          before: { state: attempt.state },
          after: { state, reason },
        },
      ],
      notices: attempt.underReviewAt === null ? [] : await checkNotices(deps, attempt, "not_paid"),
      answer: null,
    });
  } catch (error) {
    // Somebody else was first; what they did stands.
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  }
}

async function lookAgain(
  deps: Deps,
  attempt: Attempt,
  { mayBeGone, kind }: Extract<Finding, { kind: "open" | "unknown" }>,
): Promise<void> {
  const now = deps.clock();
  const look = keepLooking(attempt, { now, mayBeGone });
  if (look.nextCheckAt === null) {
    if (look.underReviewAt !== null || kind === "unknown") return openCase(deps, attempt);
    return finishAttempt(deps, attempt, "expired", "given_up");
  }
  await noteLook(deps, attempt.id, look);
  if (look.stage === null) return;
  await tellOnce(
    deps,
    {
      orgId: attempt.orgId,
      action: "payment.check_told",
      subject: `attempt:${attempt.id}`,
      after: { stage: look.stage },
    },
    await checkNotices(deps, { ...attempt, underReviewAt: look.underReviewAt }, look.stage),
  );
}

/** 72 hours are over (AT-15): people look for the money now, and nobody has to ask them to. */
async function openCase(deps: Deps, attempt: Attempt): Promise<void> {
  if (attempt.caseAt !== null) return;
  try {
    await commit(systemContext(deps, "job:payments"), {
      permit: systemPermit(),
      statements: [
        {
          sql: "update attempts set case_at = ?, next_check_at = null where id = ? and case_at is null and concluded_at is null",
          params: [deps.clock(), attempt.id],
        },
        guardChanged(),
      ],
      audit: [
        { orgId: attempt.orgId, action: "payment.case_opened", subject: `attempt:${attempt.id}` },
      ],
      notices: [
        ...(await checkNotices(deps, attempt, "case")),
        ...(await tellOperators(deps, {
          about: "payment_case",
          orgId: attempt.orgId,
          text: describeAttempt(attempt, attempt.error ?? ""),
          key: `payment_case:${attempt.id}`,
        })),
      ],
      answer: null,
    });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  }
}

async function checkNotices(
  deps: Deps,
  attempt: Attempt,
  stage: "started" | "day" | "not_paid" | "case",
) {
  const loaded = await loadBooks(deps, attempt.orgId);
  const order = loaded.books.orders.find(({ id }) => id === attempt.orderId);
  return tellPayers(loaded, {
    kind: "payment-check",
    payload: {
      attemptId: attempt.id,
      orderNumber: order?.number ?? 0,
      amount: attempt.amount,
      currency: attempt.currency,
      stage,
      until: reviewEndsAt(attempt.underReviewAt ?? attempt.createdAt),
    },
    subject: `attempt:${attempt.id}`,
    key: `${attempt.id}:${stage}`,
  });
}
