import type { Database, Statement } from "../db/client/port.ts";
import type { Log } from "./core/log.ts";
import type { Mailer } from "./core/mailer.ts";
import type { Messenger } from "./core/messenger.ts";
import type { BotName } from "./core/words.ts";
import type { Yookassa } from "./payments/rails/yookassa.ts";
import type { Zarinpal } from "./payments/rails/zarinpal.ts";

export interface ApiConfig {
  /** Secret with which each bot signs in to the API. */
  readonly botKeys: Readonly<Record<BotName, string>>;
  /** Keys before those, while other programs still use them. */
  readonly formerBotKeys?: Readonly<Record<BotName, readonly string[]>>;
  /** Tokens of the bots: Telegram seals with them whom a Mini App was opened by. */
  readonly botTokens?: readonly string[];
  /** User names of the bots, for invite links: `t.me/<name>?start=…`. */
  readonly botNames: Readonly<Record<BotName, string>>;
  /** Origin of deep links, `https://t.me` outside the simulator. */
  readonly linkOrigin: string;
  /** Origin under which people's browsers and gateways reach this house: PUBLIC_URL, or its own host and port. */
  readonly pageOrigin: string;
  /** The owner bot, for links out of a browser. */
  readonly ownerChat: string;
  readonly version: string;
  /** Secret of this deployment: what is signed or hashed with it can't be made up from a copy of the database. */
  readonly signingKey: string;
  /** Keys that signed before the present one: what they signed still holds. */
  readonly formerKeys?: readonly string[];
  /** Telegram ids of the people of the company that runs Hozur. */
  readonly operators: readonly number[];
  /** Calls a minute; without it nobody is held back. */
  readonly callLimits?: { readonly person: number; readonly organisation: number };
}

/** One movement of the bot's Stars. A refund carries the charge id of its payment. */
export interface StarMovement {
  readonly id: string;
  /** Whole Stars, above zero both ways. */
  readonly amount: number;
  /** Instant, ms. */
  readonly at: number;
  readonly direction: "in" | "out";
  readonly userId: number | null;
  /** What the invoice carried: the attempt. */
  readonly payload: string | null;
}

/** Telegram's own till. Every call may throw when Telegram is out of reach. */
export interface StarTill {
  refundStars(userId: number, telegramChargeId: string): Promise<"refunded" | "already">;
  /** Oldest first; `limit` 1 to 100. */
  starTransactions(offset: number, limit: number): Promise<readonly StarMovement[]>;
}

/** The ways money can come, as far as this deployment has them. */
export interface Rails {
  readonly zarinpal: Zarinpal | null;
  readonly yookassa: Yookassa | null;
  /** Where till receipts (54-FZ) go when the company has no address; null: the shop owes none. */
  readonly receiptEmail: string | null;
  /** Card payments inside Telegram. */
  readonly telegram: { readonly providerToken: string } | null;
  /** Stars, at so many kopecks each. */
  readonly stars: { readonly minorPerStar: number; readonly till: StarTill } | null;
}

/** Everything the API needs from outside. No globals, no env: tests and both runtimes build their own. */
export interface Deps {
  readonly db: Database;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** A new UUIDv7. */
  readonly ids: () => string;
  readonly log: Log;
  readonly config: ApiConfig;
  readonly messenger: Messenger;
  readonly rails: Rails;
  /** Null: this deployment sends no e-mail, so nobody can be asked for a code by it. */
  readonly mailer: Mailer | null;
  /**
   * Whose request it is, where the platform says it and nobody can forge it; null or absent: unknown.
   * @param env what the runtime gave along with the request
   */
  readonly clientAddress?: (headers: Headers, env: unknown) => string | null;
  /** A write that may wait a moment for company: marks of what was sent. Lost at a crash, then simply done again. */
  readonly writeSoon: (statements: readonly Statement[]) => Promise<void>;
  /** Work that goes on after the answer: `waitUntil` on the edge, a tracked promise on Node. */
  readonly defer: (work: Promise<unknown>) => void;
}
