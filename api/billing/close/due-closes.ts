import { nextPeriod, periodOf, periodRange, previousPeriod } from "../../core/calendar/period.ts";
import type { Instant, LocalDate, PeriodKey } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import { lastTerm, planById, termOn } from "../rules/current-plan.ts";
import { effectivePrice } from "../rules/prices.ts";
import { planOfDebt } from "../rules/quote-topup.ts";
import type { ActivityKind, Minor, PlanVersion } from "../rules/types.ts";
import type { Catalogue, CloseAccount } from "./close-account.ts";

/** One month of one organisation, to be closed. */
export interface DueClose {
  readonly orgId: string;
  readonly period: PeriodKey;
  /** The month closed before it; the close does nothing when that is no longer so. */
  readonly previous: PeriodKey | null;
  /** What was done before this month is not for pay. */
  readonly first: PeriodKey;
  readonly activityKinds: readonly ActivityKind[];
  /** What a person-month of debt costs, minor units; 0 when no plan is sold. */
  readonly unitPrice: Minor;
}

/**
 * The months of an organisation that are over on its own clock and not closed, oldest first (AT-7, C-2). A month counts as
 * the plan of its last day says, or the one before when that had lapsed (AT-19); months by seats are passed over.
 */
export const dueCloses = (account: CloseAccount, plans: Catalogue, now: Instant): DueClose[] =>
  monthsUntil(account, plans, previousPeriod(currentPeriod(account, now)), now);

/** The running month, as it would be closed now; null when it is not by people. */
export function runningMonth(
  account: CloseAccount,
  plans: Catalogue,
  now: Instant,
): DueClose | null {
  const running = currentPeriod(account, now);
  const month = monthsUntil(account, plans, running, now).at(-1);
  return month?.period === running ? month : null;
}

function monthsUntil(
  account: CloseAccount,
  plans: Catalogue,
  last: PeriodKey,
  now: Instant,
): DueClose[] {
  let first = firstPeriod(account, plans);
  if (first === null) return [];
  const months: DueClose[] = [];
  let previous = account.closedThrough;
  let period = previous === null || previous < first ? first : nextPeriod(previous);
  for (; period <= last; period = nextPeriod(period)) {
    const month = monthOf(account, plans, period, now);
    if (month === null) {
      first = nextPeriod(period);
      continue;
    }
    months.push({ ...month, first, previous });
    previous = period;
  }
  return months;
}

const currentPeriod = ({ timeZone, calendar }: CloseAccount, now: Instant): PeriodKey =>
  periodOf(localDateOf(now, timeZone), calendar);

function monthOf(account: CloseAccount, plans: Catalogue, period: PeriodKey, now: Instant) {
  const { orgId, timeZone, calendar } = account;
  const plan = planOfMonth(account, plans, periodRange(period, calendar).to);
  if (plan?.meter !== "active_person") return null;
  const debtPlan = planOfDebt({ ...account, plans, today: localDateOf(now, timeZone) });
  const unitPrice = typeof debtPlan === "string" ? 0 : effectivePrice(debtPlan);
  return { orgId, period, activityKinds: plan.activityKinds, unitPrice };
}

/** The month of the account's beginning, or of the first plan by active people when that came later. */
function firstPeriod(account: CloseAccount, plans: Catalogue): PeriodKey | null {
  const { calendar, timeZone, createdAt, terms } = account;
  const [start] = terms
    .filter(({ planVersionId }) => planById({ plans }, planVersionId).meter === "active_person")
    .map(({ startsOn }) => startsOn)
    .toSorted();
  if (start === undefined) return null;
  const created = localDateOf(createdAt, timeZone);
  return periodOf(start > created ? start : created, calendar);
}

/** The plan of a month's last day; after a plan has lapsed it is still the one that ended last. */
function planOfMonth(
  { terms }: Pick<CloseAccount, "terms">,
  plans: Catalogue,
  lastDay: LocalDate,
): PlanVersion | null {
  const begun = terms.filter(({ startsOn }) => startsOn <= lastDay);
  const books = { terms: begun, plans, today: lastDay };
  return (termOn(books, lastDay) ?? lastTerm(books))?.plan ?? null;
}
