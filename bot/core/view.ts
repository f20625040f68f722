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

/** A new message. */
export type Message = (View | DockMessage) & { readonly silent?: boolean };

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
