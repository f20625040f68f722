import type { FaultName, FaultOptions, FaultPlan } from "./faults.ts";
import type { Movement, Rail } from "./model.ts";
import type { Delivery, Webhooks } from "./webhooks.ts";
import { type GatewayWorld, ledgerOf, type LedgerLine } from "./world.ts";
import type { YookassaDesk, YookassaEvent } from "./yookassa-desk.ts";
import type { YookassaObjects } from "./yookassa-objects.ts";
import { rialsOf, type ZarinpalDesk } from "./zarinpal-desk.ts";

export interface LedgerPayment {
  readonly rail: Rail;
  /** Authority or payment id. */
  readonly id: string;
  readonly merchant: string;
  /** Rials or kopecks. */
  readonly amount: number;
  readonly status: string;
  /** Our attempt, when the merchant named it. */
  readonly attemptId: string | null;
}

export interface Ledger {
  readonly merchants: readonly LedgerLine[];
  readonly payments: readonly LedgerPayment[];
  readonly movements: readonly Movement[];
}

/** Everything a test, or a person at the demo, may do to the gateways. The same over HTTP: `control-routes.ts`. */
export interface GatewayControl {
  readonly clock: {
    readonly now: () => number;
    /** Epoch ms; time never goes back in the sandbox's money, so neither should this. */
    readonly set: (at: number) => void;
    readonly advance: (ms: number) => void;
  };
  /** Plans what goes wrong with the next call or delivery. @throws {Error} for a name that is not in the list */
  readonly next: (fault: FaultName, options?: FaultOptions) => void;
  readonly clearFaults: () => void;
  /** The buyer pays, as with the page's button. @returns where the browser would go; null for nowhere */
  readonly pay: (id: string) => string | null;
  readonly cancel: (id: string) => string | null;
  /** The bank says no. */
  readonly decline: (id: string, reason?: string) => string | null;
  /** Calls back again with the truth, all at once: YooKassa's webhook, Zarinpal's browser. Settles to HTTP statuses. */
  readonly deliver: (id: string, times?: number) => Promise<number[]>;
  /** Calls back with a lie: a YooKassa event for a payment as if it had happened, or Zarinpal's `callback_ok`. */
  readonly forge: (forged: {
    readonly event: YookassaEvent | "callback_ok";
    readonly id: string;
  }) => Promise<number>;
  /** The gateway remembers another sum: of this payment, or else of the next one opened. */
  readonly tamper: (amount: number, id?: string) => void;
  /** Calls the embedding test's `onKill` between the gateway's next commit and its answer, which never comes. */
  readonly killAfter: (point: "gateway_commit") => void;
  readonly webhookTarget: (url: string | null) => void;
  readonly ledger: () => Ledger;
  /** Every delivery of a webhook so far. */
  readonly deliveries: () => readonly Delivery[];
  /** Lets time do its work and delivers what is due at this time. */
  readonly settle: () => Promise<void>;
  readonly reset: () => void;
}

export function createControl(parts: {
  world: GatewayWorld;
  faults: FaultPlan;
  zarinpal: ZarinpalDesk;
  yookassa: YookassaDesk;
  objects: YookassaObjects;
  webhooks: Webhooks;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  arm: (armed: boolean) => void;
}): GatewayControl {
  const { world, faults, zarinpal, yookassa, objects, webhooks } = parts;

  const sweep = (): void => {
    zarinpal.sweep();
    yookassa.sweep();
  };

  /** What the buyer or the bank does, on whichever rail the payment is. */
  function act(id: string, how: "pay" | "cancel" | "decline", reason = ""): string | null {
    sweep();
    const onZarinpal = world.zarinpal.get(id);
    if (onZarinpal) {
      if (how === "pay") zarinpal.pay(onZarinpal);
      else zarinpal.fail(onZarinpal);
      return zarinpal.callbackOf(onZarinpal);
    }
    const payment = world.yookassa.get(id);
    if (!payment) throw new Error(`there is no payment ${id}`);
    if (how === "pay") yookassa.pay(payment);
    else yookassa.decline(payment, reason);
    return payment.confirmation.returnUrl;
  }

  async function visit(url: string): Promise<number> {
    try {
      const answer = await parts.fetch(url, { method: "GET", redirect: "manual" });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  async function deliver(id: string): Promise<number> {
    const onZarinpal = world.zarinpal.get(id);
    if (onZarinpal) return visit(zarinpal.callbackOf(onZarinpal));
    const payment = world.yookassa.get(id);
    if (payment) return webhooks.send(`payment.${payment.status}`, objects.payment(payment));
    const refund = world.refunds.get(id);
    if (refund) return webhooks.send(`refund.${refund.status}`, objects.refund(refund));
    throw new Error(`there is no payment or refund ${id}`);
  }

  return {
    clock: {
      now: world.now,
      set: (at) => world.moveClock(at - world.now()),
      advance: world.moveClock,
    },
    next: faults.add,
    clearFaults: faults.clear,
    pay: (id) => act(id, "pay"),
    cancel: (id) => act(id, "cancel", "canceled_by_payer"),
    decline: (id, reason = "insufficient_funds") => act(id, "decline", reason),
    deliver: (id, times = 1) => Promise.all(Array.from({ length: times }, () => deliver(id))),
    forge({ event, id }) {
      const onZarinpal = world.zarinpal.get(id);
      if (event === "callback_ok")
        return onZarinpal ? visit(zarinpal.callbackOf(onZarinpal, "OK")) : Promise.resolve(0);
      const payment = world.yookassa.get(id);
      const truth = payment ? objects.payment(payment) : { id };
      const [about, status] = event.split(".");
      const lie = about === "refund" ? { payment_id: id } : { paid: status === "succeeded" };
      const object: { readonly id: string } = Object.assign({ ...truth }, { status }, lie);
      return webhooks.send(event, object);
    },
    tamper(amount, id) {
      const known =
        id === undefined ? undefined : (world.zarinpal.get(id) ?? world.yookassa.get(id));
      if (known) known.amount = amount;
      else world.tampered = amount;
    },
    killAfter: () => parts.arm(true),
    webhookTarget: (url) => void (webhooks.target = url),
    ledger() {
      sweep();
      return { merchants: ledgerOf(world), payments: paymentsOf(world), movements: world.journal };
    },
    deliveries: () => webhooks.log,
    settle() {
      sweep();
      return webhooks.settle();
    },
    reset() {
      faults.clear();
      webhooks.reset();
      parts.arm(false);
      world.reset();
    },
  };
}

function paymentsOf(world: GatewayWorld): LedgerPayment[] {
  return [
    ...[...world.zarinpal.values()].map((payment) => ({
      rail: "zarinpal" as const,
      id: payment.authority,
      merchant: payment.merchant,
      amount: rialsOf(payment),
      status: payment.status,
      attemptId: payment.orderId,
    })),
    ...[...world.yookassa.values()].map((payment) => ({
      rail: "yookassa" as const,
      id: payment.id,
      merchant: payment.merchant,
      amount: payment.amount,
      status: payment.status,
      attemptId: payment.metadata["attempt_id"] ?? null,
    })),
  ];
}
