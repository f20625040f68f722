import type { Formatters } from "./format.ts";
import type { LabelKey, TextKey } from "./keys.ts";
import type { Calendar, Html, Language, Plain } from "./text.ts";

export { Html, languages, type Calendar, type Language, type Plain } from "./text.ts";
export type { Formatters, LabelKey, TextKey };

export type Param = string | number | Html;
export type Params = Readonly<Record<string, Param>>;

/** One person's language and calendar: every text and every number on their screens. */
export interface Translator {
  readonly language: Language;
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly format: Formatters;
  /** A message body: parameters are escaped, and isolated from the text around them. */
  th(key: TextKey, params?: Params): Html;
  /** A button, a toast, a placeholder: no markup. Html parameters do not belong here. */
  tp(key: TextKey, params?: Readonly<Record<string, string | number>>): Plain;
  /** Whether a key made from data (an error code) has a text. */
  has(key: string): key is TextKey;
}
