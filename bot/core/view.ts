import type { Calendar, Html, Language, Plain } from "../../locales/text.ts";

export type { Html, Plain };

/** Where a key leads: a screen of the same bot and its arguments. Build it with `to()`. */
export interface Route {
  readonly screen: string;
  readonly args: readonly string[];
  /** Version of the row the key speaks about; a screen compares it and answers `stale` when it has moved on. */
  readonly rev?: number;
}

/**
 * A route to a screen.
 * @param rev version of the row shown, for keys that act on it
 */
export function to(screen: string, args: readonly (string | number)[] = [], rev?: number): Route {
  const texts = args.map(String);
  return rev === undefined ? { screen, args: texts } : { screen, args: texts, rev };
}

/** Only a hint: old clients show every key alike. */
export type KeyStyle = "primary" | "success" | "danger";

/** One inline key. */
export type Key =
  | { readonly label: Plain; readonly go: Route; readonly style?: KeyStyle }
  | { readonly label: Plain; readonly url: string }
  | { readonly label: Plain; readonly copy: string };

/** An inline screen. Rows read left to right, as Telegram lays them. */
export interface View {
  readonly body: Html;
  readonly keys?: readonly (readonly Key[])[];
}

/** One button of the reply keyboard. */
export type DockButton =
  | { readonly text: Plain }
  | { readonly requestContact: Plain }
  | { readonly requestLocation: Plain };

/** The reply keyboard. Persistent and sized to its buttons unless told otherwise. */
export interface Dock {
  readonly rows: readonly (readonly DockButton[])[];
  readonly persistent?: boolean;
  readonly resize?: boolean;
  /** At most 64 characters. */
  readonly placeholder?: Plain;
}

/** A message that carries or removes the reply keyboard. It can never be edited. */
export interface DockMessage {
  readonly body: Html;
  readonly dock: Dock | "remove";
}

/** A file made for one person. */
export interface SentFile {
  /** With its ending: `act-17.pdf`. */
  readonly name: string;
  /** `application/pdf`, `text/csv`, `image/png`, … */
  readonly mime: string;
  /** At most 50 MB, a photo 10 MB; a larger one is refused in the person's language. */
  readonly bytes: Uint8Array;
}

/** A file with words under it. A caption over 1024 characters follows as a message, and the keys with it. TG 39 */
export interface DocumentMessage {
  readonly document: SentFile;
  readonly caption?: Html;
  readonly keys?: readonly (readonly Key[])[];
}

/** A picture shown in the chat: PNG or JPEG, sides together at most 10 000 px. */
export interface PhotoMessage {
  readonly photo: SentFile;
  readonly caption?: Html;
  readonly keys?: readonly (readonly Key[])[];
}

/** One line of an invoice. */
export interface InvoicePrice {
  readonly label: Plain;
  /** Minor units of the currency (kopecks); whole Stars for `XTR`. */
  readonly amount: number;
}

/**
 * What a person is asked to pay inside Telegram (BIL 3.3). Stars (`XTR`) take exactly one price and no provider token.
 * The renderer cuts title and description; any other limit broken is a RangeError: a bug.
 */
export interface Invoice {
  /** At most 32 characters. */
  readonly title: Plain;
  /** At most 255 characters. */
  readonly description: Plain;
  /** Ours, at most 128 bytes of UTF-8; comes back in the pre-checkout and in the payment. */
  readonly payload: string;
  /** ISO 4217, or `XTR`. */
  readonly currency: string;
  readonly prices: readonly InvoicePrice[];
  /** Always there, because without it a forwarded copy can be paid by anybody. 1 to 64 of A-Za-z0-9_- */
  readonly startParameter: string;
  /** Left out for Stars. */
  readonly providerToken?: string;
  /** Asks for an e-mail and gives it to the provider, who sends the receipt. */
  readonly needEmail?: boolean;
  /** For the provider (a fiscal receipt); must survive JSON. */
  readonly providerData?: object;
}

/** An invoice with Telegram's own pay button. */
export interface InvoiceMessage {
  readonly invoice: Invoice;
}

/** A new message. */
export type Message = (View | DockMessage | DocumentMessage | PhotoMessage | InvoiceMessage) & {
  readonly silent?: boolean;
};

/** At most 200 characters; `alert` makes the person close it. */
export interface Toast {
  readonly text: Plain;
  readonly alert?: boolean;
}

/** A step that waits for the person's next text, location or contact. */
export interface DialogStep {
  /** `screen` or `screen/part`: the named screen receives the answer. */
  readonly step: string;
  /** What is known so far; must survive JSON. */
  readonly draft?: unknown;
  /** How long the step waits; 60 when absent. */
  readonly minutes?: number;
}

/** What a handler answers. Every part is optional; an empty reply only stops the spinner. */
export interface Reply {
  /** Edits the tapped message in place; after anything else, sends a new one. */
  readonly show?: View;
  /** New messages, in order, after `show`. */
  readonly send?: readonly Message[];
  /** Shown over the tapped key; after anything else it becomes a message. */
  readonly toast?: Toast;
  /**
   * Waits for an answer next. Left out: an answered step is over, and anything else leaves a waiting step alone.
   * `keep` asks the same step again, `clear` ends it.
   */
  readonly dialog?: DialogStep | "keep" | "clear";
  /** Gives this text to that step as if it had been typed now; nothing else of the reply counts. */
  readonly retype?: { readonly text: string; readonly step: string; readonly draft: unknown };
  /** Opens this screen next, in the same turn; its parts win over the same parts here, its messages come after. */
  readonly go?: Route;
  /** The person has just chosen this language: the rest of the turn speaks it. */
  readonly language?: Language;
  /** The calendar that goes with the language just chosen. */
  readonly calendar?: Calendar;
}

/** A view is short for `{ show: view }`. */
export function asReply(answer: View | Reply): Reply {
  return "body" in answer ? { show: answer } : answer;
}
