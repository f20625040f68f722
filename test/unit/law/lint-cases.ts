import { addDays, datesOf } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { lint } from "../../../api/law/rules/lint.ts";
import type { LawWarning, LintDay, LintPerson } from "../../../api/law/rules/lint/types.ts";

export const adult: LintPerson = {
  birthDate: null,
  rotating: false,
  summed: false,
  hardWork: false,
};
export const HOUR = 3_600_000;
export const utc = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`);

/** A day with one stretch of work, hours of UTC. */
export function day(
  date: LocalDate,
  [from, to]: readonly [number, number],
  over: Partial<LintDay> = {},
): LintDay {
  return {
    date,
    work: [{ from: utc(date) + from * HOUR, to: utc(date) + to * HOUR }],
    normal: (to - from) * 60,
    overtime: 0,
    restDay: 0,
    night: 0,
    shiftNight: 0,
    free: false,
    substituted: false,
    ...over,
  };
}
export const off = (date: LocalDate): LintDay => ({
  ...day(date, [0, 0]),
  work: [],
  normal: 0,
  free: true,
});
export const shortly = (warnings: readonly LawWarning[]) =>
  warnings.map(({ code, amount, limit, from, to }) => `${code} ${amount}/${limit} ${from} ${to}`);
export const only = (warnings: readonly LawWarning[], code: LawWarning["code"]) =>
  warnings.filter((warning) => warning.code === code);

export const ruLint = (
  days: readonly LintDay[],
  person: Partial<LintPerson> = {},
  overtimeBefore = 0,
) => lint({ profile: "ru", days, person: { ...adult, ...person }, overtimeBefore });
export const irLint = (days: readonly LintDay[], person: Partial<LintPerson> = {}) =>
  lint({ profile: "ir", days, person: { ...adult, ...person }, overtimeBefore: 0 });

/** Six hours a day from a date on, but on free days. */
export const allWeek = (from: LocalDate, days: number, free: readonly LocalDate[] = []) =>
  datesOf({ from, to: addDays(from, days - 1) }).map((date) =>
    free.includes(date) ? off(date) : day(date, [8, 14]),
  );
