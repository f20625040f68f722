import type { DayResult } from "../../attendance/rules/types.ts";
import { weekdayOf } from "../../core/calendar/local-date.ts";
import { linesOf, minutesIn, minutesWithin, spansOf } from "./line-spans.ts";
import type { LawPack, Provision } from "./packs/types.ts";
import type { PremiumKind, PremiumLine, Premiums, PremiumTerms } from "./premium-types.ts";

const FRIDAY = 5;

/** Minutes of equivalents, rounded once, half up. */
export const wholeMinutes = (thousandths: number): number => Math.floor((thousandths + 500) / 1000);

/**
 * What the counted minutes of days are worth by the law: every hour at its rate, and what comes on top of it (ATT H5–H10).
 * Unapproved surplus is worth nothing (H11). Additive: the days of a month give the sum of its days.
 */
export function premiums(
  days: readonly DayResult[],
  pack: LawPack,
  terms: PremiumTerms = {},
): Premiums {
  const lines = days.flatMap((day) => premiumLines(day, pack, terms));
  const byKind: Record<PremiumKind, number> = {
    normal: 0,
    overtime: 0,
    night: 0,
    friday: 0,
    friday_overtime: 0,
    holiday: 0,
    holiday_extra: 0,
    rest_day: 0,
    rotation: 0,
  };
  for (const { kind, equivalent } of lines) byKind[kind] += equivalent;
  return { lines, byKind, equivalent: lines.reduce((sum, line) => sum + line.equivalent, 0) };
}

/** Counted minutes of a day by what they are paid as. */
interface Parts {
  readonly normal: number;
  /** Of `normal`, on a public holiday the shift was planned on. */
  readonly normalOnHoliday: number;
  readonly overtime: number;
  /** Hours of a public holiday that were no part of the plan. */
  readonly holiday: number;
  readonly restDay: number;
  readonly night: number;
}

function partsOf({ lines }: DayResult): Parts {
  const holidays = spansOf(linesOf(lines, "premium", "holiday"));
  const overtime = linesOf(lines, "time", "overtime");
  const overtimeOnHoliday = minutesWithin(overtime, holidays);
  const plain = linesOf(lines, "time", "normal", "break_paid");
  return {
    normal: minutesIn(plain),
    normalOnHoliday: minutesWithin(plain, holidays),
    overtime: minutesIn(overtime) - overtimeOnHoliday,
    holiday: minutesIn(linesOf(lines, "time", "holiday")) + overtimeOnHoliday,
    restDay: minutesIn(linesOf(lines, "time", "weekend")),
    night: minutesIn(linesOf(lines, "premium", "night")),
  };
}

function premiumLines(day: DayResult, pack: LawPack, terms: PremiumTerms): PremiumLine[] {
  const parts = partsOf(day);
  const made = [
    ...plainLines(day, parts, pack, terms),
    ...overtimeLines(day, "overtime", parts.overtime, pack),
    ...restLines(day, parts, pack, terms),
    ...fridayLines(day, parts, pack, terms),
  ];
  return made.filter(({ minutes, perMille }) => minutes > 0 && perMille > 0);
}

function plainLines(
  { date }: DayResult,
  parts: Parts,
  pack: LawPack,
  { rotation = "none" }: PremiumTerms,
): PremiumLine[] {
  const { normal, normalOnHoliday, night } = parts;
  const hour = { ...pack.dayMinutes, value: 1000 };
  const extra = isFridayOf(date, pack) ? 0 : pack.holidayPerMille.value - 1000;
  const turns = pack.rotationPerMille.value;
  const nightRate = pack.nightNotForRotation.value && rotation !== "none" ? 0 : undefined;
  return [
    lineOf(date, "normal", normal, hour),
    lineOf(date, "holiday_extra", normalOnHoliday, { ...pack.holidayPerMille, value: extra }),
    lineOf(date, "night", night, {
      ...pack.nightPerMille,
      value: nightRate ?? pack.nightPerMille.value,
    }),
    lineOf(date, "rotation", normal, { ...pack.rotationPerMille, value: turns?.[rotation] ?? 0 }),
  ];
}

/** The first hours of a day at the first rate (RU art. 152); one rate in Iran. */
function overtimeLines(
  { date }: DayResult,
  kind: "overtime" | "friday_overtime",
  minutes: number,
  { overtimeTiers }: LawPack,
): PremiumLine[] {
  let used = 0;
  return overtimeTiers.value.map(({ upTo, perMille }, index) => {
    const part = Math.max(0, Math.min(minutes, upTo ?? minutes) - used);
    used += part;
    return lineOf(date, kind, part, { ...overtimeTiers, value: perMille }, index + 1);
  });
}

/** Holiday hours and hours of other days off; Fridays have a rule of their own. */
function restLines(
  day: DayResult,
  { holiday, restDay }: Parts,
  pack: LawPack,
  terms: PremiumTerms,
): PremiumLine[] {
  const { date } = day;
  if (isFridayOf(date, pack)) return [];
  const single = isCompensated(day, terms);
  const { compensatedPerMille, holidayPerMille, restDayPerMille } = pack;
  return [
    lineOf(
      date,
      "holiday",
      holiday,
      single && pack.profile === "ru" ? compensatedPerMille : holidayPerMille,
    ),
    lineOf(date, "rest_day", restDay, single ? compensatedPerMille : restDayPerMille),
  ];
}

/** Another day off is given for it, by the roster or by the caller's word. */
const isCompensated = ({ date, planned }: DayResult, { compensated }: PremiumTerms): boolean =>
  planned.substituteOn !== null || compensated?.has(date) === true;

const isFridayOf = (date: PremiumLine["date"], pack: LawPack): boolean =>
  pack.fridayPerMille.value !== null && weekdayOf(date) === FRIDAY;

/**
 * Friday work earns its premium; the hours are plain ones when the shift was planned so, another day being the rest, or a
 * substitute was given, else they are overtime as well (ATT H9).
 */
function fridayLines(
  day: DayResult,
  { normal, holiday, restDay }: Parts,
  pack: LawPack,
  terms: PremiumTerms,
): PremiumLine[] {
  if (!isFridayOf(day.date, pack)) return [];
  const premium = { ...pack.fridayPerMille, value: pack.fridayPerMille.value ?? 0 };
  const unplanned = holiday + restDay;
  return [
    lineOf(day.date, "friday", normal + unplanned, premium),
    ...(isCompensated(day, terms)
      ? [lineOf(day.date, "rest_day", unplanned, pack.compensatedPerMille)]
      : overtimeLines(day, "friday_overtime", unplanned, pack)),
  ];
}

function lineOf(
  date: PremiumLine["date"],
  kind: PremiumKind,
  minutes: number,
  { value, article, document }: Provision<number>,
  tier = 0,
): PremiumLine {
  const equivalent = minutes * value;
  return { date, kind, tier, minutes, perMille: value, equivalent, article, document };
}
