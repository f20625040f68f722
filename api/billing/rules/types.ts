import type { LocalDate, PeriodKey } from "../../core/calendar/types.ts";

/** Money in minor units (rials, kopecks), whole. Every function that makes one checks it with `minor` (BIL P22). */
export type Minor = number;
export type Currency = "IRR" | "RUB";
export type Asset = Currency | "PM";
export type Profile = "ir" | "ru";
export type Calendar = "jalali" | "gregorian";

export type Meter = "active_person" | "seat";
export type TaxMode = "none" | "inclusive" | "exclusive";
/** What makes a person active in a month (BIL AT-8, AT-9, C-3). */
export type ActivityKind = "punch" | "request" | "role";

/** One tariff at a date; immutable (BIL §5.2). */
export interface PlanVersion {
  readonly id: string;
  readonly code: string;
  readonly profile: Profile;
  readonly currency: Currency;
  readonly meter: Meter;
  readonly activation: "on_order" | "on_payment";
  readonly chargePoint: "month_close" | "order";
  readonly termMonths: number;
  /** Per person or seat and month. */
  readonly listPrice: Minor;
  readonly discountBp: number;
  /** Null is unlimited. */
  readonly deviceLimit: number | null;
  /** Person-months or seats of a free term; 0 for plans that are sold. */
  readonly included: number;
  readonly dueDays: number;
  readonly annulAfterDays: number;
  readonly activityKinds: readonly ActivityKind[];
  readonly taxMode: TaxMode;
  readonly offered: boolean;
  readonly validFrom: LocalDate;
}

export type OrderKind = "free" | "plan" | "renew" | "switch" | "seats" | "topup";
export type OrderState =
  | "quoted"
  | "due"
  | "overdue"
  | "paid"
  | "annulled"
  | "part_refunded"
  | "refunded";

/** What a line gives when its order takes effect. */
export type Grant =
  | { readonly kind: "credit"; readonly personMonths: number }
  | {
      readonly kind: "term";
      readonly planVersionId: string;
      readonly startsOn: LocalDate;
      readonly endsOn: LocalDate;
    }
  /** Seats of the term that this order makes, or of `termId`. */
  | {
      readonly kind: "seats";
      readonly quantity: number;
      readonly termId: string | null;
      readonly startsOn: LocalDate;
    };

/** How a line's price came about, enough to explain it and to write it on paper. */
export type LineDetail =
  /** quantity = person-months; `persons` × `months` where they were chosen so, null for a bare number (paying a debt). */
  | {
      readonly kind: "person_months";
      readonly planCode: string;
      readonly persons: number | null;
      readonly months: number | null;
    }
  /** quantity = seats, a whole term. */
  | {
      readonly kind: "seat_term";
      readonly planCode: string;
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly months: number;
      readonly monthPrice: Minor;
    }
  /** quantity = seats, the rest of a running term (KV-PRORATE-v1). */
  | {
      readonly kind: "seat_rest";
      readonly planCode: string;
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly days: number;
      readonly dayPrice: Minor;
      readonly monthPrice: Minor;
      readonly discountBp: number;
      readonly clamped: boolean;
    }
  /** Unused value of what was paid before, as a negative line (C-5). */
  | { readonly kind: "unused"; readonly planCode: string; readonly units: number }
  /** The plan itself, for 0: what carries a term when people or seats are what is paid for. Papers leave lines of 0 out. */
  | {
      readonly kind: "term";
      readonly planCode: string;
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly months: number;
    }
  | { readonly kind: "free"; readonly planCode: string };

export interface OrderLine {
  readonly detail: LineDetail;
  readonly quantity: number;
  /** unitPrice × quantity = total, exactly, so that papers and fiscal receipts agree. */
  readonly unitPrice: Minor;
  readonly total: Minor;
  readonly grant: Grant | null;
}

/** An order as it would be made now. The same value is shown as the preview and performed (issue item 5). */
export interface Quote {
  readonly kind: OrderKind;
  readonly plan: PlanVersion;
  readonly lines: readonly OrderLine[];
  /** Sum of the lines, then tax. */
  readonly net: Minor;
  readonly tax: Minor;
  readonly taxBp: number;
  readonly total: Minor;
  readonly activation: "on_order" | "on_payment";
  /** Instant, ms; null for orders that take effect when paid. */
  readonly dueAt: number | null;
  /** What the plan is after it: shown in the preview. Null for a bare top-up. */
  readonly term: { readonly startsOn: LocalDate; readonly endsOn: LocalDate } | null;
  /** Seats or person-months it adds. */
  readonly units: number;
}

/** Why something cannot be ordered now; the refusal's code. */
export type QuoteRefusal =
  | "unpaid_orders"
  | "overdue_orders"
  | "annulled_seats"
  | "no_plan"
  | "plan_lapsed"
  | "plan_not_offered"
  | "free_used"
  | "nothing_to_remove"
  | "wrong_meter"
  | "quantity_invalid"
  | "account_parked"
  | "too_many_orders";

/** What waits for the next term instead of being an order: it costs nothing now (AT-16, KV-15). */
export type ScheduledChange =
  | { readonly kind: "plan"; readonly planCode: string; readonly startsOn: LocalDate }
  | {
      readonly kind: "seats";
      readonly seatsToRemove: number;
      readonly seatsAfter: number;
      readonly startsOn: LocalDate;
    };

export interface Scheduled {
  readonly scheduled: ScheduledChange;
}

export interface Term {
  readonly id: string;
  readonly orderId: string;
  readonly planVersionId: string;
  /** Half-open: [startsOn, endsOn), local dates. */
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly state: "active" | "suspended" | "ended";
  /** Order of making: of overlapping active terms the newest holds. */
  readonly createdAt: number;
}

export interface SeatGrant {
  readonly id: string;
  readonly orderId: string;
  readonly termId: string;
  readonly quantity: number;
  readonly startsOn: LocalDate;
  readonly state: "active" | "suspended" | "ended";
}

export interface OrderFacts {
  readonly id: string;
  readonly number: number;
  readonly kind: OrderKind;
  readonly state: OrderState;
  readonly activation: "on_order" | "on_payment";
  readonly planVersionId: string;
  readonly total: Minor;
  readonly tax: Minor;
  readonly taxBp: number;
  readonly taxMode: TaxMode;
  readonly lines: readonly OrderLine[];
  readonly dueAt: number | null;
  readonly createdAt: number;
  readonly paidAt: number | null;
  readonly annulledAt: number | null;
  readonly version: number;
  /** Money of a live attempt whose end is unknown: counts as paid for locks only. */
  readonly underReview: boolean;
}

export interface PendingChanges {
  readonly planCode: string | null;
  /** Seats that go when the next term begins. */
  readonly seatsToRemove: number;
}

/** All of one organisation's billing that a decision may need, read on one snapshot. */
export interface Books {
  readonly orgId: string;
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly version: number;
  readonly parkedReason: string | null;
  readonly lastOrderNumber: number;
  /** Local date in the organisation's zone, and the instant it was read at. */
  readonly today: LocalDate;
  readonly now: number;
  /** Versions that hold today, and every version a term or order names. */
  readonly plans: readonly PlanVersion[];
  readonly terms: readonly Term[];
  readonly seatGrants: readonly SeatGrant[];
  /** Newest first; everything that is not finished, and what is needed of the finished ones. */
  readonly orders: readonly OrderFacts[];
  readonly pending: PendingChanges;
  /** Money of the organisation that pays for nothing yet, ≥ 0. */
  readonly wallet: Minor;
  /** Person-months; negative is debt. */
  readonly credit: number;
  /** Employees who need a seat now (AL-3…AL-7). */
  readonly seatsNeeded: number;
  readonly closedThrough: PeriodKey | null;
}

/** One movement of a transaction: debit positive, credit negative. */
export interface Entry {
  readonly account: string;
  readonly asset: Asset;
  readonly amount: number;
}

/** Facts for the lock matrix (BIL §5.5), nothing else. */
export interface AccessFacts {
  /** False for organisations that nobody bills. */
  readonly billed: boolean;
  readonly meter: Meter | null;
  /** Person-months with money under review counted as paid. */
  readonly credit: number;
  /** Unit price of a person-month to name the sum that unlocks; 0 when there is no plan. */
  readonly unitPrice: Minor;
  readonly currency: Currency;
  /** Last day after the newest active term; null when there never was one. */
  readonly planEndsOn: LocalDate | null;
  readonly today: LocalDate;
  /** Open orders, without those whose money is under review. */
  readonly dueCount: number;
  readonly dueTotal: Minor;
  readonly overdueCount: number;
  readonly overdueTotal: Minor;
  /** Seats of annulled orders of the running term. */
  readonly annulledSeats: number;
}

export type Capability =
  | "punch"
  | "request"
  | "own_attendance_current"
  | "own_attendance_past"
  | "team_attendance_current"
  | "reports"
  | "add_staff"
  | "add_seats"
  | "renew_or_switch"
  | "pay"
  | "security_log";

/** Why a capability is locked, and the sum that opens it (minor units; person-months for debt). */
export interface Lock {
  readonly cause: "debt" | "plan_lapsed" | "order_due" | "order_overdue" | "annulled_seats";
  readonly sum: Minor;
  readonly personMonths: number;
}
