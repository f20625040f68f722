import type { LocalDate } from "../core/calendar/types.ts";
import type { Organisation } from "../core/context.ts";
import { lawPack } from "../law/rules/law-pack.ts";
import type { RequestType } from "../requests/rules/request-type.ts";
import { costRulesOf, typesOn } from "../requests/rules/types-of.ts";
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

type LawOf = Pick<Organisation, "profile"> & Partial<Pick<Organisation, "calendar">>;

/** A day in the middle of the rules we know; leave law has not changed since. */
const anyDay: LocalDate = "2026-01-01";

/**
 * How leave of a type is charged and where its balance comes from: the law pack's numbers, dated. IR art. 64, 66: 26 working
 * days of 7:20 a year, nine carried over. RU art. 115, 124: 28 calendar days of 8 h, nothing expires (ATT §4).
 */
export function policyOfType(
  type: RequestType,
  organisation: LawOf,
  on: LocalDate = anyDay,
): LeavePolicy {
  const { profile } = organisation;
  const rules = costRulesOf(type, profile);
  return { type: rules, grant: grantOf(type, rules, organisation, on) };
}

function grantOf(
  { ledger, grant }: RequestType,
  { dayMinutes }: LeaveTypeRules,
  { profile, calendar = profile === "ir" ? "jalali" : "gregorian" }: LawOf,
  on: LocalDate,
): LeaveGrant {
  if (ledger === null) return { kind: "none" };
  if (ledger === "annual") {
    const { annualLeaveMinutes, carryDays } = lawPack(profile, on);
    const capMinutes = carryDays.value === null ? null : carryDays.value * dayMinutes;
    return {
      kind: "monthly",
      accrual: { profile, yearMinutes: annualLeaveMinutes.value },
      carryOver: {
        calendar: profile === "ir" ? "jalali" : "gregorian",
        capMinutes,
        excess: "expiry",
      },
    };
  }
  if (grant === null) return { kind: "none" };
  const minutes = grant.days * dayMinutes;
  if (grant.per === "event") return { kind: "occasion", minutes };
  return { kind: "yearly", minutes, carryOver: { calendar, capMinutes: 0, excess: "expiry" } };
}

function annualLeave(profile: Organisation["profile"]): LeavePolicy {
  const annual = typesOn(profile, anyDay).find(({ code }) => code === "annual");
  if (annual === undefined) throw new Error(`no annual leave in ${profile}`);
  return policyOfType(annual, { profile });
}

const annual = { ir: annualLeave("ir"), ru: annualLeave("ru") };

/** The annual leave of an organisation's law. */
export const leavePolicyOf = (profile: Organisation["profile"]): LeavePolicy => annual[profile];
