import type { LoadedBooks } from "../billing/load-books.ts";
import type { OrderFacts } from "../billing/rules/types.ts";
import type { Deps } from "../deps.ts";
import type { Attempt } from "./attempt-row.ts";
import { ok, type Outcome, type PayBy } from "./rails/outcome.ts";
import type { Yookassa } from "./rails/yookassa.ts";
import type { YookassaPayment } from "./rails/yookassa-answers.ts";
import type { YookassaReceipt } from "./rails/yookassa-create.ts";
import type { Zarinpal } from "./rails/zarinpal.ts";
import { purposeOf, receiptOf } from "./seller-words.ts";

export interface Started {
  readonly ref: string;
  /** Where the payer goes; null when there is nothing left to do. */
  readonly pay: PayBy | null;
  /** What the gateway says it will take, minor units; null when it does not say. */
  readonly amount: number | null;
}

const hour = 3_600_000;
/** YooKassa forgets a key after 24 h, and a repetition would then be a second payment (BIL §3.2). */
const keyLives = 23 * hour;
const otherClocks = 60_000;

/**
 * Asks the gateway for a payment. Safe to repeat for the same attempt: Zarinpal makes a session nobody knows of, YooKassa
 * finds the first one by its key, or by the list when the key is too old (BIL P9).
 */
export function startAtGateway(
  deps: Deps,
  attempt: Attempt,
  loaded: LoadedBooks,
  order: OrderFacts,
): Promise<Outcome<Started>> {
  const { zarinpal, yookassa } = deps.rails;
  if (attempt.rail === "zarinpal" && zarinpal !== null)
    return startZarinpal(zarinpal, deps, attempt, purposeOf(loaded, order));
  if ((attempt.rail === "yookassa_card" || attempt.rail === "yookassa_sbp") && yookassa !== null)
    return startYookassa(yookassa, deps, attempt, loaded, order);
  return Promise.resolve({
    kind: "refused",
    code: "no_rail",
    class: "config",
    detail: `${attempt.rail} is not set up`,
  });
}

async function startZarinpal(
  zarinpal: Zarinpal,
  { config }: Deps,
  { id, amount }: Attempt,
  description: string,
): Promise<Outcome<Started>> {
  const asked = await zarinpal.request({
    attemptId: id,
    amount,
    description,
    callbackUrl: `${config.pageOrigin}/pay/zarinpal/${id}`,
  });
  if (asked.kind !== "ok") return asked;
  return ok({ ref: asked.value.authority, pay: asked.value.pay, amount: null });
}

async function startYookassa(
  yookassa: Yookassa,
  deps: Deps,
  attempt: Attempt,
  loaded: LoadedBooks,
  order: OrderFacts,
): Promise<Outcome<Started>> {
  const { id, amount, rail, createdAt } = attempt;
  if (deps.clock() - createdAt > keyLives) return found(await listed(yookassa, attempt, deps));
  const asked = await yookassa.create({
    attemptId: id,
    amount,
    method: rail === "yookassa_sbp" ? "sbp" : "card",
    description: purposeOf(loaded, order),
    returnUrl: `${deps.config.pageOrigin}/pay/yookassa/${id}`,
    metadata: { order_id: order.id },
    receipt: await receipt(deps, loaded, order),
  });
  if (asked.kind === "ok") return ok(startedOf(asked.value));
  // The key is known with another body, so something was made: the list says what.
  if (asked.kind === "unknown" && asked.reason === "key_used")
    return found(await listed(yookassa, attempt, deps));
  return asked;
}

/** Payments YooKassa has of an attempt, for a POST whose answer was lost. */
export const listed = (
  yookassa: Yookassa,
  { id, createdAt }: Pick<Attempt, "id" | "createdAt">,
  { clock }: Pick<Deps, "clock">,
): Promise<Outcome<readonly YookassaPayment[]>> =>
  yookassa.findByAttempt({
    attemptId: id,
    createdFrom: createdAt - otherClocks,
    createdTo: Math.min(clock() + otherClocks, createdAt + keyLives + 2 * hour),
  });

function found(list: Outcome<readonly YookassaPayment[]>): Outcome<Started> {
  if (list.kind !== "ok") return list;
  const [first] = list.value;
  if (first !== undefined) return ok(startedOf(first));
  return { kind: "refused", code: "never_made", class: "final", detail: "no such payment" };
}

const startedOf = ({ id, pay, amount }: YookassaPayment): Started => ({ ref: id, pay, amount });

/** Card and SBP owe a till receipt (54-FZ) when the shop says so; a bank transfer between companies does not (BIL §3.2). */
async function receipt(
  { db, rails }: Deps,
  loaded: LoadedBooks,
  order: OrderFacts,
): Promise<YookassaReceipt | null> {
  if (rails.receiptEmail === null) return null;
  const [accounts] = await db.read([
    {
      sql: "select requisites ->> '$.email' from billing_accounts where org_id = ?",
      params: [loaded.books.orgId],
    },
  ]);
  const own = accounts?.rows[0]?.[0];
  return {
    email: typeof own === "string" && own !== "" ? own : rails.receiptEmail,
    lines: receiptOf(loaded, order).map(({ description, quantity, amount, vat_code }) => ({
      description,
      quantity,
      unitAmount: Number(amount.value.replace(".", "")),
      vatCode: vat_code,
    })),
  };
}
