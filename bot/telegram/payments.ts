import type { TelegramClient } from "./client.ts";
import { TelegramFailure } from "./failure.ts";

/** One movement of the bot's Stars; the charge id of a payment is its name for ever. */
export interface StarTransaction {
  /** Of a payment its `telegramChargeId`; its refund carries the same. */
  readonly id: string;
  /** Whole Stars, above zero both ways. */
  readonly amount: number;
  /** Instant in ms, whole seconds. */
  readonly at: number;
  /** `in`: somebody paid; `out`: refunded or withdrawn. */
  readonly direction: "in" | "out";
  /** Who paid or got it back; null when Telegram itself did. */
  readonly userId: number | null;
  /** What the invoice carried. */
  readonly payload: string | null;
}

/** What Telegram knows about money (BIL 3.3). Every call may throw `TelegramFailure`. */
export interface TelegramPayments {
  /** Gives all Stars of one payment back. @returns `already`: they were given back before */
  refundStars(userId: number, telegramChargeId: string): Promise<"refunded" | "already">;
  /**
   * The list to reconcile with, oldest first.
   * @param offset how many to skip
   * @param limit 1 to 100
   */
  starTransactions(offset: number, limit: number): Promise<readonly StarTransaction[]>;
}

export function createTelegramPayments(client: TelegramClient): TelegramPayments {
  return {
    async refundStars(userId, telegramChargeId) {
      const payload = { user_id: userId, telegram_payment_charge_id: telegramChargeId };
      try {
        await client.call("refundStarPayment", payload);
        return "refunded";
      } catch (error) {
        if (isRefunded(error)) return "already";
        throw error;
      }
    },
    async starTransactions(offset, limit) {
      const answer = await client.call("getStarTransactions", { offset, limit });
      return (answer as { readonly transactions: readonly RawTransaction[] }).transactions.map(
        transactionOf,
      );
    },
  };
}

/** Told by its words alone: the code is the same 400 as for an unknown charge. */
const isRefunded = (error: unknown): boolean =>
  error instanceof TelegramFailure && error.description.includes("CHARGE_ALREADY_REFUNDED");

interface RawPartner {
  readonly user?: { readonly id: number };
  readonly invoice_payload?: string;
}

interface RawTransaction {
  readonly id: string;
  readonly amount: number;
  readonly date: number;
  readonly source?: RawPartner;
  readonly receiver?: RawPartner;
}

function transactionOf({ id, amount, date, source, receiver }: RawTransaction): StarTransaction {
  const partner = source ?? receiver;
  return {
    id,
    amount,
    at: date * 1000,
    direction: source === undefined ? "out" : "in",
    userId: partner?.user?.id ?? null,
    payload: partner?.invoice_payload ?? null,
  };
}
