import type { Grant, OrderKind, OrderState } from "../../api/billing/rules/types.ts";

export interface ModelOrder {
  readonly id: string;
  readonly number: number;
  readonly kind: OrderKind;
  readonly total: number;
  readonly activation: "on_order" | "on_payment";
  readonly grants: readonly Grant[];
  state: OrderState;
  dueAt: number | null;
  placedAt: number;
}

/** One line of the security log: what the product says it has done. */
export interface Step {
  readonly action: string;
  readonly subject: string;
  readonly at: number;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

interface Payment {
  readonly orderId: string;
  readonly rail: string;
  readonly amount: number;
  left: number;
}

/** What the model has to be told, because it cannot know it. */
export interface World {
  readonly order: (id: string) => ModelOrder;
  readonly attempt: (id: string) => Omit<Payment, "left">;
  /** The organisation's local date of an instant. */
  readonly dateOf: (at: number) => string;
  readonly endOfDay: (date: string, days: number) => number;
  /** The term an order has made. */
  readonly orderOfTerm: (termId: string) => string;
  /** The same day so many months later, on the organisation's calendar. */
  readonly monthsLater: (from: string, like: Extract<Grant, { kind: "term" }>) => string;
}

const annulAfterDays = 5;
const offerLivesMs = 3 * 86_400_000;
const payable: readonly OrderState[] = ["quoted", "due", "overdue"];
const open: readonly OrderState[] = ["due", "overdue"];

/** An organisation's money in a few rules of its own: every step of the log must be one it allows, and the sums must be its. */
export class MoneyModel {
  wallet = 0;
  credit = 0;
  receivable = 0;
  clearing = 0;
  readonly cash = new Map<string, number>();
  readonly orders = new Map<string, ModelOrder>();
  readonly told = new Map<string, number>();
  readonly credited = new Map<string, Payment>();
  private readonly terms: { orderId: string; from: string; to: string }[] = [];
  private readonly seats: { orderId: string; ofTerm: string; quantity: number; from: string }[] =
    [];
  private readonly refunds = new Map<string, string>();
  private toPay: string[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  take(step: Step): void {
    const [, id = ""] = step.subject.split(":");
    const { after } = step;
    switch (step.action) {
      case "order.placed":
        return this.place(this.world.order(id), step.at);
      case "order.overdue": {
        const order = this.known(id, ["due"]);
        must(order.dueAt !== null && order.dueAt < step.at, `${id} is not late yet`);
        order.state = "overdue";
        return this.tell("order-overdue");
      }
      case "order.annulled":
        return this.annul(id, step);
      case "order.cancelled":
        this.known(id, ["quoted"]).state = "annulled";
        return undefined;
      case "order.expired": {
        const order = this.known(id, ["quoted"]);
        must(step.at - order.placedAt > offerLivesMs, "an offer is put away too soon");
        order.state = "annulled";
        return undefined;
      }
      case "order.reinstated": {
        const order = this.known(id, ["annulled"]);
        must(order.activation === "on_order", "only what took effect comes back");
        this.receivable += order.total;
        [order.state, order.dueAt] = ["due", Number(after["dueAt"])];
        return this.tell("order-reinstated");
      }
      case "payment.received":
        return this.receive(id, after);
      case "order.paid":
        return this.pay(id, step.at);
      case "payment.refund_asked":
        return this.askRefund(id, after);
      case "payment.refunded":
      case "payment.refund_failed":
        return this.endRefund(id, step);
      case "order.refunded": {
        const order = this.known(id, ["paid", "part_refunded"]);
        order.state = after["state"] as OrderState;
        if (order.state !== "refunded") return undefined;
        for (const grant of order.grants)
          if (grant.kind === "credit") this.credit -= grant.personMonths;
        return undefined;
      }
      case "billing.adjusted":
        if (after["asset"] === "PM") this.credit += Number(after["amount"]);
        else this.wallet += Number(after["amount"]);
        return this.tell("books-adjusted");
      case "month.closed":
        this.credit -= Number(after["charged"]);
        return undefined;
      default:
        must(
          !step.action.startsWith("order.") || step.action === "order.offered_again",
          step.action,
        );
        return undefined;
    }
  }

  /** Whether everything that came has paid what it had to, once a change is over. */
  settled(): void {
    must(this.toPay.length === 0, `still to be paid: ${this.toPay.join()}`);
    must(this.wallet >= 0, `the wallet is short: ${this.wallet}`);
  }

  /** The order whose plan holds on a day, and its seats. */
  planOn(day: string): { readonly orderId: string; readonly seats: number } | null {
    const term = this.terms.findLast(
      ({ orderId, from, to }) => this.holds(orderId) && from <= day && day < to,
    );
    if (term === undefined) return null;
    const seats = this.seats
      .filter(
        ({ orderId, ofTerm, from }) =>
          ofTerm === term.orderId && from <= day && this.holds(orderId),
      )
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return { orderId: term.orderId, seats };
  }

  private place(order: ModelOrder, at: number): void {
    must(!this.orders.has(order.id), "placed twice");
    const now = order.activation === "on_order" || order.total === 0;
    order.state = order.total === 0 ? "paid" : now ? "due" : "quoted";
    order.placedAt = at;
    this.orders.set(order.id, order);
    if (order.state === "due") {
      this.receivable += order.total;
      this.tell("order-created");
    }
    if (now) this.grant(order, this.world.dateOf(at));
  }

  private grant(order: ModelOrder, today: string): void {
    for (const grant of order.grants) {
      if (grant.kind === "credit") this.credit += grant.personMonths;
      if (grant.kind === "term") {
        const isLate = grant.startsOn < today;
        this.terms.push({
          orderId: order.id,
          from: isLate ? today : grant.startsOn,
          to: isLate ? this.world.monthsLater(today, grant) : grant.endsOn,
        });
      }
    }
    for (const grant of order.grants)
      if (grant.kind === "seats")
        this.seats.push({
          orderId: order.id,
          ofTerm: grant.termId === null ? order.id : this.world.orderOfTerm(grant.termId),
          quantity: grant.quantity,
          from: grant.startsOn,
        });
  }

  private annul(id: string, { at, after }: Step): void {
    if (after["reason"] === "overtaken") {
      const other = this.known(id, ["quoted"]);
      must(other.kind !== "topup", "a top-up is not overtaken");
      other.state = "annulled";
      return;
    }
    const order = this.known(id, open);
    const day = this.world.dateOf(order.dueAt ?? 0);
    if (after["reason"] === "unpaid")
      must(order.state === "overdue" && at >= this.world.endOfDay(day, annulAfterDays), "too soon");
    this.receivable -= order.total;
    order.state = "annulled";
    this.tell("order-annulled");
  }

  private receive(attemptId: string, after: Step["after"]): void {
    const { orderId, rail, amount } = this.world.attempt(attemptId);
    must(after["amount"] === amount && after["rail"] === rail, "another sum");
    const ref = `${rail}:${String(after["ref"])}`;
    must(!this.credited.has(ref), `${ref} is credited twice`);
    this.credited.set(ref, { orderId, rail, amount, left: amount });
    this.cash.set(rail, (this.cash.get(rail) ?? 0) + amount);
    this.wallet += amount;
    this.toPay = this.payableWith(orderId);
    must(
      String(after["pays"]) === String(this.toPay),
      `pays ${String(after["pays"])}, not ${this.toPay.join()}`,
    );
    this.tell("payment-received");
  }

  /** Its own order first, then the oldest debts, each whole; what does not fit stops the rest. */
  private payableWith(orderId: string): string[] {
    const own = this.orders.get(orderId);
    const debts = [...this.orders.values()]
      .filter(({ id, state }) => id !== orderId && open.includes(state))
      .toSorted((a, b) => a.placedAt - b.placedAt || a.number - b.number);
    let held = this.wallet;
    const pays: string[] = [];
    for (const { id, total } of own && payable.includes(own.state) ? [own, ...debts] : debts) {
      held -= total;
      if (held < 0) break;
      pays.push(id);
    }
    return pays;
  }

  private pay(id: string, at: number): void {
    const order = this.known(id, payable);
    if (this.toPay.length > 0) must(this.toPay.shift() === id, "not its turn");
    else this.tell("payment-received");
    this.wallet -= order.total;
    must(this.wallet >= 0, `${id} is paid with money that is not there`);
    if (order.activation === "on_order") this.receivable -= order.total;
    else this.grant(order, this.world.dateOf(at));
    order.state = "paid";
  }

  private askRefund(attemptId: string, after: Step["after"]): void {
    const amount = Number(after["amount"]);
    const payment = this.paymentOf(attemptId);
    must(amount > 0 && amount <= payment.left, "more is given back than was paid");
    payment.left -= amount;
    if (after["source"] === "wallet") this.wallet -= amount;
    this.clearing += amount;
    this.refunds.set(String(after["refundId"]), `${String(after["source"])}:${amount}`);
  }

  private endRefund(attemptId: string, { action, after }: Step): void {
    const [source, sum] = (this.refunds.get(String(after["refundId"])) ?? "").split(":");
    const amount = Number(sum);
    const payment = this.paymentOf(attemptId);
    must(this.refunds.delete(String(after["refundId"])), "a refund ended twice");
    this.clearing -= amount;
    if (action === "payment.refunded") {
      this.cash.set(payment.rail, (this.cash.get(payment.rail) ?? 0) - amount);
      return this.tell("payment-refunded");
    }
    payment.left += amount;
    if (source === "wallet") this.wallet += amount;
    return undefined;
  }

  private paymentOf(attemptId: string): Payment {
    const { orderId, rail, amount } = this.world.attempt(attemptId);
    const found = [...this.credited.values()].find(
      (each) => each.orderId === orderId && each.rail === rail && each.amount === amount,
    );
    if (found === undefined) throw new Error(`no money came over ${attemptId}`);
    return found;
  }

  private holds(orderId: string): boolean {
    const state = this.orders.get(orderId)?.state;
    return state !== "annulled" && state !== "refunded";
  }

  private known(id: string, states: readonly OrderState[]): ModelOrder {
    const order = this.orders.get(id);
    if (order === undefined) throw new Error(`no order ${id}`);
    must(states.includes(order.state), `order ${order.number} is ${order.state}`);
    return order;
  }

  private tell(kind: string): void {
    this.told.set(kind, (this.told.get(kind) ?? 0) + 1);
  }
}

export function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
