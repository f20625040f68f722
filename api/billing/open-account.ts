import type { ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { AuditEntry } from "../core/commit.ts";
import { systemPermit } from "../core/permissions.ts";
import type { Deps } from "../deps.ts";
import { bookTransaction } from "./ledger.ts";
import type { LoadedBooks } from "./load-books.ts";
import { planColumns, planOf } from "./plan-row.ts";
import { placeOrder } from "./place-order.ts";
import { isFreePlan, offeredPlans } from "./rules/current-plan.ts";
import { quotePlan } from "./rules/quote-plan.ts";
import type { Calendar, PlanVersion, Profile } from "./rules/types.ts";

export interface NewAccount {
  readonly orgId: string;
  readonly organisationName: string;
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly timeZone: string;
  /** The founder: the one owner with every right who needs no seat while keeping no time (AL-5). */
  readonly primaryOwnerId: string;
  /** Instant, ms, and the local date in that zone. */
  readonly now: number;
  readonly today: LocalDate;
}

export interface OpenedAccount {
  readonly statements: readonly Statement[];
  readonly audit: readonly AuditEntry[];
}

/** Every tariff of a profile, for `openAccount`. */
export const plansStatement = (profile: Profile): Statement => ({
  sql: `select ${planColumns} from plan_versions where profile = ? order by valid_from`,
  params: [profile],
});

export const plansOf = (result: ResultSet | undefined): PlanVersion[] =>
  (result?.rows ?? []).map(planOf);

/**
 * The billing of a new organisation, for the batch that founds it, behind its employees: the account in the currency of the
 * profile and, where a free plan is offered, its free month as order 1 of 0, with its term and its person-months or seats (AT-5).
 */
export function openAccount(
  deps: Pick<Deps, "ids">,
  account: NewAccount,
  plans: readonly PlanVersion[],
): OpenedAccount {
  const loaded = blankBooks(account, plans);
  const { books } = loaded;
  const opened: Statement = {
    sql: "insert into billing_accounts (org_id, currency, primary_owner_id, created_at) values (?, ?, ?, ?)",
    params: [account.orgId, books.currency, account.primaryOwnerId, account.now],
  };
  const free = offeredPlans(books).find(isFreePlan);
  const quote = free === undefined ? "plan_not_offered" : quotePlan(books, { planCode: free.code });
  if (typeof quote === "string" || "scheduled" in quote) return { statements: [opened], audit: [] };
  const order = placeOrder({ deps }, loaded, quote, {
    permit: systemPermit(),
    employeeId: account.primaryOwnerId,
    expected: 0,
  });
  return {
    statements: [
      opened,
      ...(order.statements ?? []),
      ...(order.transactions ?? []).flatMap(bookTransaction),
    ],
    audit: order.audit,
  };
}

const blankBooks = (account: NewAccount, plans: readonly PlanVersion[]): LoadedBooks => ({
  books: {
    orgId: account.orgId,
    profile: account.profile,
    calendar: account.calendar,
    timeZone: account.timeZone,
    currency: account.profile === "ir" ? "IRR" : "RUB",
    version: 1,
    parkedReason: null,
    lastOrderNumber: 0,
    today: account.today,
    now: account.now,
    plans,
    terms: [],
    seatGrants: [],
    orders: [],
    pending: { planCode: null, seatsToRemove: 0 },
    wallet: 0,
    credit: 0,
    seatsNeeded: 0,
    closedThrough: null,
  },
  organisationName: account.organisationName,
  payers: [],
});
