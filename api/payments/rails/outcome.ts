/**
 * The one language in which a gateway's client answers. A client throws only for a mistake of ours (an amount that is
 * no safe integer); whatever the gateway or the network does is one of these three.
 */
export type Outcome<T> = Done<T> | Refused | Unknown;

export interface Done<T> {
  readonly kind: "ok";
  readonly value: T;
}

/**
 * The gateway read the question and did nothing.
 * - `final`: this attempt is over; a new one may be started (with a new key).
 * - `config`: our settings, the contract, or a code nobody documented: tell the operator, start no more attempts at this
 *   gateway, end none.
 * - `security`: somebody plays with amounts: book nothing, tell the operator.
 * - `later`: too many questions: ask the same again, with growing pauses.
 */
export interface Refused {
  readonly kind: "refused";
  readonly code: string;
  readonly class: RefusalClass;
  /** The gateway's words for the operator's log, at most 200 characters, without secrets. Never shown to a person. */
  readonly detail: string;
}

export type RefusalClass = "final" | "config" | "security" | "later";

/**
 * Nobody knows whether it was done: never "failed". A read is asked again; for a lost YooKassa POST the same key and body
 * may be repeated within 24 h, later only `findByAttempt` tells; a lost Zarinpal request is simply made anew.
 * - `network`, `timeout`: no answer, or not all of it
 * - `server`: HTTP 5xx, or the code with which the gateway says so (Zarinpal −52)
 * - `garbled`: HTML, half a JSON, a shape nobody documented
 * - `processing`: taken, not carried out yet (YooKassa 202)
 * - `key_used`: YooKassa knows the key with another body: something exists, look with `findByAttempt`
 * - `too_many`: the list was longer than we read
 */
export interface Unknown {
  readonly kind: "unknown";
  readonly reason: UnknownReason;
}

export type UnknownReason =
  | "network"
  | "timeout"
  | "server"
  | "garbled"
  | "processing"
  | "key_used"
  | "too_many";

/**
 * What became of a payment. `paid`, `failed`, `expired` and `reversed` do not change any more at the gateway
 * (a `paid` one may still be refunded); all others: ask again.
 */
export type PaymentState =
  | Paid
  /** Zarinpal inquiry, PAID or VERIFIED: the sum and the reference come only from `verify`. Not yet a payment. */
  | { readonly state: "to_verify"; readonly verified: boolean }
  /** The buyer has not finished. */
  | { readonly state: "pending" }
  /** Zarinpal IN_BANK; YooKassa waiting_for_capture: held, not ours. */
  | { readonly state: "in_bank" }
  /** Zarinpal verify −51: no money now. Inquiry tells failed from not finished from returned. */
  | { readonly state: "unpaid" }
  | { readonly state: "failed"; readonly reason: string }
  | { readonly state: "expired" }
  /** Zarinpal: was paid, went back to the buyer. */
  | { readonly state: "reversed" };

export interface Paid {
  readonly state: "paid";
  /** What the payer's bank and the gateway's support know it by: Zarinpal ref_id, YooKassa payment id. */
  readonly ref: string;
  /** Rials or kopecks, the whole sum the buyer paid. Compare with the attempt before booking. */
  readonly amount: number;
  /** Rials or kopecks the gateway keeps of it; null when it did not say. */
  readonly fee: number | null;
  /** Rials or kopecks already given back; Zarinpal does not say it here: 0. */
  readonly refunded: number;
  /** Masked card or the way it was paid, for the receipt; null when not told. */
  readonly payer: string | null;
}

/** Where the buyer goes: a page to open, or a string to draw as a QR code (SBP). */
export type PayBy =
  | { readonly by: "page"; readonly url: string }
  | { readonly by: "qr"; readonly data: string };

export function ok<T>(value: T): Done<T> {
  return { kind: "ok", value };
}

export function unknown(reason: UnknownReason): Unknown {
  return { kind: "unknown", reason };
}
