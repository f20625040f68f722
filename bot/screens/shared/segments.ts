import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { normaliseText, parseTime } from "../../core/text-input.ts";
import { hoursText } from "./hours.ts";

export interface Segment {
  readonly startMinute: number;
  readonly endMinute: number;
}

const day = 1440;
const range = /(\d{1,2}(?:[:.٫]?\d{2})?)\s*(?:-|–|—|−|تا|до)\s*(\d{1,2}(?:[:.٫]?\d{2})?)/g;
const separators = /^[\s,،;؛+/و.и]*$/;

/**
 * One or several stretches of work as typed: «۸ تا ۱۲ و ۱۶ تا ۲۰», «8-12, 16-20», «23-7», «8-8» for a whole day and night.
 * @returns null when anything else is there
 */
export function parseSegments(text: string): Segment[] | null {
  const typed = normaliseText(text).replaceAll(/(?:از|с|ساعت) /g, "");
  const found = [...typed.matchAll(range)];
  if (found.length === 0 || !separators.test(typed.replace(range, " "))) return null;
  const segments: Segment[] = [];
  for (const [, from, until] of found) {
    const [start, end] = [parseTime(from ?? ""), parseTime(until ?? "")];
    if (start === null || end === null) return null;
    const before = segments.at(-1)?.endMinute ?? 0;
    const startMinute = start < before ? start + day : start;
    const length = end > start ? end - start : end - start + day;
    segments.push({ startMinute, endMinute: startMinute + length });
  }
  return segments;
}

const off = /^(?:-|–|—|off|x|х|в|вых|выходной|отдых|استراحت|تعطیل|آف|اف|0)$/;

/** Days one after another: «۸ تا ۲۰، ۸ تا ۲۰، -، -». @returns null when one of them is neither hours nor a day off */
export function parseCycle(text: string): Segment[][] | null {
  const parts = text
    .split(/[,،;؛\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const days = parts.map((part) => (isDayOff(part) ? [] : parseSegments(part)));
  if (days.length < 2 || days.some((one) => one === null)) return null;
  return days.flatMap((one) => (one === null ? [] : [one]));
}

export const isDayOff = (text: string): boolean => off.test(normaliseText(text));

/** «۰۸:۰۰ تا ۱۲:۰۰ و ۱۶:۰۰ تا ۲۰:۰۰»; a day off when there are none. */
export function segmentsText(t: Translator, segments: readonly Segment[]): Plain {
  if (segments.length === 0) return t.tp("schedule.day.off");
  return segments
    .map((segment) => hoursText(t, segment))
    .join(t.language === "fa" ? " و " : " и ") as Plain;
}
