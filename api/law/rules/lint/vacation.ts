import { daysBetween } from "../../../core/calendar/local-date.ts";
import { type Finding, type LawWarning, type LintContext, warning } from "./types.ts";

/** What the law says of the length and the moment of a vacation; nothing of it forbids one (RU art. 122–137). */
export function vacationWarnings({ vacation, packAt }: LintContext): LawWarning[] {
  if (vacation === undefined) return [];
  const pack = packAt(vacation.from);
  const { from, to, days, otherParts, monthsWorked, today, balanceAfter } = vacation;
  const found = (code: Finding["code"], amount: number, limit: number, unit: LawWarning["unit"]) =>
    ({ code, amount, limit, from, to, unit, severity: "advice" }) as const;
  const warnings: LawWarning[] = [];

  const part = pack.vacationPartDays.value;
  const taken = otherParts.reduce((sum, one) => sum + one, days);
  const isLong = part !== null && [days, ...otherParts].some((one) => one >= part);
  if (part !== null && !isLong && pack.annualLeaveDays.value - taken < part)
    warnings.push(warning(found("vacation_part", days, part, "days"), pack.vacationPartDays));

  const months = pack.vacationAfterMonths.value;
  if (months !== null && monthsWorked < months)
    warnings.push(
      warning(
        found("vacation_too_early", monthsWorked, months, "months"),
        pack.vacationAfterMonths,
      ),
    );

  const paidBefore = pack.vacationPaidBeforeDays.value;
  const notice = daysBetween(today, from);
  if (paidBefore !== null && notice < paidBefore)
    warnings.push(
      warning(found("vacation_paid_late", notice, paidBefore, "days"), pack.vacationPaidBeforeDays),
    );

  if (pack.vacationInAdvance.value && balanceAfter < 0)
    warnings.push(
      warning(found("vacation_in_advance", -balanceAfter, 0, "days"), pack.vacationInAdvance),
    );
  return warnings;
}
