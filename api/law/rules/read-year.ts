import { jalaliOf } from "../../core/calendar/jalali.ts";
import { datesOf } from "../../core/calendar/local-date.ts";
import {
  isWorkingDay,
  officialCalendarOf,
  officialDay,
} from "../../core/calendar/official-days.ts";
import { dateFromCalendar } from "../../core/calendar/period.ts";
import type {
  DateRange,
  DayName,
  IranianYear,
  LawProfile,
  LocalDate,
  OfficialCalendar,
  OfficialDay,
  OfficialDayKind,
  OfficialYear,
  RussianYear,
} from "../../core/calendar/types.ts";
import { weekdayOf } from "../../core/calendar/local-date.ts";

/** A day of the source with its names. */
interface GivenDay {
  readonly date: LocalDate;
  readonly fa?: string | undefined;
  readonly ru?: string | undefined;
}

/** A year as its source has it, totals too: they are what shows a slip of the pen. */
export type GivenYear =
  | {
      readonly profile: "ru";
      readonly year: number;
      readonly totals: {
        readonly workDays: number;
        readonly daysOff: number;
        readonly norm40h: number;
      };
      readonly publicHolidays: readonly GivenDay[];
      readonly movedDaysOff: readonly { readonly date: LocalDate; readonly movedFrom: LocalDate }[];
      readonly workingWeekends: readonly LocalDate[];
      readonly shortDays: readonly LocalDate[];
    }
  | {
      readonly profile: "ir";
      readonly year: number;
      /** Dates that are a holiday, and working days of the six-day week. */
      readonly totals: { readonly holidays: number; readonly workDays: number };
      readonly predicted: boolean;
      readonly holidays: readonly GivenDay[];
    };

/** What is wrong with a year: a date that cannot be so, or a total that does not come out. */
export interface YearProblem {
  readonly code:
    | "date_outside"
    | "date_twice"
    | "not_a_rest_day"
    | "already_off"
    | "not_a_working_day"
    | "total_differs";
  /** The date, or the name of the total. */
  readonly at: string;
  readonly given?: number;
  readonly counted?: number;
}

export interface YearTotals {
  readonly days: number;
  readonly workDays: number;
  readonly daysOff: number;
  readonly holidays: number;
  readonly shortDays: number;
  /** Norm at 40 h (RU) or 44 h (IR) a week, minutes. */
  readonly normMinutes: number;
}

export interface ReadYear {
  readonly table: OfficialYear;
  readonly totals: YearTotals;
  readonly problems: readonly YearProblem[];
}

/** First and last day of a year of the country's own calendar. */
export function yearRange(profile: LawProfile, year: number): DateRange {
  const calendar = profile === "ir" ? "jalali" : "gregorian";
  const from = dateFromCalendar({ year, month: 1, day: 1 }, calendar);
  const next = dateFromCalendar({ year: year + 1, month: 1, day: 1 }, calendar);
  if (!from || !next) throw new RangeError(`no year ${year}`);
  return { from, to: datesOf({ from, to: next }).at(-2) ?? from };
}

/** The year a date is in, by the country's own calendar. */
export const officialYearOf = (profile: LawProfile, date: LocalDate): number =>
  profile === "ir" ? jalaliOf(date).year : Number(date.slice(0, 4));

/** Days, hours and dates of a year are counted anew from its table and compared with what the source says of itself. */
export function readYear(given: GivenYear): ReadYear {
  const table = given.profile === "ru" ? russianTable(given) : iranianTable(given);
  const totals = totalsOf(table, given.year);
  const dates = given.profile === "ru" ? russianProblems(given) : iranianProblems(given);
  return { table, totals, problems: [...dates, ...totalProblems(given, totals)] };
}

const nameOf = ({ fa, ru }: GivenDay): DayName => ({
  ...(fa === undefined ? {} : { fa }),
  ...(ru === undefined ? {} : { ru }),
});

function russianTable(given: Extract<GivenYear, { profile: "ru" }>): RussianYear {
  return {
    profile: "ru",
    holidays: Object.fromEntries(given.publicHolidays.map((day) => [day.date, nameOf(day)])),
    movedOff: Object.fromEntries(
      given.movedDaysOff.map(({ date, movedFrom }) => [date, movedFrom]),
    ),
    worked: given.workingWeekends,
    short: given.shortDays,
  };
}

function iranianTable(given: Extract<GivenYear, { profile: "ir" }>): IranianYear {
  const holidays: Record<LocalDate, DayName[]> = {};
  for (const day of given.holidays) (holidays[day.date] ??= []).push(nameOf(day));
  return { profile: "ir", predicted: given.predicted, holidays };
}

/** A calendar in which only this table is known. */
const calendarOf = (table: OfficialYear, year: number): OfficialCalendar => ({
  ...officialCalendarOf(table.profile),
  years: new Map([[year, table]]),
});

/** What a year comes to: checksum and figures for whoever brings it in. */
export function totalsOf(table: OfficialYear, year: number): YearTotals {
  const calendar = calendarOf(table, year);
  const days = datesOf(yearRange(table.profile, year)).map((date) => officialDay(calendar, date));
  const working = days.filter(isWorkingDay);
  const dayMinutes = table.profile === "ru" ? 480 : 440;
  return {
    days: days.length,
    workDays: working.length,
    daysOff: days.length - working.length,
    holidays: Object.keys(table.holidays).length,
    shortDays: working.filter(({ shortenedMinutes }) => shortenedMinutes > 0).length,
    normMinutes: working.reduce((sum, day) => sum + dayMinutes - day.shortenedMinutes, 0),
  };
}

function russianProblems(given: Extract<GivenYear, { profile: "ru" }>): YearProblem[] {
  const { publicHolidays, movedDaysOff, workingWeekends, shortDays } = given;
  const holidays = new Set(publicHolidays.map(({ date }) => date));
  const moved = new Set(movedDaysOff.map(({ date }) => date));
  const isRest = (date: LocalDate) => weekdayOf(date) >= 6 || holidays.has(date);
  const works = (date: LocalDate) =>
    !moved.has(date) && (!isRest(date) || workingWeekends.includes(date));
  const lists = [
    publicHolidays.map(({ date }) => date),
    movedDaysOff.map(({ date }) => date),
    workingWeekends,
    shortDays,
  ];
  return [
    ...outside(given, [...lists.flat(), ...movedDaysOff.map(({ movedFrom }) => movedFrom)]),
    ...lists.flatMap(twice),
    ...twice(movedDaysOff.map(({ movedFrom }) => movedFrom)),
    ...movedDaysOff.flatMap(({ date, movedFrom }) => [
      ...(isRest(date) ? [problem("already_off", date)] : []),
      ...(isRest(movedFrom) ? [] : [problem("not_a_rest_day", movedFrom)]),
    ]),
    ...workingWeekends
      .filter((date) => !isRest(date))
      .map((date) => problem("not_a_rest_day", date)),
    ...shortDays.filter((date) => !works(date)).map((date) => problem("not_a_working_day", date)),
  ];
}

/** Two names on one date are usual in Iran: a lunar day falls on a solar one. */
const iranianProblems = (given: Extract<GivenYear, { profile: "ir" }>): YearProblem[] =>
  outside(
    given,
    given.holidays.map(({ date }) => date),
  );

const problem = (code: YearProblem["code"], at: string): YearProblem => ({ code, at });

const outside = ({ profile, year }: GivenYear, dates: readonly LocalDate[]): YearProblem[] =>
  dates
    .filter((date) => officialYearOf(profile, date) !== year)
    .map((date) => problem("date_outside", date));

const twice = (dates: readonly LocalDate[]): YearProblem[] =>
  dates
    .filter((date, index) => dates.indexOf(date) !== index)
    .map((date) => problem("date_twice", date));

function totalProblems(given: GivenYear, counted: YearTotals): YearProblem[] {
  const pairs: readonly (readonly [string, number, number])[] =
    given.profile === "ru"
      ? [
          ["workDays", given.totals.workDays, counted.workDays],
          ["daysOff", given.totals.daysOff, counted.daysOff],
          ["norm40h", given.totals.norm40h * 60, counted.normMinutes],
        ]
      : [
          ["holidays", given.totals.holidays, counted.holidays],
          ["workDays", given.totals.workDays, counted.workDays],
        ];
  return pairs
    .filter(([, said, found]) => said !== found)
    .map(([at, said, found]) => ({ code: "total_differs", at, given: said, counted: found }));
}

/** A day that is another one by the new table. */
export interface YearDifference {
  readonly date: LocalDate;
  readonly before: OfficialDayKind;
  readonly after: OfficialDayKind;
  readonly names: readonly DayName[];
}

/** What a table changes against the one in use (null: none, only days fixed by law). */
export function yearDifferences(
  table: OfficialYear,
  year: number,
  inUse: OfficialCalendar,
): YearDifference[] {
  const after = calendarOf(table, year);
  return datesOf(yearRange(table.profile, year)).flatMap((date) => {
    const [old, now]: readonly [OfficialDay, OfficialDay] = [
      officialDay(inUse, date),
      officialDay(after, date),
    ];
    const isSame = old.kind === now.kind && old.shortenedMinutes === now.shortenedMinutes;
    return isSame ? [] : [{ date, before: old.kind, after: now.kind, names: now.names }];
  });
}
