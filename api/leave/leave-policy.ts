import type { Organisation } from "../core/context.ts";
import type { AccrualRules, LeaveTypeRules } from "../requests/rules/types.ts";

export interface LeavePolicy {
  readonly type: LeaveTypeRules;
  readonly accrual: AccrualRules;
}

const iranianDay = 440;
const russianDay = 480;

/**
 * Annual leave by law pack. IR art. 64: 26 working days of 7:20 a year, Fridays and holidays free of charge.
 * RU art. 115, 120: 28 calendar days of 8 h, public holidays free of charge (ATT §4).
 */
const policies: Readonly<Record<Organisation["profile"], LeavePolicy>> = {
  ir: {
    type: {
      code: "annual",
      counting: "planned",
      dayCharge: "norm",
      dayMinutes: iranianDay,
      halfDayMinutes: iranianDay / 2,
      usesBalance: true,
    },
    accrual: { profile: "ir", yearMinutes: 26 * iranianDay },
  },
  ru: {
    type: {
      code: "annual",
      counting: "calendar",
      dayCharge: "norm",
      dayMinutes: russianDay,
      halfDayMinutes: russianDay / 2,
      usesBalance: true,
    },
    accrual: { profile: "ru", yearMinutes: 28 * russianDay },
  },
};

export const leavePolicyOf = (profile: Organisation["profile"]): LeavePolicy => policies[profile];
