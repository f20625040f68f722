/** What the simulated company has agreed with its people, in plain minutes; knows nothing of the product's own types. */

export type Country = "ir" | "ru";

/** Minutes from local midnight of the date; an end over 1440 is on the next day. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Shift {
  readonly name: string;
  /** As stored by the product: pattern and rules. */
  readonly pattern: object;
  readonly rules: object;
  readonly segmentsOn: (day: CalendarDay) => readonly Stretch[];
  /** Unpaid break taken off by itself: so long, after so much presence. */
  readonly lunch: { readonly minutes: number; readonly after: number } | null;
  readonly float: number;
}

export interface CalendarDay {
  /** `2026-11-04`. */
  readonly date: string;
  /** Days since 1970-01-01. */
  readonly number: number;
  /** ISO: Monday is 1. */
  readonly weekday: number;
  readonly isHoliday: boolean;
  readonly isWeekend: boolean;
  /** By so much the working day is shorter (RU art. 95). */
  readonly shorter: number;
}

interface Land {
  readonly offsetMinutes: number;
  readonly first: string;
  readonly last: string;
  readonly periods: readonly string[];
  readonly weekend: readonly number[];
  /** Public holidays of the three months, by the official calendars (holidays.json of the studies). */
  readonly holidays: readonly string[];
  readonly short: readonly string[];
}

export const lands: Readonly<Record<Country, Land>> = {
  // Shahrivar, Mehr and Aban 1405.
  ir: {
    offsetMinutes: 210,
    first: "2026-08-23",
    last: "2026-11-21",
    periods: ["1405-06", "1405-07", "1405-08"],
    weekend: [5],
    holidays: ["2026-08-30", "2026-11-13"],
    short: [],
  },
  ru: {
    offsetMinutes: 180,
    first: "2026-09-01",
    last: "2026-11-30",
    periods: ["2026-09", "2026-10", "2026-11"],
    weekend: [6, 7],
    holidays: ["2026-11-04"],
    short: ["2026-11-03"],
  },
};

const MS_PER_DAY = 86_400_000;

/** Every day of the three months and one more, so that the last night has a morning. */
export function daysOf(country: Country): CalendarDay[] {
  const land = lands[country];
  const first = Date.parse(land.first) / MS_PER_DAY;
  const last = Date.parse(land.last) / MS_PER_DAY;
  return Array.from({ length: last - first + 2 }, (_, index) => dayOf(country, first + index));
}

export function dayOf(country: Country, number: number): CalendarDay {
  const { weekend, holidays, short } = lands[country];
  const date = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  // The first day of 1970 was a Thursday.
  const weekday = ((((number + 3) % 7) + 7) % 7) + 1;
  return {
    date,
    number,
    weekday,
    isHoliday: holidays.includes(date),
    isWeekend: weekend.includes(weekday),
    shorter: short.includes(date) ? 60 : 0,
  };
}

const hour = 60;
const stretch = (from: number, to: number): Stretch => ({ from, to });
const stored = (segments: readonly Stretch[]) =>
  segments.map(({ from, to }) => ({ startMinute: from, endMinute: to }));

/** Takes the minutes of a shortened day off its end. */
function shortened(segments: readonly Stretch[], minutes: number): readonly Stretch[] {
  const last = segments.at(-1);
  if (last === undefined || minutes === 0) return segments;
  return [...segments.slice(0, -1), stretch(last.from, last.to - minutes)];
}

const common = { graceLateMinutes: 10, graceEarlyMinutes: 10, lateMode: "whole" };

function everyWorkday(
  name: string,
  country: Country,
  segments: readonly Stretch[],
  more: { readonly lunch?: Shift["lunch"]; readonly float?: number } = {},
): Shift {
  const { lunch = null, float = 0 } = more;
  const isShortened = country === "ru";
  return {
    name,
    pattern: { kind: "workdays", segments: stored(segments) },
    rules: {
      ...common,
      floatMinutes: float,
      shortDays: isShortened,
      breaks:
        lunch === null
          ? []
          : [
              {
                mode: "auto_deduct",
                paid: false,
                minutes: lunch.minutes,
                afterMinutes: lunch.after,
              },
            ],
    },
    lunch,
    float,
    segmentsOn: (day) =>
      day.isHoliday || day.isWeekend ? [] : shortened(segments, isShortened ? day.shorter : 0),
  };
}

/** A cycle of days that goes on over holidays and weekends; `anchor` is its first day. */
function rotating(name: string, anchor: string, cycle: readonly (readonly Stretch[])[]): Shift {
  const first = Date.parse(anchor) / MS_PER_DAY;
  return {
    name,
    pattern: { kind: "rotating", anchor, cycle: cycle.map(stored) },
    rules: { ...common, breaks: [], worksOnHolidays: true, shortDays: false },
    lunch: null,
    float: 0,
    segmentsOn: (day) =>
      cycle[(((day.number - first) % cycle.length) + cycle.length) % cycle.length] ?? [],
  };
}

/** Shifts of every kind that an ordinary company has. */
export function shiftsOf(country: Country): Shift[] {
  const lunch = country === "ru" ? { minutes: 60, after: 240 } : null;
  const day = country === "ru" ? stretch(9 * hour, 18 * hour) : stretch(8 * hour, 15 * hour + 20);
  return [
    everyWorkday("day", country, [day], { lunch }),
    everyWorkday("float", country, [day], { lunch, float: 30 }),
    everyWorkday("split", country, [stretch(8 * hour, 12 * hour), stretch(15 * hour, 19 * hour)]),
    everyWorkday("night", country, [stretch(22 * hour, 30 * hour)]),
    rotating("two by two", "2026-08-01", [
      [stretch(8 * hour, 20 * hour)],
      [stretch(8 * hour, 20 * hour)],
      [],
      [],
    ]),
    rotating("guard 24/48", "2026-08-02", [[stretch(8 * hour, 32 * hour)], [], []]),
  ];
}
