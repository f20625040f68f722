import { parseDate } from "../../core/date-input.ts";
import { normaliseText } from "../../core/text-input.ts";
import type { Calendar } from "../../../locales/text.ts";

interface Here {
  readonly calendar: Calendar;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

export type TypedDates =
  | { readonly from: string; readonly to?: string }
  | { readonly problem: "invalid" | "missing" | "order" };

/**
 * A day or a range as typed: «۱۴۰۵/۹/۱۲», «12.12», «۱۲ آذر تا ۱۵ آذر», «12.12 - 18.12», «с 3 по 16 марта» (TG 8.52).
 * The first day of a range may leave its month to the last one.
 */
export function parseDates(text: string, here: Here): TypedDates {
  const typed = normaliseText(text).replace(/^(?:از|с|со) /, "");
  const single = parseDate(typed, here);
  if ("date" in single) return { from: single.date };
  const parts = /^(.+?)(?: ?[–—] ?| - |-| تا | الی | по | до )(.+)$/.exec(typed);
  if (parts === null) return single;
  const last = parseDate(parts[2] ?? "", here);
  if (!("date" in last)) return last;
  const first = firstDay(parts[1] ?? "", parts[2] ?? "", here);
  if (!("date" in first)) return first;
  return last.date < first.date ? { problem: "order" } : { from: first.date, to: last.date };
}

/** «3» of «3 по 16 марта» is 3 марта. */
function firstDay(first: string, last: string, here: Here) {
  const bare = /^\d{1,2}$/.test(first.trim());
  const month = /^\d{1,2}(.+)$/.exec(last.trim())?.[1];
  return parseDate(bare && month !== undefined ? first.trim() + month : first, here);
}
