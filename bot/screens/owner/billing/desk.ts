import type { Wish } from "../../../../api/billing/schemas.ts";
import { ask, named, type Api } from "../../../core/api.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import type { ScreenContext } from "../../../core/screen.ts";
import { to, type Route } from "../../../core/view.ts";

export type Ctx = ScreenContext<Api>;

export const readBalance = ({ api }: Ctx) => ask(api.billing.balance.$get());
/** What can be had; a free month that was had already is not shown again. */
export const readOffers = async ({ api }: Ctx) =>
  (await ask(api.billing.plans.$get())).plans.filter(
    ({ isFree, refusal }) => !isFree || refusal === null,
  );
export const readSeats = ({ api }: Ctx) => ask(api.billing.seats.$get());
export const readOrder = ({ api }: Ctx, id: string) =>
  ask(api.billing.orders[":id"].$get({ param: { id } }));
export const readOrders = ({ api }: Ctx, view: "open" | "history", cursor?: string) =>
  ask(api.billing.orders.$get({ query: { view, ...(cursor === undefined ? {} : { cursor }) } }));

/** What a wish would cost now. */
export const readQuote = ({ api }: Ctx, wish: Wish) =>
  ask(api.billing.quote.$get({ query: queryOf(wish) }));

/** The same wish as a query: numbers as text. */
function queryOf(wish: Wish) {
  switch (wish.kind) {
    case "seats":
    case "fewer_seats":
      return { kind: wish.kind, quantity: String(wish.quantity) };
    case "topup":
      return { kind: wish.kind, persons: String(wish.persons) };
    case "debt":
      return { kind: wish.kind };
    case "plan":
    default: {
      const { kind, planCode, quantity } = wish;
      return { kind, planCode, ...(quantity === undefined ? {} : { quantity: String(quantity) }) };
    }
  }
}

/** A wish inside a key: `seats 3`, `topup 5`, `debt`, `plan ir-12 10`. */
export function wishArgs(wish: Wish): string[] {
  switch (wish.kind) {
    case "seats":
    case "fewer_seats":
      return [wish.kind, String(wish.quantity)];
    case "topup":
      return ["topup", String(wish.persons)];
    case "debt":
      return ["debt"];
    case "plan":
    default:
      return [
        "plan",
        wish.planCode,
        ...(wish.quantity === undefined ? [] : [String(wish.quantity)]),
      ];
  }
}

/** The wish of a key; null when the key is not of this shape. */
export function wishOf([kind = "", first = "", second]: readonly string[]): Wish | null {
  const count = Number(kind === "plan" ? second : first);
  const isCount = Number.isSafeInteger(count) && count > 0;
  if (kind === "debt") return { kind };
  if ((kind === "seats" || kind === "fewer_seats") && isCount) return { kind, quantity: count };
  if (kind === "topup" && isCount) return { kind, persons: count };
  if (kind !== "plan" || first === "" || (second !== undefined && !isCount)) return null;
  return { kind, planCode: first, ...(second === undefined ? {} : { quantity: count }) };
}

/** Where a wish was chosen: the way back from its price. */
export function wishSource(wish: Wish): Route {
  switch (wish.kind) {
    case "seats":
      return to("billing-add");
    case "fewer_seats":
      return to("billing-remove");
    case "plan":
      return to("billing-plan", ["offer", wish.planCode]);
    case "topup":
      return to("billing-topup", ["people"]);
    case "debt":
    default:
      return to("billing-topup");
  }
}

/**
 * A command that one card gives once, however often its key is tapped: two taps are two updates, and the second must not
 * buy a second time.
 * @param parts everything the command says, so that the same card edited to something else is another command
 */
export function oncePerCard(ctx: Ctx, ...parts: readonly (string | number)[]) {
  const { incoming } = ctx;
  if (incoming.kind !== "tap") return named(ctx.idempotencyKey());
  const key = ["card", incoming.messageId, ...parts].join(":");
  return named(key.replace(/[^A-Za-z0-9:._-]/g, "_").slice(0, 120));
}

/** The refusal of a call, to be answered here; anything else is thrown on. */
export async function orProblem<T>(
  call: Promise<T>,
  codes: readonly string[],
): Promise<{ readonly value: T } | { readonly problem: ApiProblem }> {
  try {
    return { value: await call };
  } catch (error) {
    if (error instanceof ApiProblem && codes.includes(error.code)) return { problem: error };
    throw error;
  }
}
