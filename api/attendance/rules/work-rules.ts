import type { LawProfile, LocalDate } from "../../core/calendar/types.ts";
import { defaultDaySettings } from "./defaults.ts";
import type { DaySettings, WorkRule } from "./types.ts";

/** A row of the organisation's rules: only what differs from the law pack's own. */
export interface StoredWorkRule {
  id: string;
  validFrom: LocalDate;
  changes: Partial<DaySettings>;
}

const BEGINNING: LocalDate = "0001-01-01";

/** The law pack's settings from the beginning, then each row on its own: a row says all that it changes. */
export function workRulesOf(profile: LawProfile, stored: readonly StoredWorkRule[]): WorkRule[] {
  const settings = defaultDaySettings(profile);
  return [
    { id: null, validFrom: BEGINNING, settings },
    ...stored.map(({ id, validFrom, changes }) => ({
      id,
      validFrom,
      settings: { ...settings, ...changes },
    })),
  ];
}

/** Which rules hold on a date: the ones that began last, of two that began together the later entered one. */
export function rulesByDate(rules: readonly WorkRule[]): (date: LocalDate) => WorkRule {
  const newestFirst = rules.toSorted(
    (a, b) => b.validFrom.localeCompare(a.validFrom) || (b.id ?? "").localeCompare(a.id ?? ""),
  );
  return (date) => {
    const rule = newestFirst.find(({ validFrom }) => validFrom <= date);
    if (!rule) throw new RangeError(`no work rules on ${date}`);
    return rule;
  };
}
