import { minor } from "./money.ts";
import type { AccessFacts, Capability, Lock } from "./types.ts";

type Cause = Lock["cause"];

/**
 * What each cause locks: the matrix of BIL §5.5. Punching, requests, own past months, paying and the security log are not here:
 * nothing locks them, and of annulled seats only the attendance of those without a seat is hidden.
 */
const locks: Readonly<Record<Cause, readonly Capability[]>> = {
  order_overdue: ["add_seats", "renew_or_switch"],
  order_due: ["renew_or_switch"],
  plan_lapsed: ["team_attendance_current", "reports", "add_staff", "add_seats"],
  debt: ["own_attendance_current", "team_attendance_current"],
  annulled_seats: ["add_staff", "add_seats"],
};

/**
 * Of several causes the one that has to go first is named: unpaid orders block renewing, renewing brings the plan and credit
 * back, then debt; annulled seats come back through support alone.
 */
const severity: readonly Cause[] = [
  "order_overdue",
  "order_due",
  "plan_lapsed",
  "debt",
  "annulled_seats",
];

/** For each capability the lock that holds it, or null. A pure function of stored facts (I18): paying opens it at once. */
export function access(facts: AccessFacts): Readonly<Record<Capability, Lock | null>> {
  const holding = facts.billed ? severity.filter((cause) => holds(cause, facts)) : [];
  const lockOf = (capability: Capability): Lock | null => {
    const cause = holding.find((each) => locks[each].includes(capability));
    return cause === undefined ? null : { cause, ...priceOf(cause, capability, facts) };
  };
  return {
    punch: null,
    request: null,
    own_attendance_current: lockOf("own_attendance_current"),
    own_attendance_past: null,
    team_attendance_current: lockOf("team_attendance_current"),
    reports: lockOf("reports"),
    add_staff: lockOf("add_staff"),
    add_seats: lockOf("add_seats"),
    renew_or_switch: lockOf("renew_or_switch"),
    pay: null,
    security_log: null,
  };
}

const holds = (cause: Cause, facts: AccessFacts): boolean =>
  ({
    order_overdue: facts.overdueCount > 0,
    order_due: facts.dueCount > 0,
    plan_lapsed: facts.planEndsOn === null || facts.today >= facts.planEndsOn,
    debt: facts.credit < 0,
    annulled_seats: facts.annulledSeats > 0,
  })[cause];

/** What opens it. For renewing everything unpaid has to be paid, due orders with the overdue ones. */
function priceOf(
  cause: Cause,
  capability: Capability,
  { overdueTotal, dueTotal, credit, unitPrice }: AccessFacts,
): Pick<Lock, "sum" | "personMonths"> {
  const also = capability === "renew_or_switch" ? dueTotal : 0;
  if (cause === "order_overdue") return { sum: minor(overdueTotal + also), personMonths: 0 };
  if (cause === "order_due") return { sum: dueTotal, personMonths: 0 };
  if (cause === "debt") return { sum: minor(-credit * unitPrice), personMonths: -credit };
  return { sum: 0, personMonths: 0 };
}
