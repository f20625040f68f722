import { errorFields } from "../core/log.ts";
import type { Deps } from "../deps.ts";
import { findAttempt, findByRef } from "./attempt-row.ts";
import { knownStars, noteStars, takeDue } from "./bookkeeping.ts";
import { concludeAttempt } from "./conclude-attempt.ts";
import { concludeRefund } from "./conclude-refund.ts";
import { isInTelegram } from "./pay.ts";
import { starsWentBack } from "./stars-refunded.ts";
import { starsPaid } from "./telegram-money.ts";

/** Looked at side by side in one tick: a gateway that hangs holds the tick no longer than one call does. */
const atOnce = 8;
/** Attempts and refunds whose time has come (BIL §3.7). One that fails stops no other. */
export async function reconcilePayments(deps: Deps): Promise<void> {
  const [attempts, refunds] = await Promise.all([
    takeDue(deps, "attempts", atOnce),
    takeDue(deps, "refunds", atOnce),
  ]);
  await Promise.all([
    ...attempts.map((id) => quietly(deps, id, () => concludeAttempt(deps, id, "clock"))),
    ...refunds.map((id) => quietly(deps, id, () => concludeRefund(deps, id))),
  ]);
}

async function quietly(deps: Deps, id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log("error", { event: "reconcile_failed", id, ...errorFields(error) });
  }
}

/** Payments Zarinpal holds for us and nobody came back from: the last hundred, so often enough (BIL §3.1). */
export async function sweepZarinpal(deps: Deps): Promise<void> {
  const { zarinpal } = deps.rails;
  if (zarinpal === null) return;
  const asked = await zarinpal.unverified();
  if (asked.kind !== "ok") {
    deps.log("warn", { event: "sweep_unanswered", rail: "zarinpal", answered: asked.kind });
    return;
  }
  for (const { authority } of asked.value) {
    const attempt = await findByRef(deps, ["zarinpal"], authority);
    if (attempt !== null)
      await quietly(deps, attempt.id, () => concludeAttempt(deps, attempt.id, "notified"));
  }
}

const page = 100;
const mostPages = 20;

/** Compares what Telegram's till says with the books: payments and refunds whose messages never came (BIL §3.7). */
export async function sweepStars(deps: Deps): Promise<void> {
  const { stars } = deps.rails;
  if (stars === null) return;
  let offset = Math.max((await knownStars(deps)) - page, 0);
  for (let round = 0; round < mostPages; round += 1) {
    const movements = await stars.till.starTransactions(offset, page);
    for (const movement of movements) {
      if (movement.direction === "out")
        await quietly(deps, movement.id, () => starsWentBack(deps, movement.id));
      else await quietly(deps, movement.id, () => starsCame(deps, movement));
    }
    offset += movements.length;
    await noteStars(deps, offset);
    if (movements.length < page) return;
  }
}

async function starsCame(
  deps: Deps,
  charge: {
    readonly id: string;
    readonly amount: number;
    readonly userId: number | null;
    readonly payload: string | null;
  },
): Promise<void> {
  const attempt = charge.payload === null ? null : await findAttempt(deps, charge.payload);
  if (attempt === null || !isInTelegram(attempt.rail) || attempt.stars !== charge.amount) return;
  await starsPaid(deps, attempt, charge);
}
