import { builtInYears, closureInIran, fixedInIran, fixedInRussia } from "./built-in-years.ts";
import { jalaliOf } from "./jalali.ts";
import { addDays, datesOf, weekdayOf } from "./local-date.ts";
import type {
  DateRange,
  DayName,
  LawProfile,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
  OfficialYear,
} from "./types.ts";

/** RU labour code art. 95: the day before a public holiday is an hour shorter. */
const RU_SHORTER_BY = 60;

const DEFAULT_WEEKEND: Readonly<Record<LawProfile, OfficialCalendar["weekend"]>> = {
  ir: [5],
  ru: [6, 7],
};

/** The law pack's own weekend: Friday (IR), Saturday and Sunday (RU). */
export function officialCalendarOf(profile: LawProfile): OfficialCalendar {
  return { profile, weekend: DEFAULT_WEEKEND[profile] };
}

function plainDay(date: LocalDate, weekend: OfficialCalendar["weekend"]): OfficialDay {
  const weeklyRest = weekend.includes(weekdayOf(date));
  return {
    date,
    kind: weeklyRest ? "weekend" : "work",
    weeklyRest,
    shortenedMinutes: 0,
    names: [],
    source: "published",
    known: true,
  };
}

function yearOf<P extends LawProfile>(
  { years }: OfficialCalendar,
  profile: P,
  year: number,
): Extract<OfficialYear, { profile: P }> | undefined {
  const table = years?.get(year) ?? builtInYears(profile).get(year);
  return table as Extract<OfficialYear, { profile: P }> | undefined;
}

const named = (...names: readonly (DayName | undefined)[]): DayName[] =>
  names.filter((name) => name !== undefined);

/** Moves and swaps are decreed for the Saturday–Sunday week; with another weekend only those of its own rest days apply. */
function russianDay(calendar: OfficialCalendar, date: LocalDate): OfficialDay {
  const { weekend } = calendar;
  const plain = plainDay(date, weekend);
  const year = yearOf(calendar, "ru", Number(date.slice(0, 4)));
  const day: OfficialDay = year ? plain : { ...plain, source: "fixed", known: false };
  const holiday = year ? year.holidays[date] : fixedInRussia(date.slice(5));
  if (holiday) return { ...day, kind: "holiday", names: [holiday] };

  const movedFrom = year?.movedOff[date];
  if (movedFrom && weekend.includes(weekdayOf(movedFrom))) {
    return { ...day, kind: "moved_off", movedFrom, names: named(year?.holidays[movedFrom]) };
  }
  const worked = day.weeklyRest && year?.worked.includes(date) === true;
  if (day.weeklyRest && !worked) return day;
  const short = year ? year.short.includes(date) : isFixedHoliday(addDays(date, 1));
  const shortenedMinutes = short ? RU_SHORTER_BY : 0;
  if (worked) return { ...day, kind: "work_moved", shortenedMinutes };
  return short ? { ...day, kind: "short", shortenedMinutes } : day;
}

const isFixedHoliday = (date: LocalDate): boolean => fixedInRussia(date.slice(5)) !== undefined;

function iranianDay(calendar: OfficialCalendar, date: LocalDate): OfficialDay {
  const jalali = jalaliOf(date);
  const year = yearOf(calendar, "ir", jalali.year);
  const published: OfficialDay["source"] = year?.predicted ? "predicted" : "published";
  const day: OfficialDay = {
    ...plainDay(date, calendar.weekend),
    source: year ? published : "fixed",
    known: year !== undefined,
  };
  const names = year ? (year.holidays[date] ?? []) : named(fixedInIran(monthDayOf(jalali)));
  if (names.length > 0) return { ...day, kind: "holiday", names };
  const closure = closureInIran(date);
  return closure ? { ...day, kind: "holiday", names: [closure], source: "closure" } : day;
}

const monthDayOf = ({ month, day }: { month: number; day: number }): string =>
  `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/**
 * What the official calendar, corrected by the organisation, says of a day.
 * Years brought in by the operator come first, then those of the release; elsewhere only days fixed by law are known, with
 * `known: false` (ATT §4).
 */
export function officialDay(calendar: OfficialCalendar, date: LocalDate): OfficialDay {
  const day = calendar.profile === "ru" ? russianDay(calendar, date) : iranianDay(calendar, date);
  const own = calendar.overrides?.findLast((override) => override.date === date);
  if (!own) return day;
  return {
    date,
    kind: own.kind,
    weeklyRest: day.weeklyRest,
    shortenedMinutes: own.shortenedMinutes ?? 0,
    names: own.name ? [own.name] : [],
    source: "organisation",
    known: true,
  };
}

/** Every day of a range. */
export function officialDays(calendar: OfficialCalendar, range: DateRange): OfficialDay[] {
  return datesOf(range).map((date) => officialDay(calendar, date));
}

/** Is the day one to work on, by the calendar alone? */
export function isWorkingDay(day: OfficialDay): boolean {
  return day.kind === "work" || day.kind === "short" || day.kind === "work_moved";
}

/**
 * Working time the calendar asks for in a range: working days × `dayMinutes` − shortened minutes.
 * Same for every schedule (order 588n; ATT G1, G8).
 */
export function normMinutes(
  calendar: OfficialCalendar,
  range: DateRange,
  dayMinutes: number,
): number {
  return officialDays(calendar, range)
    .filter(isWorkingDay)
    .reduce((sum, day) => sum + dayMinutes - day.shortenedMinutes, 0);
}
