import { addDays, datesOf, weekdayOf } from "../../../core/calendar/local-date.ts";
import { weekStart } from "./hours.ts";
import { type LawWarning, type LintContext, type LintDay, warning } from "./types.ts";

const MS_PER_MINUTE = 60_000;
const DAY = 24 * 60;
const FRIDAY = 5;

/** What people must have between their work: nights, days and weeks of rest. */
export const restWarnings = (context: LintContext): LawWarning[] => [
  ...fridays(context),
  ...daysInRow(context),
  ...weeklyRest(context),
  ...betweenShifts(context),
];

const works = ({ work }: LintDay): boolean => work.length > 0;

/** IR art. 62: who works on Friday has another whole day in the six days before or after it. */
function fridays({ days, packAt }: LintContext): LawWarning[] {
  return days.flatMap((day, index) => {
    const provision = packAt(day.date).fridayPerMille;
    const isFriday = provision.value !== null && weekdayOf(day.date) === FRIDAY;
    if (!isFriday || !works(day) || day.substituted) return [];
    const around = days.slice(Math.max(0, index - 6), index + 7);
    if (around.length < 7 || around.some(({ free }) => free)) return [];
    const amount = day.normal + day.overtime + day.restDay;
    const at = { from: day.date, to: day.date };
    return warning({ code: "friday_without_rest", amount, limit: 0, ...at }, provision);
  });
}

/** More days running than the law's week has; one warning for the whole row. */
function daysInRow({ days, packAt }: LintContext): LawWarning[] {
  const found: LawWarning[] = [];
  let row: LintDay[] = [];
  const close = (): void => {
    const [first, last] = [row[0], row.at(-1)];
    const amount = row.length;
    row = [];
    if (first === undefined || last === undefined) return;
    const provision = packAt(last.date).daysInRow;
    if (amount <= provision.value) return;
    found.push(
      warning(
        {
          code: "days_in_row",
          amount,
          limit: provision.value,
          from: first.date,
          to: last.date,
          unit: "days",
        },
        provision,
      ),
    );
  };
  for (const day of days) {
    if (works(day)) row.push(day);
    else close();
  }
  close();
  return found;
}

/** RU art. 110: 42 hours without a break in every week; what lies outside the known days counts as rest. */
function weeklyRest({ days, packAt, profile }: LintContext): LawWarning[] {
  const weeks = new Set(days.map(({ date }) => weekStart(date, profile)));
  const gaps = gapsOf(days);
  return [...weeks].flatMap((from) => {
    const to = addDays(from, 6);
    const provision = packAt(from).weeklyRestMinutes;
    const own = gaps.filter((gap) => gap.dates.some((date) => from <= date && date <= to));
    const isFirst = !days.some((day) => day.date < from && works(day));
    const isLast = !days.some((day) => day.date > to && works(day));
    if (provision.value <= DAY || isFirst || isLast) return [];
    const amount = Math.max(...own.map(({ minutes }) => minutes));
    if (amount >= provision.value) return [];
    return warning(
      {
        code: "weekly_rest",
        amount,
        limit: provision.value,
        from,
        to,
        severity: "advice",
      },
      provision,
    );
  });
}

/** Between the last work of one day and the first of the next that is worked. */
interface Gap {
  readonly after: LintDay["date"];
  readonly before: LintDay["date"];
  /** The free days in it; the day it begins on when there is none. */
  readonly dates: readonly LintDay["date"][];
  readonly minutes: number;
}

function gapsOf(days: readonly LintDay[]): Gap[] {
  const gaps: Gap[] = [];
  let earlier: { readonly date: LintDay["date"]; readonly end: number } | null = null;
  for (const { date, work } of days) {
    const [first, last] = [work[0], work.at(-1)];
    if (!first || !last) continue;
    if (earlier !== null) {
      const minutes = Math.max(0, first.from - earlier.end) / MS_PER_MINUTE;
      const free = datesOf({ from: addDays(earlier.date, 1), to: addDays(date, -1) });
      const dates = free.length === 0 ? [earlier.date] : free;
      gaps.push({ after: earlier.date, before: date, dates, minutes });
    }
    earlier = { date, end: last.to };
  }
  return gaps;
}

/** A night of rest before the next shift; in Russia two shifts running are forbidden (art. 103). */
function betweenShifts({ days, packAt }: LintContext): LawWarning[] {
  return gapsOf(days).flatMap(({ after, before, minutes }) => {
    const { restBetweenMinutes, shiftAfterShift } = packAt(before);
    const limit = restBetweenMinutes.value;
    if (limit === null || minutes >= limit) return [];
    const found = { amount: minutes, limit, from: after, to: before } as const;
    if (minutes === 0 && !shiftAfterShift.value)
      return warning({ ...found, code: "shift_after_shift" }, shiftAfterShift);
    return warning({ ...found, code: "rest_between", severity: "advice" }, restBetweenMinutes);
  });
}
