import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { normaliseText, parseTime } from "../../core/text-input.ts";

export interface Hours {
  /** Minutes since local midnight. */
  readonly startMinute: number;
  /** Not after the start, or over 1440: on the next day. */
  readonly endMinute: number;
}

/** Working hours as typed: «۸:۳۰ تا ۱۷», «8:30-17», «с 9 до 18». @returns null when they are not two clock times */
export function parseHours(text: string): Hours | null {
  const typed = normaliseText(text).replace(/^(?:از|с) /, "");
  const [start, end, ...more] = typed.split(/\s*(?:[-–—−]|تا|до)\s*|\s+/);
  if (start === undefined || end === undefined || more.length > 0) return null;
  const startMinute = parseTime(start);
  const endMinute = parseTime(end);
  if (startMinute === null || endMinute === null || startMinute === endMinute) return null;
  return { startMinute, endMinute };
}

/** «۰۸:۰۰ تا ۱۵:۲۰», with a word when it ends on the next day. */
export function hoursText(t: Translator, { startMinute, endMinute }: Hours): Plain {
  const times = { start: t.format.clock(startMinute), end: t.format.clock(endMinute) };
  return endMinute > 1440 || endMinute <= startMinute
    ? t.tp("schedule.hours_next_day", times)
    : t.tp("schedule.hours", times);
}
