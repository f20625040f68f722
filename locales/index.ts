import { createEngine, type Engine, type Params } from "./engine.ts";
import type { Formatters } from "./format.ts";
import { createFormatters } from "./formatters.ts";
import type { LabelKey, TextKey } from "./keys.ts";
import { Html, type Calendar, type Language, type Plain } from "./text.ts";

export { Html, languages, type Calendar, type Language, type Plain } from "./text.ts";
export { allLabels, matchLabel } from "./labels.ts";
export type { Params } from "./engine.ts";
export type { Formatters, LabelKey, TextKey };

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

const engines = new Map<Language, Engine>();
const translators = new Map<string, Translator>();

/**
 * The translator of a language, a calendar and a zone. Built once each and kept.
 * @throws RangeError when the zone is unknown
 */
export function translator(
  language: Language,
  { calendar, timeZone }: { readonly calendar: Calendar; readonly timeZone: string },
): Translator {
  const name = `${language} ${calendar} ${timeZone}`;
  const known = translators.get(name);
  if (known) return known;
  const made = createTranslator(language, calendar, timeZone);
  translators.set(name, made);
  return made;
}

/** The language a person's Telegram speaks: Persian or Russian, else `fallback`. @param code such as `fa-IR` */
export function languageOf(code: string | undefined, fallback: Language): Language {
  const prefix = code?.toLowerCase().split(/[-_]/)[0];
  return prefix === "fa" || prefix === "ru" ? prefix : fallback;
}

function createTranslator(language: Language, calendar: Calendar, timeZone: string): Translator {
  const engine = engines.get(language) ?? createEngine(language);
  engines.set(language, engine);
  return {
    language,
    calendar,
    timeZone,
    format: createFormatters(language, calendar, timeZone),
    th: (key, params) => new Html(engine.render(key, params, "html")),
    tp: (key, params) => engine.render(key, params, "plain") as Plain,
    has: (key): key is TextKey => engine.has(key),
  };
}
