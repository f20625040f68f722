import { fromJalali } from "../../core/calendar/jalali.ts";
import { localDateFrom, parseLocalDate } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { latinDigits } from "./calm-text.ts";

/** Years below this are Jalali. */
const jalaliYears = 1700;
const thousands = /[\s\u00a0\u202f'’٬]/g;

/**
 * A day as banks write it: `31.12.2025`, `2025-12-31`, `1404/10/10`, `۱۴۰۴/۱۰/۱۰`, perhaps with a time after it. The calendar is
 * told by the year. Null when there is no such day.
 */
export function readDay(text: string): LocalDate | null {
  const [, first = "", second = "", third = ""] =
    /^\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)/.exec(latinDigits(text)) ?? [];
  const [year, day] = first.length === 4 ? [first, third] : [third, first];
  if (year.length !== 4 || day.length > 2) return null;
  if (Number(year) < jalaliYears) return fromJalali(Number(year), Number(second), Number(day));
  return parseLocalDate(localDateFrom(Number(year), Number(second), Number(day)));
}

/**
 * A sum as banks write it, in minor units: `1 234,56`, `1,234.56`, `۱٬۲۳۴`, with `fraction` digits after the point at most.
 * A lone separator before three digits groups thousands unless the currency has kopecks and the mark is the only one that could
 * be a point. Null when it is no such number, negative or not safe.
 */
export function readSum(text: string, fraction: 0 | 2): number | null {
  const plain = latinDigits(text).trim().replace(thousands, "").replace("٫", ".");
  if (!/^\+?\d[\d.,]*$/.test(plain)) return null;
  const digits = plain.replace("+", "");
  const [whole, part] = cutAtPoint(digits, fraction);
  if (whole === undefined || !/^\d+$/.test(whole) || part.length > Math.max(fraction, 2))
    return null;
  const kept = part.slice(0, fraction).padEnd(fraction, "0");
  if (/[1-9]/.test(part.slice(fraction))) return null;
  const value = Number(whole + kept);
  return Number.isSafeInteger(value) ? value : null;
}

/** Whole and fractional digits. The last mark is the point when one or two digits follow; every other mark groups by three. */
function cutAtPoint(digits: string, fraction: 0 | 2): [whole: string | undefined, part: string] {
  const point = /^(.*)[.,](\d{1,2})$/.exec(digits);
  const body = point?.[1] ?? digits;
  if (point && fraction === 0 && !/^0+$/.test(point[2] ?? "")) return [undefined, ""];
  const isGrouped = /^\d{1,3}(?:([.,])\d{3})?(?:\1\d{3})*$/.test(body);
  if (!isGrouped && !/^\d+$/.test(body)) return [undefined, ""];
  return [body.replace(/[.,]/g, ""), point?.[2] ?? ""];
}
