import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { loadBooks, type LoadedBooks } from "../billing/load-books.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { alarm } from "./alarm.ts";
import { type Attempt, findAttempt } from "./attempt-row.ts";
import { noteUnanswered } from "./bookkeeping.ts";
import { finishAttempt } from "./conclude-attempt.ts";
import { invoiceOf } from "./invoice-of.ts";
import type { Refused } from "./rails/outcome.ts";
import { attemptAfter, isLive } from "./rules/attempts.ts";
import { nextCheck } from "./rules/schedule.ts";
import type { PayAnswer } from "./schemas.ts";
import { type Started, startAtGateway } from "./start-at-gateway.ts";

/** After a lost answer the gateway is asked again so soon, ms. */
const soon = 30_000;

/**
 * How to pay an attempt, asking the gateway for it the first time. Everything outside happens here, after the attempt was
 * stored and outside of any batch.
 * @throws {Refusal} `gateway_unavailable`, `rail_unavailable`, `stale` when it was given up meanwhile
 */
export async function showAttempt(deps: Deps, id: string): Promise<PayAnswer> {
  const attempt = await findAttempt(deps, id);
  if (attempt === null) throw new Refusal("not_found");
  const loaded = await loadBooks(deps, attempt.orgId);
  const order = loaded.books.orders.find((one) => one.id === attempt.orderId);
  if (order === undefined) throw new Refusal("not_found");
  if (attempt.state === "succeeded") return { kind: "paid" };
  if (attempt.rail === "telegram" || attempt.rail === "stars")
    return { kind: "invoice", attemptId: id, invoice: invoiceOf(deps, attempt, loaded, order) };
  if (attempt.gatewayRef === null) await start(deps, attempt, loaded, order);
  return linkOf(await findAttempt(deps, id));
}

function linkOf(attempt: Attempt | null): PayAnswer {
  if (attempt?.state === "succeeded") return { kind: "paid" };
  if (attempt === null || !isLive(attempt.state)) throw new Refusal("stale");
  const { id, paymentUrl, qr } = attempt;
  if (qr !== null) return { kind: "qr", attemptId: id, url: paymentUrl, qr };
  if (paymentUrl === null) throw new Refusal("gateway_unavailable");
  return { kind: "redirect", attemptId: id, url: paymentUrl };
}

async function start(
  deps: Deps,
  attempt: Attempt,
  loaded: LoadedBooks,
  order: OrderFacts,
): Promise<void> {
  const asked = await startAtGateway(deps, attempt, loaded, order);
  if (asked.kind === "ok") return keepStarted(deps, attempt, asked.value);
  if (asked.kind === "unknown" || asked.class === "later") {
    await noteUnanswered(deps, attempt.id, {
      nextCheckAt: deps.clock() + soon,
      reason: asked.kind === "unknown" ? asked.reason : asked.code,
    });
    throw new Refusal("gateway_unavailable");
  }
  return refused(deps, attempt, asked);
}

/** The gateway did nothing and will not: this attempt is over, the next one is a new one. */
async function refused(deps: Deps, attempt: Attempt, said: Refused): Promise<never> {
  const reason = `${said.code} ${said.detail}`.trim();
  if (said.class === "config") await alarm(deps, attempt, { about: "gateway_settings", reason });
  if (said.class === "security") await alarm(deps, attempt, { about: "payment_alarm", reason });
  await finishAttempt(deps, attempt, "failed", reason);
  if (said.class === "config") throw new Refusal("rail_unavailable", { rail: attempt.rail });
  throw new Refusal("gateway_unavailable");
}

/** The gateway's names are written once; of two answers to one attempt the first one stays. */
async function keepStarted(deps: Deps, attempt: Attempt, started: Started): Promise<void> {
  const { ref, pay, amount } = started;
  const isTampered = amount !== null && amount !== attempt.amount;
  if (isTampered)
    await alarm(deps, attempt, {
      about: "payment_alarm",
      reason: `${ref}: ${amount} instead of ${attempt.amount}`,
    });
  const state = attemptAfter(attempt.state, "sent") ?? attempt.state;
  const url = pay?.by === "page" ? pay.url : null;
  const qr = pay?.by === "qr" ? pay.data : null;
  try {
    await commit(systemContext(deps, `gateway:${attempt.rail}`), {
      permit: systemPermit(),
      statements: [
        {
          sql: `update attempts set gateway_ref = ?, payment_url = ?, qr = ?, error = null, next_check_at = ?,
              state = case state when 'created' then ? else state end
            where id = ? and gateway_ref is null and concluded_at is null`,
          params: [ref, url, qr, nextCheck(deps.clock(), 0), state, attempt.id],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId: attempt.orgId,
          action: "attempt.opened",
          subject: `attempt:${attempt.id}`,
          after: { ref },
        },
      ],
      answer: null,
    });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  }
  if (!isTampered) return;
  const opened = await findAttempt(deps, attempt.id);
  if (opened !== null) await finishAttempt(deps, opened, "failed", "alarm: another sum");
  throw new Refusal("gateway_unavailable");
}
