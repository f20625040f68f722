import type { Statement } from "../../db/client/port.ts";
import { shiftAssignments, shifts, shiftVersions } from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { BreakRule, ShiftPattern, ShiftRules } from "../attendance/rules/types.ts";
import { shiftRuleDefaults } from "./rules/profile-defaults.ts";
import { endAfterStart } from "./rules/shift-hours.ts";
import type { ShiftHours } from "./schemas.ts";
import type { StoredPlan } from "./stored-plan.ts";

export const shiftStatement = (at: {
  readonly orgId: string;
  readonly id: string;
  readonly name: string;
  readonly now: number;
}): Statement =>
  toStatement(
    builder.insert(shifts).values({ orgId: at.orgId, id: at.id, name: at.name, createdAt: at.now }),
  );

/** The same hours on every working day, as they are stored: pattern and rules. */
export function storedHours(hours: ShiftHours): {
  readonly pattern: string;
  readonly rules: string;
} {
  const { startMinute } = hours;
  const endMinute = endAfterStart(startMinute, hours.endMinute);
  const taken: BreakRule = {
    mode: "auto_deduct",
    paid: false,
    minutes: hours.breakMinutes,
    afterMinutes: hours.breakAfterMinutes ?? shiftRuleDefaults.breakAfterMinutes,
  };
  const pattern: ShiftPattern = { kind: "workdays", segments: [{ startMinute, endMinute }] };
  const rules: Partial<ShiftRules> = {
    graceLateMinutes: hours.graceLate ?? shiftRuleDefaults.graceLate,
    graceEarlyMinutes: hours.graceEarly ?? shiftRuleDefaults.graceEarly,
    earlyWindowMinutes: hours.earlyWindow ?? shiftRuleDefaults.earlyWindow,
    lateWindowMinutes: hours.lateWindow ?? shiftRuleDefaults.lateWindow,
    breaks: hours.breakMinutes === 0 ? [] : [taken],
  };
  return { pattern: JSON.stringify(pattern), rules: JSON.stringify(rules) };
}

/** What a shift says from a date on; unsaid rules are the defaults. */
export const shiftVersionStatement = (
  hours: ShiftHours,
  at: {
    readonly orgId: string;
    readonly id: string;
    readonly shiftId: string;
    readonly validFrom: LocalDate;
    readonly now: number;
  },
): Statement =>
  toStatement(
    builder.insert(shiftVersions).values({
      orgId: at.orgId,
      id: at.id,
      shiftId: at.shiftId,
      validFrom: at.validFrom,
      ...storedHours(hours),
      createdAt: at.now,
    }),
  );

export const groupAssignmentStatement = (at: {
  readonly orgId: string;
  readonly id: string;
  readonly shiftId: string;
  readonly groupId: string;
  readonly validFrom: LocalDate;
  readonly now: number;
}): Statement =>
  toStatement(
    builder.insert(shiftAssignments).values({
      orgId: at.orgId,
      id: at.id,
      shiftId: at.shiftId,
      groupId: at.groupId,
      validFrom: at.validFrom,
      createdAt: at.now,
    }),
  );

/** A version of a shift with all its rules. */
export const planStatement = (
  { pattern, rules }: StoredPlan,
  at: {
    readonly orgId: string;
    readonly id: string;
    readonly shiftId: string;
    readonly validFrom: LocalDate;
    readonly now: number;
  },
): Statement =>
  toStatement(
    builder.insert(shiftVersions).values({
      orgId: at.orgId,
      id: at.id,
      shiftId: at.shiftId,
      validFrom: at.validFrom,
      pattern: JSON.stringify(pattern),
      rules: JSON.stringify(rules),
      createdAt: at.now,
    }),
  );
