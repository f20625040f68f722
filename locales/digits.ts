import { LRI, PDI } from "./bidi.ts";
import type { Language, Plain } from "./text.ts";

const persianZero = 0x06f0;
const groups = { fa: "٬", ru: "\u00a0" } as const;
const points = { fa: "٫", ru: "," } as const;

/** The digits of `text` in the language's own shapes; everything else stays. */
export function digits(language: Language, text: string | number): Plain {
  const source = String(text);
  if (language === "ru") return source as Plain;
  let shaped = "";
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    shaped +=
      code >= 48 && code <= 57 ? String.fromCharCode(code - 48 + persianZero) : source[index];
  }
  return shaped as Plain;
}

/** Two digits at least: 5 → `05`. */
export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/**
 * A number grouped by thousands, with at most `fraction` digits after the point.
 * A negative one is isolated in Persian, so that the minus stays on the left of the digits.
 */
export function formatNumber(language: Language, value: number, fraction = 2): Plain {
  const size = Math.abs(value);
  const [whole = "0", decimals = ""] = plainDecimal(size, fraction).split(".");
  const grouped = whole.length > 3 ? group(whole, groups[language]) : whole;
  const text = digits(language, decimals === "" ? grouped : grouped + points[language] + decimals);
  return negative(language, value < 0 && /[1-9۱-۹]/.test(text), text);
}

/** Puts the minus before a number already shaped. */
export function negative(language: Language, isNegative: boolean, text: string): Plain {
  if (!isNegative) return text as Plain;
  return (language === "fa" ? `${LRI}−${text}${PDI}` : `−${text}`) as Plain;
}

function plainDecimal(size: number, fraction: number): string {
  if (Number.isInteger(size)) return size.toFixed(0);
  return size.toFixed(fraction).replace(/\.?0+$/, "");
}

function group(whole: string, separator: string): string {
  const head = whole.length % 3;
  const parts = whole.slice(head).match(/.{3}/g) ?? [];
  return (head === 0 ? parts : [whole.slice(0, head), ...parts]).join(separator);
}
