import type { Organisation } from "../core/context.ts";
import type { AccrualRules, LeaveTypeRules } from "../requests/rules/types.ts";
import type { CarryOver } from "./rules/year-end.ts";

/**
 * Where the days of a leave type come from. `monthly`: earned month by month. `yearly`: all on the first day of the year.
 * `occasion`: so much for every occasion, a wedding or a death in the family (IR art. 73, ATT F20). `none`: no balance is kept.
 */
export type LeaveGrant =
  | { readonly kind: "monthly"; readonly accrual: AccrualRules; readonly carryOver: CarryOver }
  | { readonly kind: "yearly"; readonly minutes: number; readonly carryOver: CarryOver }
  | { readonly kind: "occasion"; readonly minutes: number }
  | { readonly kind: "none" };

export interface LeavePolicy {
  readonly type: LeaveTypeRules;
  readonly grant: LeaveGrant;
}

const iranianDay = 440;
const russianDay = 480;

/**
 * Annual leave by law pack. IR art. 64, 66: 26 working days of 7:20 a year, Fridays and holidays free of charge, nine days carried
 * over. RU art. 115, 120: 28 calendar days of 8 h, public holidays free of charge; it does not expire (ATT §4).
 */
const annual: Readonly<Record<Organisation["profile"], LeavePolicy>> = {
  ir: {
    type: {
      code: "annual",
      counting: "planned",
      dayCharge: "norm",
      dayMinutes: iranianDay,
      halfDayMinutes: iranianDay / 2,
      usesBalance: true,
    },
    grant: {
      kind: "monthly",
      accrual: { profile: "ir", yearMinutes: 26 * iranianDay },
      carryOver: { calendar: "jalali", capMinutes: 9 * iranianDay, excess: "expiry" },
    },
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
    grant: {
      kind: "monthly",
      accrual: { profile: "ru", yearMinutes: 28 * russianDay },
      carryOver: { calendar: "gregorian", capMinutes: null, excess: "expiry" },
    },
  },
};

/** The annual leave of an organisation's law. */
export const leavePolicyOf = (profile: Organisation["profile"]): LeavePolicy => annual[profile];
