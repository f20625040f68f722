import type { LocalDate } from "../../../core/calendar/types.ts";
import { addMonths } from "../../../core/calendar/local-date.ts";
import type { Provision } from "../packs/types.ts";
import { type LawWarning, type LintContext, type WarningCode, warning } from "./types.ts";

/** People under eighteen: no nights, no overtime, in Russia no days off (IR art. 83; RU art. 96, 99, 268). */
export function minorWarnings({ days, packAt, person }: LintContext): LawWarning[] {
  const { birthDate } = person;
  if (birthDate === null) return [];
  return days.flatMap(({ date, night, overtime, restDay }) => {
    const { adultAge, minorsAtNight, minorsOnRestDays, minorsOvertime } = packAt(date);
    if (date >= addMonths(birthDate, adultAge.value * 12)) return [];
    return [
      ...forbidden("minor_night", night, minorsAtNight, date),
      ...forbidden("minor_overtime", overtime, minorsOvertime, date),
      ...forbidden("minor_rest_day", restDay, minorsOnRestDays, date),
    ];
  });
}

const forbidden = (
  code: WarningCode,
  amount: number,
  allowed: Provision<boolean>,
  date: LocalDate,
): LawWarning[] =>
  allowed.value || amount === 0
    ? []
    : [warning({ code, amount, limit: 0, from: date, to: date }, allowed)];
