import type { Wish } from "../../api/billing/schemas.ts";
import { ask, named } from "../../bot/core/api.ts";
import type { MoneyProcess, Payer } from "./money-process.ts";

type Rail = "zarinpal" | "yookassa_card" | "yookassa_sbp" | "wallet";

let wishes = 0;

/** A wish that no order was made for yet: who wants the same again is shown the same offer. */
export function newWish({ profile }: Payer) {
  wishes += 1;
  return profile === "ir"
    ? ({ kind: "topup", persons: wishes } as const)
    : ({ kind: "seats", quantity: 1 } as const);
}

/** @returns the order's id */
export async function placeOrder(
  product: MoneyProcess,
  payer: Payer,
  wish: Wish = newWish(payer),
  key: string = crypto.randomUUID(),
): Promise<string> {
  const { billing } = product.api(payer.owner);
  const order = await ask(billing.orders.$post({ json: { wish, expected: null } }, named(key)));
  if (!("id" in order)) throw new Error("scheduled");
  return order.id;
}

/** One tap: every repetition has its key. */
export function payOver(
  product: MoneyProcess,
  { owner, profile }: Payer,
  id: string,
  rail: Rail = profile === "ir" ? "zarinpal" : "yookassa_card",
) {
  const key = crypto.randomUUID();
  const { payments } = product.api(owner);
  return () => ask(payments.orders[":id"].pay.$post({ param: { id }, json: { rail } }, named(key)));
}

/** The payment at the gateway that the payer was shown; of several that were opened at once only one is. */
export function shownIn({ gateways }: MoneyProcess, answer: unknown): string {
  const text = JSON.stringify(answer);
  const shown = gateways.control.ledger().payments.find(({ id }) => text.includes(id));
  if (shown === undefined) throw new Error(`no payment in ${text}`);
  return shown.id;
}

export async function stateOf(product: MoneyProcess, { owner }: Payer, id: string) {
  return (await ask(product.api(owner).billing.orders[":id"].$get({ param: { id } }))).state;
}

export async function walletOf(product: MoneyProcess, { owner }: Payer): Promise<number> {
  return (await ask(product.api(owner).billing.balance.$get())).wallet;
}

/** The browser comes back, the webhooks come in. */
export async function hear(product: MoneyProcess, back: string | null): Promise<void> {
  await Promise.all([
    product.gateways.control.settle(),
    back === null ? null : fetch(back, { redirect: "manual" }).catch(() => null),
  ]);
}
