import holidays from "./holidays.json" with { type: "json" };
import { jalaliOf } from "./jalali.ts";
import { addDays, datesOf, weekdayOf } from "./local-date.ts";
import type {
  DateRange,
  DayName,
  LawProfile,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
} from "./types.ts";

interface RuYear {
  movedOff: Readonly<Record<string, string>>;
  worked: readonly string[];
  short: readonly string[];
}

interface IrYear {
  predicted: boolean;
  lunar: Readonly<Record<string, string>>;
}

const ru = {
  names: new Map<string, DayName>(Object.entries(holidays.ru.names)),
  fixed: new Map<string, string>(Object.entries(holidays.ru.fixed)),
  years: new Map<string, RuYear>(Object.entries(holidays.ru.years)),
};

const ir = {
  names: new Map<string, DayName>(Object.entries(holidays.ir.names)),
  fixed: new Map<string, string>(Object.entries(holidays.ir.fixed)),
  years: new Map<string, IrYear>(Object.entries(holidays.ir.years)),
  closures: new Map<string, string>(Object.entries(holidays.ir.closures)),
};

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

function namesOf(
  keys: readonly (string | undefined)[],
  table: ReadonlyMap<string, DayName>,
): DayName[] {
  return keys.flatMap((key) => (key === undefined ? [] : (table.get(key) ?? [])));
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

/** Moves and swaps are decreed for the Saturday–Sunday week; with another weekend only those of its own rest days apply. */
function russianDay(date: LocalDate, weekend: OfficialCalendar["weekend"]): OfficialDay {
  const plain = plainDay(date, weekend);
  const year = ru.years.get(date.slice(0, 4));
  const day: OfficialDay = year ? plain : { ...plain, source: "fixed", known: false };
  const holiday = ru.fixed.get(date.slice(5));
  if (holiday) return { ...day, kind: "holiday", names: namesOf([holiday], ru.names) };

  const movedFrom = year?.movedOff[date] as LocalDate | undefined;
  if (movedFrom && weekend.includes(weekdayOf(movedFrom))) {
    return {
      ...day,
      kind: "moved_off",
      movedFrom,
      names: namesOf([ru.fixed.get(movedFrom.slice(5))], ru.names),
    };
  }
  const worked = day.weeklyRest && year?.worked.includes(date) === true;
  if (day.weeklyRest && !worked) return day;
  const short = year ? year.short.includes(date) : ru.fixed.has(addDays(date, 1).slice(5));
  const shortenedMinutes = short ? RU_SHORTER_BY : 0;
  if (worked) return { ...day, kind: "work_moved", shortenedMinutes };
  return short ? { ...day, kind: "short", shortenedMinutes } : day;
}

function iranianDay(date: LocalDate, weekend: OfficialCalendar["weekend"]): OfficialDay {
  const plain = plainDay(date, weekend);
  const jalali = jalaliOf(date);
  const year = ir.years.get(String(jalali.year));
  const fixed = ir.fixed.get(
    `${String(jalali.month).padStart(2, "0")}-${String(jalali.day).padStart(2, "0")}`,
  );
  const lunar = year?.lunar[date];
  const published: OfficialDay["source"] = year?.predicted ? "predicted" : "published";
  const day: OfficialDay = {
    ...plain,
    source: year ? published : "fixed",
    known: year !== undefined,
  };
  const names = namesOf([fixed, lunar], ir.names);
  if (names.length > 0) return { ...day, kind: "holiday", names };
  const closure = ir.closures.get(date);
  return closure
    ? { ...day, kind: "holiday", names: namesOf([closure], ir.names), source: "closure" }
    : day;
}

/**
 * What the official calendar, corrected by the organisation, says of a day.
 * Published: RU 2025–2027, IR 1404–1405, predicted 1406. Elsewhere only days fixed by law, with `known: false` (ATT §4).
 */
export function officialDay(calendar: OfficialCalendar, date: LocalDate): OfficialDay {
  const day =
    calendar.profile === "ru"
      ? russianDay(date, calendar.weekend)
      : iranianDay(date, calendar.weekend);
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
