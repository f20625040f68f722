import type { ZarinpalPayment } from "./model.ts";
import { openedWith, type GatewayWorld } from "./world.ts";

export type ZarinpalOrder = Pick<
  ZarinpalPayment,
  "merchant" | "amount" | "currency" | "callbackUrl" | "description" | "orderId" | "autoVerify"
>;

/** What happens to payments inside Zarinpal, without its HTTP. */
export interface ZarinpalDesk {
  open: (order: ZarinpalOrder) => ZarinpalPayment;
  /** 100 and 101 with the payment, or the code of the refusal. */
  verify: (
    authority: string,
    merchant: string,
    amount: number,
  ) => { code: 100 | 101; payment: ZarinpalPayment } | { code: -50 | -51 | -53 | -54 };
  reverse: (payment: ZarinpalPayment) => 100 | -60 | -61 | -62 | -63;
  /** The buyer pays. @returns false when there is nothing to pay any more */
  pay: (payment: ZarinpalPayment) => boolean;
  fail: (payment: ZarinpalPayment) => boolean;
  /** Where the browser goes with the result. */
  callbackOf: (payment: ZarinpalPayment, status?: "OK" | "NOK") => string;
  /** What time alone does: gives unverified money back, ends what nobody paid. */
  sweep: () => void;
}

const reverseWithin = 30 * 60_000;

export function createZarinpalDesk(world: GatewayWorld): ZarinpalDesk {
  const move = (payment: ZarinpalPayment, kind: "hold" | "capture" | "return" | "refund"): void =>
    world.move({
      rail: "zarinpal",
      merchant: payment.merchant,
      payment: payment.authority,
      kind,
      amount: payment.taken,
    });

  function take(payment: ZarinpalPayment): void {
    payment.status = "VERIFIED";
    payment.refId = 200_000_000 + world.journal.length * 7919 + 1;
    move(payment, "capture");
  }

  return {
    open(order) {
      const payment: ZarinpalPayment = {
        ...order,
        amount: openedWith(world, order.amount),
        authority: newAuthority(),
        createdAt: world.now(),
        status: "IN_BANK",
        taken: 0,
        paidAt: null,
        refId: null,
      };
      world.zarinpal.set(payment.authority, payment);
      return payment;
    },
    verify(authority, merchant, amount) {
      const payment = world.zarinpal.get(authority);
      if (!payment) return { code: -54 };
      if (payment.merchant !== merchant) return { code: -53 };
      if (payment.amount !== amount) return { code: -50 };
      if (payment.status === "VERIFIED") return { code: 101, payment };
      if (payment.status !== "PAID") return { code: -51 };
      take(payment);
      return { code: 100, payment };
    },
    reverse(payment) {
      if (!world.rules.reverseAllowed) return -62;
      if (payment.paidAt === null || payment.status === "REVERSED") return -61;
      if (world.now() - payment.paidAt > reverseWithin) return -63;
      move(payment, payment.status === "VERIFIED" ? "refund" : "return");
      payment.status = "REVERSED";
      return 100;
    },
    pay(payment) {
      if (payment.status !== "IN_BANK") return false;
      payment.status = "PAID";
      payment.paidAt = world.now();
      payment.taken = rialsOf(payment);
      move(payment, "hold");
      if (payment.autoVerify) take(payment);
      return true;
    },
    fail(payment) {
      if (payment.status !== "IN_BANK") return false;
      payment.status = "FAILED";
      return true;
    },
    callbackOf(payment, status = payment.paidAt === null ? "NOK" : "OK") {
      const url = new URL(payment.callbackUrl);
      url.searchParams.set("Authority", payment.authority);
      url.searchParams.set("Status", status);
      return url.href;
    },
    sweep() {
      const now = world.now();
      for (const payment of world.zarinpal.values()) {
        if (payment.status === "IN_BANK" && now - payment.createdAt >= world.rules.payWithin)
          payment.status = "FAILED";
        const waits = payment.status === "PAID" && payment.paidAt !== null;
        if (!waits || now - (payment.paidAt ?? now) < world.rules.returnAfter) continue;
        payment.status = "REVERSED";
        move(payment, "return");
      }
    },
  };
}

export function rialsOf({ amount, currency }: ZarinpalPayment): number {
  return currency === "IRT" ? amount * 10 : amount;
}

/** `S` as the real sandbox gives, and 35 characters whose leading zeros get lost in a number. */
function newAuthority(): string {
  const digits = crypto.getRandomValues(new Uint32Array(2)).join("");
  return `S${digits.slice(0, 19).padStart(35, "0")}`;
}
