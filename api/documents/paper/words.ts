import { isolate } from "../../../locales/bidi.ts";
import { type Language, type Translator, translator } from "../../../locales/index.ts";
import { rialsInWords } from "../rules/words-fa.ts";
import { roublesInWords } from "../rules/words-ru.ts";

/** How a paper writes its words, days and sums. */
export interface PaperWords {
  readonly tp: Translator["tp"];
  /** A day in a sentence: «8 апреля 2025 г.», «۱۴۰۴/۰۱/۰۵». */
  day(date: string): string;
  /** «08.04.2025», «۱۴۰۴/۰۱/۰۵». */
  shortDay(date: string): string;
  /** «1 234,00», «۶۶۰٬۰۰۰»: papers are in roubles and rials. */
  sum(minor: number): string;
  /** «22», «۱۰». @param basisPoints */
  percent(basisPoints: number): string;
  number(value: number): string;
  /** Digits in the language's shapes, ungrouped. */
  digits(value: string | number): string;
  inWords(minor: number): string;
  /** Somebody's name or address: it must not turn the line it stands in. */
  own(text: string): string;
}

/** Words are not bound to a zone: papers have days, no hours. */
export function paperWords(language: Language): PaperWords {
  const calendar = language === "fa" ? "jalali" : "gregorian";
  const { tp, format } = translator(language, { calendar, timeZone: "UTC" });
  const isPersian = language === "fa";
  return {
    tp,
    day: (date) => (isPersian ? format.numericDate(date) : format.date(date)),
    shortDay: (date) => format.numericDate(date),
    sum: (minor) => {
      if (isPersian) return format.number(minor);
      return `${format.number(Math.floor(minor / 100))},${String(minor % 100).padStart(2, "0")}`;
    },
    percent: (basisPoints) => format.number(basisPoints / 100),
    number: (value) => format.number(value),
    digits: (value) => format.digits(value),
    inWords: isPersian ? rialsInWords : roublesInWords,
    own: (text) => (text === "" ? "" : isolate(text, isPersian)),
  };
}
