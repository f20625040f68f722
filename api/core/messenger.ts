import type { BotName, CalendarName, Language } from "./words.ts";

/** In whose language, calendar and zone a message is written. */
export interface Reader {
  readonly language: Language;
  readonly calendar: CalendarName;
  /** IANA zone of the organisation the message is about. */
  readonly timeZone: string;
}

/** A message to one person, taken from the outbox. `payload` belongs to `kind` (`core/notices.ts`). */
export interface OutgoingNotice {
  readonly id: string;
  readonly bot: BotName;
  readonly personId: string;
  readonly reader: Reader;
  readonly chatId: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly subject: string;
  /** The message sent for this row before; then it is edited, not sent again. */
  readonly messageId: number | null;
  readonly revision: number;
  readonly attempts: number;
}

export type Delivery =
  | { readonly kind: "sent"; readonly messageId: number | null; readonly chatId?: number }
  /** Nothing was sent; try again after that many milliseconds. */
  | { readonly kind: "later"; readonly afterMs: number }
  /** The person has blocked the bot or is gone. */
  | { readonly kind: "unreachable" }
  /** Trying again can't help. */
  | { readonly kind: "dropped"; readonly reason: string };

/** How the API reaches people. The front end implements it; the API never knows a bot framework. */
export interface Messenger {
  deliver(notice: OutgoingNotice): Promise<Delivery>;
}
