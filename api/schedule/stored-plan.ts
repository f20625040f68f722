import { defaultShiftPattern, defaultShiftRules } from "../attendance/rules/defaults.ts";
import type { BreakRule, ShiftPattern, ShiftRules } from "../attendance/rules/types.ts";
import type { LawProfile } from "../core/calendar/types.ts";
import { patternOf } from "./plan-schemas.ts";
import { usualSegments } from "./rules/check-pattern.ts";
import { firstShiftRules } from "./rules/first-rules.ts";
import { shiftRuleDefaults } from "./rules/profile-defaults.ts";
import { endAfterStart } from "./rules/shift-hours.ts";
import type { Shift, ShiftPlan } from "./schemas.ts";

/** What a version of a shift says. */
export interface StoredPlan {
  readonly pattern: ShiftPattern;
  readonly rules: ShiftRules;
}

/**
 * What was asked for, over what the shift says so far; a new shift begins with the rules that fit its pattern.
 * @param before null for a new shift; without hours or a pattern it has those the law profile begins with
 */
export function planFrom(
  input: ShiftPlan,
  before: StoredPlan | null,
  profile: LawProfile,
): StoredPlan {
  const pattern = patternFrom(input) ?? before?.pattern ?? defaultShiftPattern(profile);
  const rules = before?.rules ?? firstShiftRules(profile, pattern);
  return { pattern, rules: { ...rules, ...rulesOfHours(input), ...said(input.rules ?? {}) } };
}

function patternFrom({ startMinute, endMinute, pattern }: ShiftPlan): ShiftPattern | null {
  if (pattern !== undefined) return patternOf(pattern);
  if (startMinute === undefined || endMinute === undefined) return null;
  return {
    kind: "workdays",
    segments: [{ startMinute, endMinute: endAfterStart(startMinute, endMinute) }],
  };
}

/** The rules that are said beside plain hours: without hours none. */
function rulesOfHours(input: ShiftPlan): Partial<ShiftRules> {
  if (input.startMinute === undefined) return {};
  const taken: BreakRule = {
    mode: "auto_deduct",
    paid: false,
    minutes: input.breakMinutes,
    afterMinutes: input.breakAfterMinutes ?? shiftRuleDefaults.breakAfterMinutes,
  };
  return {
    ...said({
      graceLateMinutes: input.graceLate,
      graceEarlyMinutes: input.graceEarly,
      earlyWindowMinutes: input.earlyWindow,
      lateWindowMinutes: input.lateWindow,
    }),
    breaks: input.breakMinutes === 0 ? [] : [taken],
  };
}

const said = (rules: { readonly [K in keyof ShiftRules]?: ShiftRules[K] | undefined }) =>
  Object.fromEntries(
    Object.entries(rules).filter(([, value]) => value !== undefined),
  ) as Partial<ShiftRules>;

/** A stored version with every rule; what its row leaves out is the law profile's. */
export const storedPlan = (pattern: string, rules: string, profile: LawProfile): StoredPlan => ({
  pattern: JSON.parse(pattern) as ShiftPattern,
  rules: { ...defaultShiftRules(profile), ...(JSON.parse(rules) as Partial<ShiftRules>) },
});

/** A version as it leaves the API. */
export function versionView(
  validFrom: string,
  { pattern, rules }: StoredPlan,
): NonNullable<Shift["current"]> {
  const usual = usualSegments(pattern);
  const breaks = rules.breaks.filter(({ paid }) => !paid).map(lengthOf);
  return {
    validFrom,
    pattern: pattern as NonNullable<Shift["current"]>["pattern"],
    rules: { ...rules, breaks: [...rules.breaks] },
    startMinute: usual[0]?.startMinute ?? null,
    endMinute: usual.at(-1)?.endMinute ?? null,
    breakMinutes: breaks.reduce((sum, minutes) => sum + minutes, 0),
    graceLate: rules.graceLateMinutes,
    graceEarly: rules.graceEarlyMinutes,
  };
}

const lengthOf = (rule: BreakRule): number =>
  rule.mode === "window" ? rule.endMinute - rule.startMinute : rule.minutes;
