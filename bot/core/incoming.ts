/** What a person did in Telegram, in our words: the only shape screens and the router know. */

/** Milliseconds since the epoch. */
export type Instant = number;

export type BotName = "staff" | "owner";

export interface IncomingUser {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  /** As Telegram sends it: `fa`, `fa-IR`, `ru`, … or missing. */
  readonly languageCode?: string;
}

export interface IncomingChat {
  readonly id: number;
  readonly type: "private" | "group" | "supergroup" | "channel";
}

export interface IncomingFlags {
  /** Has a `forward_origin`. */
  readonly forwarded: boolean;
  readonly viaBot: boolean;
  /** Sent by Telegram on the person's behalf: a scheduled or an away message. */
  readonly fromOffline: boolean;
}

interface Envelope {
  readonly bot: BotName;
  readonly updateId: number;
  readonly messageId?: number;
  /**
   * When it happened by Telegram's clock: the message's date, the edit's date for an edited one.
   * A tap carries no time, so for a tap it is `receivedAt`.
   */
  readonly at: Instant;
  /** When it reached us. */
  readonly receivedAt: Instant;
  readonly flags: IncomingFlags;
}

interface FromPerson extends Envelope {
  readonly user: IncomingUser;
  readonly chat: IncomingChat;
}

/** `/name payload`, in a private chat. The name is lower case and has no slash. */
export interface CommandIncoming extends FromPerson {
  readonly kind: "command";
  readonly name: string;
  readonly payload: string;
}

export interface TextIncoming extends FromPerson {
  readonly kind: "text";
  readonly text: string;
}

/** A tap on an inline key. */
export interface TapIncoming extends FromPerson {
  readonly kind: "tap";
  readonly callbackId: string;
  readonly data: string;
  readonly messageId: number;
}

export interface LocationIncoming extends FromPerson {
  readonly kind: "location";
  /** Whole microdegrees. */
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  /** Metres, rounded up. Absent: unknown. */
  readonly accuracyM?: number;
  /** Present while a live location is being shared. */
  readonly livePeriodS?: number;
  /** A place picked from a list, not a position. */
  readonly venue: boolean;
  /** A live location moved or stopped. */
  readonly edited: boolean;
}

export interface ContactIncoming extends FromPerson {
  readonly kind: "contact";
  /** As sent: perhaps without `+`. */
  readonly phone: string;
  /** Whose contact it is; the sender's own when equal to `user.id` and not forwarded. */
  readonly userId?: number;
}

/** A file of any kind but sounds, a picture too. It stays at Telegram until it is asked for by its id. */
export interface DocumentIncoming extends FromPerson {
  readonly kind: "document";
  readonly fileId: string;
  /** As the person's phone calls it; perhaps empty. */
  readonly fileName: string;
  /** Bytes; 0 when Telegram does not say. */
  readonly size: number;
}

export interface EditedTextIncoming extends FromPerson {
  readonly kind: "edited_text";
  readonly text: string;
}

/** The person blocked the bot (`kicked`) or let it in again (`member`). */
export interface MembershipIncoming extends FromPerson {
  readonly kind: "membership";
  readonly status: "member" | "kicked";
}

/** Anything said in a group. `command` only when it is for this bot or for every bot. */
export interface GroupIncoming extends FromPerson {
  readonly kind: "group";
  readonly command?: { readonly name: string; readonly payload: string };
}

/** A group became a supergroup. */
export interface MigrationIncoming extends FromPerson {
  readonly kind: "migration";
  readonly toChatId: number;
}

/** A sum on its way or moved inside Telegram. */
export interface MoneyParts {
  /** ISO 4217, or `XTR` for Stars. */
  readonly currency: string;
  /** Minor units of the currency; whole Stars. */
  readonly totalAmount: number;
  /** What the invoice carried. */
  readonly payload: string;
}

/**
 * The person has pressed «pay»: Telegram waits 10 s for a yes or no. It happens in no chat, and anybody may press who has
 * the invoice.
 */
export interface PrecheckoutIncoming extends Envelope, MoneyParts {
  readonly kind: "precheckout";
  readonly user: IncomingUser;
  readonly queryId: string;
}

/** The money is taken: the only truth about a payment inside Telegram. May come again, also with a new update id. TG 42 */
export interface PaymentIncoming extends FromPerson, MoneyParts {
  readonly kind: "payment";
  /** Names the payment for ever; a refund is asked for by it. */
  readonly telegramChargeId: string;
  /** The provider's own name of it. */
  readonly providerChargeId: string;
  /** Present for a subscription. */
  readonly recurring?: { readonly first: boolean; readonly paidUntil?: Instant };
}

/** Stars went back to the person. TG 44 */
export interface RefundedPaymentIncoming extends FromPerson, MoneyParts {
  readonly kind: "refunded_payment";
  readonly telegramChargeId: string;
  readonly providerChargeId?: string;
}

/** Everything else: a sticker, a poll, a channel post, an anonymous admin. */
export interface OtherIncoming extends Envelope {
  readonly kind: "other";
  readonly user?: IncomingUser;
  readonly chat?: IncomingChat;
}

export type PersonIncoming =
  | CommandIncoming
  | TextIncoming
  | TapIncoming
  | LocationIncoming
  | ContactIncoming
  | DocumentIncoming
  | EditedTextIncoming
  | MembershipIncoming
  | GroupIncoming
  | MigrationIncoming;

/** Money has its own way through the router: no screen sees it. */
export type MoneyIncoming = PrecheckoutIncoming | PaymentIncoming | RefundedPaymentIncoming;

export type Incoming = PersonIncoming | MoneyIncoming | OtherIncoming;

/**
 * Turns a raw update into an `Incoming`. Makes no network call and never throws: what it cannot read is `other`.
 * @param receivedAt when the update reached us, in ms.
 */
export type Intake = (update: object, receivedAt: Instant) => Promise<Incoming>;

/** Who the bot is, from configuration, so that nobody has to ask Telegram. */
export interface BotIdentity {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
}
