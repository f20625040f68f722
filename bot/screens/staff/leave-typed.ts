import { normaliseText, parseTime } from "../../core/text-input.ts";

/**
 * Hours as typed: «10-12», «۱۰ تا ۱۲:۳۰», «с 10 до 12:30». An end before the start is on the next day.
 * @returns minutes from midnight, or null
 */
export function parseHours(
  text: string,
): { readonly fromMinute: number; readonly toMinute: number } | null {
  const typed = normaliseText(text).replace(/^(?:از ساعت|از|с|со) /, "");
  const parts = /^(.+?)(?: ?[–—-] ?| تا | الی | по | до )(.+)$/.exec(typed);
  if (parts === null) return null;
  const [from, to] = [parseTime(parts[1] ?? ""), parseTime(parts[2] ?? "")];
  if (from === null || to === null || from === to) return null;
  return { fromMinute: from, toMinute: to < from ? to + 1440 : to };
}

/** A length as typed: «۲ ساعت», «90 минут», «1:30». @returns minutes, or null */
export function parseLength(text: string): number | null {
  const typed = normaliseText(text);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(typed);
  if (clock !== null) return inDay(Number(clock[1]) * 60 + Number(clock[2]));
  const parts =
    /^(?:(\d{1,2}(?:[.,]5)?) ?(?:ساعت|ч|час|часа|часов)\.?)?(?: ?(?:و|и)? ?(\d{1,3}) ?(?:دقیقه|мин|минут|минуты|минута)\.?)?$/.exec(
      typed,
    );
  if (parts === null || (parts[1] === undefined && parts[2] === undefined)) return null;
  const hours = Number((parts[1] ?? "0").replace(",", "."));
  return inDay(hours * 60 + Number(parts[2] ?? 0));
}

const inDay = (minutes: number): number | null =>
  minutes >= 1 && minutes <= 1440 ? minutes : null;
