import { changeBooks } from "../billing/change-books.ts";
import { type LoadedBooks, loadBooks } from "../billing/load-books.ts";
import { paidFromWallet } from "../billing/paid-from-wallet.ts";
import { applyWallet } from "../billing/pay-from-wallet.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import type { MemberContext } from "../core/context.ts";
import { errorFields } from "../core/log.ts";
import { type Permit, permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { issueDocument } from "../documents/issue-document.ts";
import {
  type Attempt,
  findLiveAttempt,
  insertAttempt,
  isSettled,
  type Rail,
} from "./attempt-row.ts";
import { concludeAttempt } from "./conclude-attempt.ts";
import { hasSeller, railsFor } from "./rails-for.ts";
import { nextCheck } from "./rules/schedule.ts";
import { starsFor } from "./rules/stars.ts";
import type { PayAnswer } from "./schemas.ts";
import { dropOthers } from "./settle-payment.ts";
import { showAttempt } from "./show-attempt.ts";

/** How long a link to pay is handed out again, ms; then the payer gets a fresh one. */
const linkLives = 45 * 60_000;
/** How long a gateway may think before the payer goes on, ms. */
const patienceMs = 3000;

/**
 * Begins to pay an order, or goes on: the same rail again gives the same link, another rail gives up the old one. What may
 * have been paid already is asked for first, so nobody is sent to pay twice (BIL P6, P9).
 * @throws {Refusal} `not_found`, `already_paid`, `order_annulled`, `rail_unavailable`; `gateway_unavailable` when the gateway did
 *   not answer: nothing is lost, the next call goes on with the same attempt
 */
export async function pay(ctx: MemberContext, orderId: string, rail: Rail): Promise<PayAnswer> {
  const permission = permit(ctx, "billing.manage");
  if (rail === "bank") {
    const paper = await issueDocument(ctx, orderId, "paper");
    return { kind: "document", documentId: paper.id };
  }
  if (await isPaidMeanwhile(ctx, orderId)) return { kind: "paid" };
  if (rail === "wallet") return payFromWallet(ctx, permission, orderId);
  return showAttempt(ctx.deps, await openAttempt(ctx, permission, orderId, rail));
}

/**
 * A payer who comes back to «pay» may have paid. A gateway that does not answer soon is not waited for: its answer is booked
 * when it comes. Money for an order that was annulled is in the wallet, and then the order says so itself.
 */
async function isPaidMeanwhile({ deps, member }: MemberContext, orderId: string): Promise<boolean> {
  const live = await findLiveAttempt(deps, member.organisation.id, orderId);
  if (live === null || live.gatewayRef === null) return false;
  const looking = concludeAttempt(deps, live.id, "asked").then(isSettled, (error: unknown) => {
    deps.log("error", { event: "look_failed", attempt: live.id, ...errorFields(error) });
    return false;
  });
  deps.defer(looking);
  if (!(await soonOr(looking, false))) return false;
  const { books } = await loadBooks(deps, member.organisation.id);
  return books.orders.some(({ id, state }) => id === orderId && state !== "annulled");
}

async function soonOr<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The attempt is stored before anybody outside hears of it: its id is the key at the gateway (P9). @returns its id */
async function openAttempt(
  ctx: MemberContext,
  permission: Permit,
  orderId: string,
  rail: Exclude<Rail, "bank" | "wallet">,
): Promise<string> {
  const { deps } = ctx;
  const orgId = ctx.member.organisation.id;
  return changeBooks<string>(ctx, orgId, async (loaded) => {
    const order = await payableOrder(ctx, loaded, orderId, rail);
    const live = await findLiveAttempt(deps, orgId, orderId);
    const { now, currency } = loaded.books;
    if (live !== null && isUsable(live, rail, now)) return { unchanged: live.id };
    const id = deps.ids();
    const { stars } = deps.rails;
    return {
      permit: permission,
      statements: [
        ...(live === null ? [] : [dropOthers(orgId, orderId, id)]),
        insertAttempt({
          orgId,
          id,
          orderId,
          rail,
          state: "created",
          amount: order.total,
          currency,
          stars: rail === "stars" && stars ? starsFor(order.total, stars.minorPerStar) : null,
          nextCheckAt: isInTelegram(rail) ? null : nextCheck(now, 0),
          createdBy: ctx.member.employeeId,
          createdAt: now,
        }),
      ],
      audit: [
        {
          orgId,
          action: "attempt.made",
          subject: `attempt:${id}`,
          after: { orderId, rail, amount: order.total, instead: live?.id ?? null },
        },
      ],
      answer: id,
    };
  });
}

/** Telegram tells us what became of an invoice; nobody can be asked. */
export const isInTelegram = (rail: Rail): boolean => rail === "telegram" || rail === "stars";

function isUsable({ rail, createdAt }: Attempt, wanted: Rail, now: number): boolean {
  return rail === wanted && (isInTelegram(rail) || now - createdAt < linkLives);
}

async function payableOrder(
  ctx: MemberContext,
  loaded: LoadedBooks,
  orderId: string,
  rail: Rail,
): Promise<OrderFacts> {
  const { books } = loaded;
  const order = books.orders.find(({ id }) => id === orderId);
  if (order === undefined) throw new Refusal("not_found");
  refuseState(order);
  const at = { rails: ctx.deps.rails, hasSeller: await hasSeller(ctx.deps, books.profile) };
  if (!railsFor(order, books, at).includes(rail)) throw new Refusal("rail_unavailable", { rail });
  return order;
}

/** @throws {Refusal} `order_annulled`, `already_paid` for an order that takes no money */
export function refuseState({ state }: Pick<OrderFacts, "state">): void {
  if (state === "annulled") throw new Refusal("order_annulled");
  if (state === "paid" || state === "part_refunded" || state === "refunded")
    throw new Refusal("already_paid");
}

async function payFromWallet(
  ctx: MemberContext,
  permission: Permit,
  orderId: string,
): Promise<PayAnswer> {
  const orgId = ctx.member.organisation.id;
  return changeBooks<PayAnswer>(ctx, orgId, async (loaded) => {
    const { books } = loaded;
    const order = await payableOrder(ctx, loaded, orderId, "wallet");
    const part = applyWallet(ctx.deps, loaded, order, books.wallet);
    if (part === null) throw new Refusal("rail_unavailable", { rail: "wallet" });
    return {
      ...part,
      permit: permission,
      statements: [...part.statements, dropOthers(orgId, orderId, "")],
      notices: paidFromWallet(loaded, order, part),
      answer: { kind: "paid" },
    };
  });
}
