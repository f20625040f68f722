import { isPayable } from "../../billing/rules/orders.ts";
import { minor } from "../../billing/rules/money.ts";
import type { Minor, OrderFacts } from "../../billing/rules/types.ts";

type Payable = Pick<OrderFacts, "id" | "state" | "total" | "createdAt" | "number">;

export interface Success {
  /** The order that the money was sent for; null when it names none. */
  readonly orderId: string | null;
  /** Minor units, in the organisation's currency. */
  readonly amount: Minor;
  /** What the wallet held before. */
  readonly wallet: Minor;
  readonly orders: readonly Payable[];
  /** Parked books take money and pay nothing (BIL §5.7). */
  readonly isParked: boolean;
}

export interface Conclusion {
  /** Ids of the orders that the wallet pays now, in this order. */
  readonly pays: readonly string[];
  /** What stays in the wallet, minor units. */
  readonly walletAfter: Minor;
  /**
   * `exact`, `over`: its own order is paid, and something may be left. `partial`: too little, it waits. `late`: its order was
   * annulled or given back. `double`: its order was paid before. `unnamed`: for no order.
   */
  readonly meaning: "exact" | "over" | "partial" | "late" | "double" | "unnamed";
}

/**
 * What to do with money that has come. It always lands in the wallet (P5); from there it pays its own order, and what is left
 * pays unpaid orders, the oldest first. Nothing is paid in parts, and money that waits for an order too large for it is not
 * spent on a younger one.
 */
export function conclude(success: Success): Conclusion {
  const own = success.orders.find(({ id }) => id === success.orderId) ?? null;
  const held = minor(success.wallet + success.amount);
  const meaning = meaningOf(success, own, held);
  if (success.isParked) return { pays: [], walletAfter: held, meaning };
  const isOwnPaid = own !== null && isPayable(own.state);
  const first = isOwnPaid ? [own] : [];
  const owed = success.orders
    .filter(({ state, id }) => (state === "due" || state === "overdue") && id !== success.orderId)
    .toSorted((a, b) => a.createdAt - b.createdAt || a.number - b.number);
  return { ...payInTurn([...first, ...owed], held), meaning };
}

function meaningOf({ amount }: Success, own: Payable | null, held: Minor): Conclusion["meaning"] {
  if (own === null) return "unnamed";
  if (!isPayable(own.state)) return own.state === "paid" ? "double" : "late";
  if (held < own.total) return "partial";
  return amount > own.total ? "over" : "exact";
}

function payInTurn(
  orders: readonly Payable[],
  held: Minor,
): Pick<Conclusion, "pays" | "walletAfter"> {
  const pays: string[] = [];
  let walletAfter = held;
  for (const { id, total } of orders) {
    if (total > walletAfter) break;
    walletAfter -= total;
    pays.push(id);
  }
  return { pays, walletAfter };
}
