import { periodOf } from "../../core/calendar/period.ts";
import type { CalendarKind, LawProfile, LocalDate } from "../../core/calendar/types.ts";
import { forgive, lateDaysOf } from "./free-lates.ts";
import type { DayLine, DayResult } from "./types.ts";
import { type WeekBalance, weekBalances } from "./week-balance.ts";

export interface MonthLinesOf {
  readonly calendar: CalendarKind;
  readonly profile: LawProfile;
  readonly today: LocalDate;
  isEmployed(date: LocalDate): boolean;
}

/** Days with everything that counts of them. */
export interface Settled {
  readonly days: readonly DayResult[];
  /** Of weekly-flexible shifts: the weeks that end on one of the days. */
  readonly weeks: readonly WeekBalance[];
}

/**
 * Days with what only their month and their week can say: a free late is excused on its day (ATT D6), the balance of a week is
 * owed or extra on the last day of it. So the figures of a month are the sum of its days, wherever they are shown. Pure.
 * @param days of one person, from the first day of a month and of its first week on
 */
export function withMonthLines(days: readonly DayResult[], of: MonthLinesOf): Settled {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || days.every(isPlain)) return { days, weeks: [] };
  const months = Map.groupBy(days, ({ date }) => periodOf(date, of.calendar));
  const lates = new Map(
    [...months.values()].flatMap(lateDaysOf).map((late) => [late.date, late] as const),
  );
  const range = { from: first.date, to: last.date };
  const weeks = weekBalances(days, range, of.profile, of.today, (date) => of.isEmployed(date));
  const balances = new Map(weeks.map(({ to, line }) => [to, line] as const));
  return {
    days: days.map((day) => {
      const late = lates.get(day.date);
      const line = balances.get(day.date) ?? null;
      const settled = late?.free === true ? forgive(day, late) : day;
      return line === null ? settled : withBalance(settled, line);
    }),
    weeks,
  };
}

/** Most people's: neither its month nor its week has a say. */
const isPlain = ({ planned, workRule }: DayResult): boolean =>
  planned.weekMinutes === null && workRule.settings.freeLatesPerMonth === null;

const withBalance = (day: DayResult, line: DayLine): DayResult => {
  const name = line.kind === "deficit" ? "deficit" : "surplus";
  return {
    ...day,
    lines: [...day.lines, line],
    totals: { ...day.totals, [name]: day.totals[name] + line.minutes },
  };
};
