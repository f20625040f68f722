import type { BalanceView } from "../../../../api/billing/schemas.ts";
import type { Translator } from "../../../../locales/index.ts";
import { ApiProblem } from "../../../core/front-desk.ts";
import type { Html } from "../../../core/html.ts";
import { type Key, to } from "../../../core/view.ts";
import { unitsText } from "../../shared/billing-words.ts";
import { type Ctx, readBalance } from "./desk.ts";

/** The balance for the home screen; null for a company that nobody bills. */
export async function readMoney(ctx: Ctx): Promise<BalanceView | null> {
  try {
    return await readBalance(ctx);
  } catch (error) {
    if (error instanceof ApiProblem) return null;
    throw error;
  }
}

/** One line about money at home, and only when something is wrong: debt, an overdue order, a tariff that has ended. */
export function moneyLine(t: Translator, balance: BalanceView): Html | false {
  const { credit, meter, debtSum, currency, openOrders, plan } = balance;
  if (openOrders.overdue > 0) return t.th("billing.balance.overdue", { count: openOrders.overdue });
  if (credit < 0)
    return t.th("billing.locks.home_debt", {
      credit: unitsText(t, meter, credit),
      sum: t.format.money(debtSum, currency),
    });
  return plan?.lapsed === true && t.th("billing.locks.plan_lapsed");
}

/** The way to pay what that line is about. */
export function payKeys(t: Translator, balance: BalanceView): Key[][] {
  const label = t.tp("billing.locks.keys.pay");
  if (balance.openOrders.overdue > 0)
    return [[{ label, go: to("billing-orders", ["open"]), style: "primary" }]];
  if (balance.credit < 0) return [[{ label, go: to("billing-quote", ["debt"]), style: "primary" }]];
  if (balance.plan?.lapsed !== true) return [];
  const renew = t.tp("billing.balance.keys.renew");
  return [[{ label: renew, go: to("billing-plan"), style: "primary" }]];
}
