import type { Books, OrderFacts } from "../billing/rules/types.ts";
import { isPayable } from "../billing/rules/orders.ts";
import type { Deps, Rails } from "../deps.ts";
import type { Rail } from "./attempt-row.ts";

/** Zarinpal takes no less, in rials (BIL §3.1). */
const leastRials = 1000;

/**
 * The rails an order can be paid over now, best first; none for an order that takes no money. The wallet only when it covers
 * the whole sum, a bank transfer only when there is a seller to name on the invoice.
 */
export function railsFor(
  order: Pick<OrderFacts, "state" | "total">,
  books: Pick<Books, "currency" | "wallet" | "parkedReason">,
  at: { readonly rails: Rails; readonly hasSeller: boolean },
): Rail[] {
  if (!isPayable(order.state) || order.total <= 0) return [];
  const { rails } = at;
  const isRouble = books.currency === "RUB";
  const offered: readonly (readonly [Rail, boolean])[] = [
    ["wallet", books.parkedReason === null && books.wallet >= order.total],
    ["zarinpal", !isRouble && rails.zarinpal !== null && order.total >= leastRials],
    ["yookassa_card", isRouble && rails.yookassa !== null],
    ["yookassa_sbp", isRouble && rails.yookassa !== null],
    ["telegram", isRouble && rails.telegram !== null],
    ["stars", isRouble && rails.stars !== null],
    ["bank", at.hasSeller],
  ];
  return offered.filter(([, isThere]) => isThere).map(([rail]) => rail);
}

/** Whether the operator has entered the company that sells in this country. */
export async function hasSeller(
  { db }: Pick<Deps, "db">,
  profile: Books["profile"],
): Promise<boolean> {
  const [found] = await db.read([
    { sql: "select 1 from sellers where profile = ?", params: [profile] },
  ]);
  return (found?.rows.length ?? 0) > 0;
}
