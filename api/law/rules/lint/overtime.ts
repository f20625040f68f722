import type { LocalDate } from "../../../core/calendar/types.ts";
import { type LawWarning, type LintContext, type LintDay, warning } from "./types.ts";

/** Limits of overtime: a day, two days in a row, a year, and people who may have none. */
export const overtimeWarnings = (context: LintContext): LawWarning[] => [
  ...dayLimit(context),
  ...twoDays(context),
  ...yearLimit(context),
  ...nightWorkers(context),
];

/** IR art. 59: at most four hours a day (ATT H6). */
function dayLimit({ days, packAt }: LintContext): LawWarning[] {
  return days.flatMap(({ date, overtime }) => {
    const provision = packAt(date).overtimeDayMinutes;
    const limit = provision.value;
    if (limit === null || overtime <= limit) return [];
    const found = { code: "overtime_day", amount: overtime, limit, from: date, to: date } as const;
    return warning(found, provision);
  });
}

/** RU art. 99: at most four hours on two days running (ATT H2). */
function twoDays({ days, packAt }: LintContext): LawWarning[] {
  return days.slice(1).flatMap((day, index) => {
    const before = days[index];
    const provision = packAt(day.date).overtimeTwoDaysMinutes;
    const limit = provision.value;
    if (before === undefined || limit === null) return [];
    // What one day alone is over was told with the day before it.
    if (day.overtime === 0 && index > 0) return [];
    const amount = before.overtime + day.overtime;
    if (amount <= limit) return [];
    const from = before.overtime > 0 ? before.date : day.date;
    const to = day.overtime > 0 ? day.date : before.date;
    return warning({ code: "overtime_two_days", amount, limit, from, to }, provision);
  });
}

const yearOf = (date: LocalDate): string => date.slice(0, 4);

/** RU art. 99: at most 120 hours of a calendar year; one warning a year, from the day that crosses it (ATT H3). */
function yearLimit({ days, packAt, overtimeBefore }: LintContext): LawWarning[] {
  const years = Map.groupBy(days, ({ date }) => yearOf(date));
  const firstYear = days[0] === undefined ? "" : yearOf(days[0].date);
  return [...years].flatMap(([year, own]) =>
    crossing(own, year === firstYear ? overtimeBefore : 0, packAt),
  );
}

function crossing(
  days: readonly LintDay[],
  before: number,
  packAt: LintContext["packAt"],
): LawWarning[] {
  const withOvertime = days.filter(({ overtime }) => overtime > 0);
  const last = withOvertime.at(-1);
  if (last === undefined) return [];
  const provision = packAt(last.date).overtimeYearMinutes;
  const limit = provision.value;
  const amount = withOvertime.reduce((sum, { overtime }) => sum + overtime, before);
  if (limit === null || amount <= limit) return [];
  let total = before;
  const first = withOvertime.find(({ overtime }) => (total += overtime) > limit) ?? last;
  return [
    warning({ code: "overtime_year", amount, limit, from: first.date, to: last.date }, provision),
  ];
}

/** IR art. 61: no overtime for those who do night or hard work. */
function nightWorkers({ days, packAt, person }: LintContext): LawWarning[] {
  return days.flatMap((day) => {
    const provision = packAt(day.date).overtimeOfNightWorkers;
    const isConcerned = person.hardWork || day.shiftNight > 0;
    if (provision.value || !isConcerned || day.overtime === 0) return [];
    const at = { from: day.date, to: day.date };
    return warning(
      { code: "overtime_night_worker", amount: day.overtime, limit: 0, ...at },
      provision,
    );
  });
}
