import { addDays, weekdayOf } from "../../../core/calendar/local-date.ts";
import type { IsoWeekday, LawProfile, LocalDate } from "../../../core/calendar/types.ts";
import { type LawWarning, type LintContext, type LintDay, warning } from "./types.ts";

const MS_PER_MINUTE = 60_000;
const FOUR_WEEKS = 28;
/** ISO weekday a week begins with: Saturday in Iran. */
const firstWeekday: Readonly<Record<LawProfile, IsoWeekday>> = { ir: 6, ru: 1 };

/** First day of the week a date is in, as the country counts weeks. */
export const weekStart = (date: LocalDate, profile: LawProfile): LocalDate =>
  addDays(date, -((weekdayOf(date) - firstWeekday[profile] + 7) % 7));

/** Limits of the plain working time: the week, four weeks of rotation, the span of a day. */
export const hoursWarnings = (context: LintContext): LawWarning[] => [
  ...weekHours(context),
  ...fourWeeks(context),
  ...daySpan(context),
];

const normalOf = (days: readonly LintDay[]): number =>
  days.reduce((sum, { normal }) => sum + normal, 0);

/** IR art. 51, RU art. 91: what is not rotating or summed stays within the week. */
function weekHours({ days, packAt, person, profile }: LintContext): LawWarning[] {
  if (person.rotating || person.summed) return [];
  const weeks = Map.groupBy(days, ({ date }) => weekStart(date, profile));
  return [...weeks].flatMap(([from, week]) => {
    const { weekMinutes, hardWeekMinutes } = packAt(from);
    const provision = person.hardWork ? hardWeekMinutes : weekMinutes;
    const amount = normalOf(week);
    if (amount <= provision.value) return [];
    const to = addDays(from, 6);
    return warning({ code: "week_hours", amount, limit: provision.value, from, to }, provision);
  });
}

/** IR art. 57: rotation may work longer days, but no four weeks over 176 h; the fullest four weeks are told. */
function fourWeeks({ days, packAt, person }: LintContext): LawWarning[] {
  if (!person.rotating) return [];
  let fullest: LawWarning | null = null;
  for (const [index, { date }] of days.entries()) {
    const provision = packAt(date).fourWeeksMinutes;
    const limit = provision.value;
    const amount = normalOf(days.slice(index, index + FOUR_WEEKS));
    if (limit === null || amount <= Math.max(limit, fullest?.amount ?? 0)) continue;
    const to = addDays(date, FOUR_WEEKS - 1);
    fullest = warning({ code: "four_weeks", amount, limit, from: date, to }, provision);
  }
  return fullest === null ? [] : [fullest];
}

/** IR art. 54: work, gaps and overtime of a day within fifteen hours. */
function daySpan({ days, packAt }: LintContext): LawWarning[] {
  return days.flatMap(({ date, work }) => {
    const provision = packAt(date).daySpanMinutes;
    const limit = provision.value;
    const [first, last] = [work[0], work.at(-1)];
    if (limit === null || first === undefined || last === undefined) return [];
    const amount = (last.to - first.from) / MS_PER_MINUTE;
    if (amount <= limit) return [];
    return warning({ code: "day_span", amount, limit, from: date, to: date }, provision);
  });
}
