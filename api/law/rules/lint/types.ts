import type { Interval } from "../../../attendance/rules/intervals.ts";
import type { LawProfile, LocalDate } from "../../../core/calendar/types.ts";
import type { LawDocument, LawPack, Provision } from "../packs/types.ts";

export const warningCodes = [
  "overtime_day",
  "overtime_two_days",
  "overtime_year",
  "overtime_night_worker",
  "week_hours",
  "four_weeks",
  "day_span",
  "friday_without_rest",
  "days_in_row",
  "weekly_rest",
  "rest_between",
  "shift_after_shift",
  "minor_night",
  "minor_overtime",
  "minor_rest_day",
  "vacation_part",
  "vacation_too_early",
  "vacation_paid_late",
  "vacation_in_advance",
] as const;
export type WarningCode = (typeof warningCodes)[number];

/** `breach`: the law forbids it. `advice`: allowed with consent, or a rule of thumb of the same article. */
export type Severity = "breach" | "advice";

/** One thing the law has to say, with article and number. */
export interface LawWarning {
  readonly code: WarningCode;
  readonly article: string;
  readonly document: LawDocument;
  readonly severity: Severity;
  readonly unit: "minutes" | "days" | "months";
  /** What it would be, and what the law says. */
  readonly amount: number;
  readonly limit: number;
  /** How far it is past the limit, in `unit`; more than 0. */
  readonly over: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A day as far as the law asks about it: worked, or still to be worked. */
export interface LintDay {
  readonly date: LocalDate;
  /** When people are at work, in order. */
  readonly work: readonly Interval[];
  /** Counted minutes that are no overtime and no work on a rest day. */
  readonly normal: number;
  readonly overtime: number;
  /** Minutes on a holiday or a day off that nobody planned. */
  readonly restDay: number;
  /** Night minutes of all of them. */
  readonly night: number;
  /** Night minutes of the shift itself. */
  readonly shiftNight: number;
  /** Nothing planned, nothing worked. */
  readonly free: boolean;
  /** Work on a rest day for which another day off is given. */
  readonly substituted: boolean;
}

export interface LintPerson {
  readonly birthDate: LocalDate | null;
  /** Shifts turn over: rotating or rota. */
  readonly rotating: boolean;
  /** Working time is summed over a longer period (RU art. 104). */
  readonly summed: boolean;
  readonly hardWork: boolean;
}

/** A vacation that waits for a word (RU art. 122–137). Days are charged calendar days. */
export interface LintVacation {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly days: number;
  /** Days of the other parts of the same year. */
  readonly otherParts: readonly number[];
  readonly monthsWorked: number;
  /** The day of the decision. */
  readonly today: LocalDate;
  /** What would be earned but not taken after it, days; negative: in advance. */
  readonly balanceAfter: number;
}

export interface LintInput {
  readonly profile: LawProfile;
  /** Without gaps, in order; give some weeks around what is asked about. */
  readonly days: readonly LintDay[];
  readonly person: LintPerson;
  /** Overtime since the first of January of the first day's year, minutes. */
  readonly overtimeBefore: number;
  readonly vacation?: LintVacation;
}

/** Input and the law of each date. */
export interface LintContext extends LintInput {
  readonly packAt: (date: LocalDate) => LawPack;
}

export interface Finding {
  readonly code: WarningCode;
  readonly amount: number;
  readonly limit: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly severity?: Severity;
  readonly unit?: LawWarning["unit"];
}

/** A finding with the source of its number. */
export const warning = (
  { code, amount, limit, from, to, severity = "breach", unit = "minutes" }: Finding,
  { article, document }: Provision<unknown>,
): LawWarning => ({
  code,
  article,
  document,
  severity,
  unit,
  amount,
  limit,
  over: Math.abs(amount - limit),
  from,
  to,
});
