import { randomUUID } from "node:crypto";
import type { YookassaPayment, YookassaRefund } from "./model.ts";
import { openedWith, type GatewayWorld } from "./world.ts";

export type YookassaOrder = Pick<
  YookassaPayment,
  | "merchant"
  | "amount"
  | "capture"
  | "description"
  | "method"
  | "confirmation"
  | "metadata"
  | "hasReceipt"
  | "origin"
>;

export type YookassaEvent =
  | "payment.waiting_for_capture"
  | "payment.succeeded"
  | "payment.canceled"
  | "refund.succeeded";

/** What happens to payments inside YooKassa, without its HTTP. */
export interface YookassaDesk {
  open: (order: YookassaOrder) => YookassaPayment;
  /** @returns false when there is nothing to pay any more */
  pay: (payment: YookassaPayment) => boolean;
  decline: (payment: YookassaPayment, reason: string) => boolean;
  /** Kopecks, at most what is held; the rest goes back. @returns false when nothing is held */
  capture: (payment: YookassaPayment, amount: number) => boolean;
  /** Only from waiting_for_capture, as at the real one. */
  cancel: (payment: YookassaPayment) => boolean;
  /** Kopecks that may still be given back. */
  remaining: (payment: YookassaPayment) => number;
  refunded: (payment: YookassaPayment) => number;
  refund: (
    payment: YookassaPayment,
    amount: number,
    how: "at_once" | "later" | "never",
  ) => YookassaRefund;
  sweep: () => void;
}

const captureWithin = 7 * 24 * 3_600_000;
const refundTakes = 60_000;

export function createYookassaDesk(
  world: GatewayWorld,
  notify: (event: YookassaEvent, id: string) => void,
): YookassaDesk {
  const move = (
    payment: YookassaPayment,
    kind: "hold" | "capture" | "return" | "refund",
    amount: number,
  ): void => {
    if (amount === 0) return;
    world.move({
      rail: "yookassa",
      merchant: payment.merchant,
      payment: payment.id,
      kind,
      amount,
    });
  };
  const refundsOf = (payment: YookassaPayment): YookassaRefund[] =>
    [...world.refunds.values()].filter(({ paymentId }) => paymentId === payment.id);

  function end(payment: YookassaPayment, party: string, reason: string): void {
    if (payment.status === "waiting_for_capture") move(payment, "return", payment.amount);
    payment.status = "canceled";
    payment.canceled = { party, reason };
    notify("payment.canceled", payment.id);
  }

  function capture(payment: YookassaPayment, amount: number): boolean {
    if (payment.status !== "waiting_for_capture" || amount > payment.amount) return false;
    move(payment, "capture", amount);
    move(payment, "return", payment.amount - amount);
    payment.amount = amount;
    payment.status = "succeeded";
    payment.capturedAt = world.now();
    notify("payment.succeeded", payment.id);
    return true;
  }

  function finish(refund: YookassaRefund): void {
    refund.status = refund.ends;
    const payment = world.yookassa.get(refund.paymentId);
    if (refund.ends === "canceled" || !payment) return;
    move(payment, "refund", refund.amount);
    notify("refund.succeeded", refund.id);
  }

  return {
    open(order) {
      const payment: YookassaPayment = {
        ...order,
        amount: openedWith(world, order.amount),
        id: newId(),
        createdAt: world.now(),
        status: "pending",
        canceled: null,
        paidAt: null,
        capturedAt: null,
      };
      world.yookassa.set(payment.id, payment);
      return payment;
    },
    pay(payment) {
      if (payment.status !== "pending") return false;
      payment.status = "waiting_for_capture";
      payment.paidAt = world.now();
      move(payment, "hold", payment.amount);
      if (payment.capture) return capture(payment, payment.amount);
      notify("payment.waiting_for_capture", payment.id);
      return true;
    },
    decline(payment, reason) {
      if (payment.status !== "pending") return false;
      end(payment, "payment_network", reason);
      return true;
    },
    capture,
    cancel(payment) {
      if (payment.status !== "waiting_for_capture") return false;
      end(payment, "merchant", "canceled_by_merchant");
      return true;
    },
    refunded: (payment) => sum(refundsOf(payment).filter(({ status }) => status === "succeeded")),
    remaining: (payment) =>
      payment.amount - sum(refundsOf(payment).filter(({ status }) => status !== "canceled")),
    refund(payment, amount, how) {
      const refund: YookassaRefund = {
        id: newId(),
        merchant: payment.merchant,
        paymentId: payment.id,
        amount,
        createdAt: world.now(),
        status: "pending",
        ends: how === "never" ? "canceled" : "succeeded",
      };
      world.refunds.set(refund.id, refund);
      if (how === "at_once") finish(refund);
      return refund;
    },
    sweep() {
      const now = world.now();
      for (const payment of world.yookassa.values()) {
        if (payment.status === "pending" && now - payment.createdAt >= world.rules.payWithin)
          end(payment, "yoo_money", "expired_on_confirmation");
        const since = payment.status === "waiting_for_capture" ? payment.paidAt : null;
        if (since !== null && now - since >= captureWithin)
          end(payment, "yoo_money", "expired_on_capture");
      }
      for (const refund of world.refunds.values())
        if (refund.status === "pending" && now - refund.createdAt >= refundTakes) finish(refund);
    },
  };
}

function sum(refunds: readonly YookassaRefund[]): number {
  return refunds.reduce((total, { amount }) => total + amount, 0);
}

/** `2d5f1c3a-000f-5000-8000-1b2c3d4e5f60`: the shape of YooKassa's ids. */
function newId(): string {
  const [first = "", , , , last = ""] = randomUUID().split("-");
  return `${first}-000f-5000-8000-${last}`;
}
