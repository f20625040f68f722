import { subtract } from "../../attendance/rules/intervals.ts";
import { isDueDay } from "../../attendance/rules/plan-days.ts";
import type { DayLine, DayResult } from "../../attendance/rules/types.ts";
import type { LawProfile } from "../../core/calendar/types.ts";
import { linesOf, minutesIn, minutesWithin, spansOf } from "./line-spans.ts";
import { codeOfType, everyDayCodes, type T13Code } from "./t13-codes.ts";

/** A code of a day; null: counted in days, the line of hours stays blank. */
export interface DayCode {
  readonly code: T13Code;
  readonly minutes: number | null;
}

export interface DayCodesOf {
  readonly profile: LawProfile;
  /** Type code by request id of the approved leave and missions of the day: says what a day off lies inside of. */
  readonly requestTypeCodes: ReadonlyMap<string, string>;
  /** Codes of the organisation's own types, by type code. */
  readonly ownCodes?: ReadonlyMap<string, T13Code>;
}

/**
 * Codes and minutes of one day for the time sheet (ATT §4.2, I1, I5): work first, then what excuses the rest. Я and Н are
 * disjoint, hours are Я + Н + РВ + С. A holiday inside vacation is В, a weekend inside it ОТ, sickness every calendar day.
 * Nothing for a day that has not begun; a day that runs says what is counted so far.
 */
export function dayCodes(day: DayResult, of: DayCodesOf): readonly DayCode[] {
  const worked = workedCodesOf(day);
  const absent = absenceOf(day, of, worked.length > 0);
  if (worked.length > 0) return [...worked, ...absent];
  if (absent.length > 0) return absent;
  if (day.status === "absent" || day.status === "unresolved")
    return [{ code: "НН", minutes: null }];
  const isFree = day.status === "day_off" || day.status === "flexible";
  return isFree ? [{ code: "В", minutes: null }] : [];
}

function workedCodesOf({ lines }: DayResult): DayCode[] {
  // A planned shift on a public holiday, or a night that runs into one, is work on a holiday for these hours.
  const holidays = spansOf(linesOf(lines, "premium", "holiday"));
  const plain = linesOf(lines, "time", "normal", "break_paid");
  const overtime = linesOf(lines, "time", "overtime");
  const plainOnHoliday = minutesWithin(plain, holidays);
  const overtimeOnHoliday = minutesWithin(overtime, holidays);
  const ordinary = minutesIn(plain) - plainOnHoliday;
  const nights = subtract(spansOf(linesOf(lines, "premium", "night")), holidays);
  const night = Math.min(ordinary, minutesWithin(plain, nights));
  const rest = minutesIn(linesOf(lines, "time", "holiday", "weekend"));
  const codes: readonly DayCode[] = [
    { code: "Я", minutes: ordinary - night },
    { code: "Н", minutes: night },
    { code: "РВ", minutes: rest + plainOnHoliday + overtimeOnHoliday },
    { code: "С", minutes: minutesIn(overtime) - overtimeOnHoliday },
  ];
  return codes.filter(({ minutes }) => minutes !== 0);
}

/** What excuses the day, the strongest first: sickness breaks vacation (ATT F10). */
function absenceOf(day: DayResult, of: DayCodesOf, hasWorked: boolean): DayCode[] {
  const excused = excusedCodes(day, of);
  if (hasWorked) return excused.filter(({ minutes }) => minutes !== null && minutes > 0);
  const strongest = excused.toSorted((a, b) => rank(a.code) - rank(b.code))[0];
  if (strongest === undefined) return [];
  if (isPartly(day)) return [strongest, { code: "НН", minutes: null }];
  return [{ code: shownOn(day, strongest.code, of.profile), minutes: null }];
}

const strength: readonly T13Code[] = ["Б", "Т", "Р", "ОЖ", "К"];
const rank = (code: T13Code): number =>
  strength.includes(code) ? strength.indexOf(code) : strength.length;

/** A few hours of leave and nothing else: the rest of the day is not cleared up (ATT F21). */
const isPartly = ({ status, totals }: DayResult): boolean =>
  (status === "absent" || status === "unresolved") && totals.absence + totals.unresolved > 0;

function shownOn(day: DayResult, code: T13Code, profile: LawProfile): T13Code {
  if (everyDayCodes.includes(code)) return code;
  if (profile === "ir") return isDueDay(day.planned) ? code : "В";
  return day.planned.official.kind === "holiday" ? "В" : code;
}

/** Codes with the minutes they excuse; 0 on a day off inside the absence. */
function excusedCodes(day: DayResult, of: DayCodesOf): DayCode[] {
  return day.requestIds.map((id) => {
    const lines = day.lines.filter(({ why }) => why.requestId === id);
    const type = of.requestTypeCodes.get(id) ?? lines[0]?.leaveType ?? typeOfLine(lines[0]);
    return { code: codeOf(type, of.ownCodes), minutes: minutesIn(lines) };
  });
}

const typeOfLine = (line: DayLine | undefined): string =>
  line?.kind === "mission" ? "mission" : "annual";

/** A type nobody has given a code: leave by the employer's permission. */
const codeOf = (type: string, own: DayCodesOf["ownCodes"]): T13Code =>
  own?.get(type) ?? codeOfType[type] ?? "ДО";
