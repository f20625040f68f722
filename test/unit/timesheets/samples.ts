import { datesOf } from "../../../api/core/calendar/local-date.ts";
import { periodRange } from "../../../api/core/calendar/period.ts";
import type { CalendarKind, LocalDate, PeriodKey } from "../../../api/core/calendar/types.ts";
import type {
  CodedTime,
  DayRecord,
  PersonMonth,
  WorkTotals,
} from "../../../api/timesheets/rules/person-month.ts";
import { noWork } from "../../../api/timesheets/rules/sum-days.ts";

/** A day of a sample; without anything it is a day off. */
export interface SampleDay extends Partial<Omit<DayRecord, "date" | "totals">> {
  readonly totals?: Partial<WorkTotals>;
}

export const dayOff: SampleDay = { codes: [{ code: "В", minutes: null }], mark: "rest" };

/** A day at work: `Я` for so many minutes, or the codes given. */
export const workday = (
  minutes = 480,
  codes: readonly CodedTime[] = [{ code: "Я", minutes }],
): SampleDay => ({
  codes,
  mark: "worked",
  from: 540,
  to: 540 + minutes + 60,
  totals: { worked: minutes, expected: 480 },
});

export const coded = (code: string, mark: DayRecord["mark"] = "leave"): SampleDay => ({
  codes: [{ code, minutes: null }],
  mark,
});

/** A month, each day as `of` says by its number. */
export function sampleMonth(
  period: string,
  calendar: CalendarKind,
  of: (day: number, date: LocalDate) => SampleDay,
  person: Partial<Omit<PersonMonth, "days">> = {},
): PersonMonth {
  const { from, to } = periodRange(period as PeriodKey, calendar);
  return {
    employeeId: "e1",
    name: "Иванов Иван Петрович",
    position: "слесарь",
    personnelNumber: "0042",
    unit: "Цех № 1",
    ...person,
    days: datesOf({ from, to }).map((date, index) => {
      const day = of(index + 1, date);
      return {
        state: "day",
        mark: "none",
        codes: [],
        from: null,
        to: null,
        wholeDay: null,
        ...day,
        date,
        totals: { ...noWork, ...day.totals },
      };
    }),
  };
}

/** November 2026 of an ordinary five-day worker. */
export const november = (person: Partial<Omit<PersonMonth, "days">> = {}) =>
  sampleMonth(
    "2026-11",
    "gregorian",
    (_day, date) =>
      [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? dayOff : workday(),
    person,
  );
