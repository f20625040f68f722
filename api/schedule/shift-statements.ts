import type { Statement } from "../../db/client/port.ts";
import { shiftAssignments, shifts, shiftVersions } from "../../db/schema/index.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { shiftRuleDefaults } from "./rules/profile-defaults.ts";
import { endAfterStart } from "./rules/shift-hours.ts";
import type { ShiftHours } from "./schemas.ts";

export const shiftStatement = (at: {
  readonly orgId: string;
  readonly id: string;
  readonly name: string;
  readonly now: number;
}): Statement =>
  toStatement(
    builder.insert(shifts).values({ orgId: at.orgId, id: at.id, name: at.name, createdAt: at.now }),
  );

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
      startMinute: hours.startMinute,
      endMinute: endAfterStart(hours.startMinute, hours.endMinute),
      breakMinutes: hours.breakMinutes,
      breakAfterMinutes: hours.breakAfterMinutes ?? shiftRuleDefaults.breakAfterMinutes,
      graceLate: hours.graceLate ?? shiftRuleDefaults.graceLate,
      graceEarly: hours.graceEarly ?? shiftRuleDefaults.graceEarly,
      earlyWindow: hours.earlyWindow ?? shiftRuleDefaults.earlyWindow,
      lateWindow: hours.lateWindow ?? shiftRuleDefaults.lateWindow,
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
