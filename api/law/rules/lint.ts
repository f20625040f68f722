import type { LocalDate } from "../../core/calendar/types.ts";
import { lawPack } from "./law-pack.ts";
import { hoursWarnings } from "./lint/hours.ts";
import { minorWarnings } from "./lint/minors.ts";
import { overtimeWarnings } from "./lint/overtime.ts";
import { restWarnings } from "./lint/rest.ts";
import type { LawWarning, LintContext, LintInput } from "./lint/types.ts";
import { vacationWarnings } from "./lint/vacation.ts";
import type { LawPack } from "./packs/types.ts";

/**
 * What the law says against days of work, planned or done, by date. It judges, it never forbids: whoever approves decides.
 * Monotone: more work gives no fewer warnings, and none that is less (ATT H2, H3, H6; §4).
 */
export function lint(input: LintInput): readonly LawWarning[] {
  const context: LintContext = { ...input, packAt: packs(input.profile) };
  return [
    ...overtimeWarnings(context),
    ...hoursWarnings(context),
    ...restWarnings(context),
    ...minorWarnings(context),
    ...vacationWarnings(context),
  ].toSorted((a, b) => a.from.localeCompare(b.from) || a.code.localeCompare(b.code));
}

/** The law of each date, made once. */
function packs(profile: LintInput["profile"]): LintContext["packAt"] {
  const known = new Map<LocalDate, LawPack>();
  return (date) => {
    const found = known.get(date) ?? lawPack(profile, date);
    known.set(date, found);
    return found;
  };
}

/** What `after` breaks that `before` did not, or breaks more: what one approval adds. */
export function newWarnings(
  before: readonly LawWarning[],
  after: readonly LawWarning[],
): readonly LawWarning[] {
  return after.filter(
    (warning) =>
      !before.some(
        (known) =>
          known.code === warning.code &&
          known.over >= warning.over &&
          known.from === warning.from &&
          known.to === warning.to,
      ),
  );
}
