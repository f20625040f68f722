import { ApiProblem } from "../../../core/front-desk.ts";
import { problemText } from "../../../core/failure-reply.ts";
import { html, lines } from "../../../core/html.ts";
import { type Key, type Reply, type Route, to, type View } from "../../../core/view.ts";
import { backKey, homeKey } from "../../shared/steer.ts";
import { type Ctx, readOrders } from "./desk.ts";

/** Refusals that an unpaid order is the reason of: paying it is the way on (BIL KV-13, C-13). */
const unpaid = new Set(["unpaid_orders", "overdue_orders", "order_lock"]);
/** Refusals that are shown instead of the card, with a way back; others stay a toast over it. */
const shown = new Set([
  ...unpaid,
  "annulled_seats",
  "not_billed",
  "account_parked",
  "no_plan",
  "plan_lapsed",
  "plan_lock",
  "plan_not_offered",
  "free_used",
  "nothing_to_remove",
  "wrong_meter",
  "quantity_invalid",
  "too_many_orders",
  "already_paid",
  "order_annulled",
  "rail_unavailable",
  "gateway_unavailable",
  "seller_missing",
  "requisites_missing",
]);

/**
 * Does something about money; what the API refuses is said in its place with the way on: [pay] opens the order that is in
 * the way, [choose a tariff] when there is none.
 */
export async function orBillingRefusal(
  ctx: Ctx,
  act: () => Promise<Reply>,
  back?: Route,
): Promise<Reply> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || !shown.has(error.code)) throw error;
    return { show: await refusalView(ctx, error, back) };
  }
}

async function refusalView(ctx: Ctx, problem: ApiProblem, back?: Route): Promise<View> {
  const { t } = ctx;
  const reason = problemText(t, problem) ?? t.tp("common.router.not_allowed");
  return {
    body: lines(html`⚠️ ${reason}`),
    keys: [await wayOn(ctx, problem.code), [back === undefined ? homeKey(t) : backKey(t, back)]],
  };
}

async function wayOn(ctx: Ctx, code: string): Promise<Key[]> {
  const { t } = ctx;
  if (unpaid.has(code))
    return [{ label: t.tp("billing.refusal.keys.pay"), go: await toUnpaid(ctx), style: "primary" }];
  if (code === "no_plan" || code === "plan_lapsed" || code === "plan_lock")
    return [{ label: t.tp("billing.balance.keys.choose"), go: to("billing-plan") }];
  if (code === "annulled_seats")
    return [{ label: t.tp("billing.notices.keys.write_us"), go: to("billing-request") }];
  if (code === "requisites_missing")
    return [{ label: t.tp("billing.balance.keys.details"), go: to("billing-details") }];
  return [];
}

/** The order to pay; the list when there are more. */
async function toUnpaid(ctx: Ctx): Promise<Route> {
  const { orders } = await readOrders(ctx, "open");
  const owed = orders.filter(({ state }) => state === "due" || state === "overdue");
  const [only] = owed;
  return only !== undefined && owed.length === 1
    ? to("billing-order", [only.id])
    : to("billing-orders", ["open"]);
}
