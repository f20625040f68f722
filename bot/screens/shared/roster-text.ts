import type { RosterDay } from "../../../api/schedule/roster/schemas.ts";
import { epochDay, isoDate, isoWeekday } from "../../../locales/dates.ts";
import type { Translator } from "../../../locales/index.ts";
import type { Plain } from "../../../locales/text.ts";
import { segmentsText } from "./segments.ts";
import { weekOf } from "./pattern-text.ts";

export const plusDays = (date: string, days: number): string => isoDate(epochDay(date) + days);

/** The first day of a date's week: Saturday by the Jalali calendar, Monday by the other. */
export function weekStart(t: Translator, date: string): string {
  const weekday = isoWeekday(epochDay(date));
  return plusDays(date, -weekOf(t).findIndex((one) => one === weekday));
}

/** What a day of a roster is, in a few words. */
export function dayText(t: Translator, day: RosterDay): Plain {
  const hours = hoursOf(t, day);
  const mark = day.away ? ` · ${t.tp("schedule.day.away")}` : "";
  return `${hours}${markOf(day)}${mark}` as Plain;
}

function hoursOf(t: Translator, day: RosterDay): Plain {
  switch (day.kind) {
    case "work":
      return segmentsText(t, day.segments);
    case "flexible":
      return t.tp("schedule.day.flexible", { hours: t.format.duration(day.expectedMinutes) });
    case "holiday":
      return t.tp("schedule.day.holiday");
    case "none":
      return t.tp("schedule.day.none");
    case "off":
    default:
      return t.tp(day.substituteFor === null ? "schedule.day.off" : "schedule.day.substitute");
  }
}

const markOf = ({ source }: RosterDay): string => {
  if (source === "swap") return " 🔁";
  return source === "exception" ? " ✏️" : "";
};

/** Days as short lines: equal ones in a row share one. «ش–چ: ۰۸:۰۰ تا ۱۶:۰۰» */
export function weekLines(t: Translator, days: readonly RosterDay[]): Plain[] {
  const groups: { first: RosterDay; last: RosterDay; text: Plain }[] = [];
  for (const day of days) {
    const text = dayText(t, day);
    const group = groups.at(-1);
    if (group?.text === text) group.last = day;
    else groups.push({ first: day, last: day, text });
  }
  return groups.map(({ first, last, text }) => {
    const when = first === last ? nameOf(t, first) : `${nameOf(t, first)}–${nameOf(t, last)}`;
    return `${when}: ${text}` as Plain;
  });
}

const nameOf = (t: Translator, { date }: RosterDay): Plain =>
  t.format.weekdayShort(isoWeekday(epochDay(date)));
