import { daysBetween } from "../../core/calendar/local-date.ts";
import type { Instant, LocalDate, PeriodKey } from "../../core/calendar/types.ts";
import type { OrderState } from "./types.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Days before the end of a plan at which it is told, the nearest first. */
const WARN_DAYS: readonly number[] = [1, 3, 14];
/** The end of a plan is told this long after it at most, so that an old end is not news. */
const ENDED_DAYS = 3;

export interface AlertFacts {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly orders: readonly {
    readonly id: string;
    readonly state: OrderState;
    readonly dueAt: Instant | null;
    readonly underReview: boolean;
  }[];
  /** Attempts whose end is unknown. */
  readonly attempts: readonly {
    readonly id: string;
    readonly createdAt: Instant;
    readonly underReviewAt: Instant | null;
  }[];
  /** The active term that ends last; null when there is none. */
  readonly plan: { readonly code: string; readonly endsOn: LocalDate } | null;
  /** The running month of a plan by active person; null for other plans. */
  readonly month: {
    readonly period: PeriodKey;
    readonly active: number;
    readonly credit: number;
  } | null;
}

/** `key` makes it once per subject and period (P21). */
export type Alert =
  | { readonly kind: "order-due-soon"; readonly orderId: string; readonly key: string }
  | { readonly kind: "order-overdue"; readonly orderId: string; readonly key: string }
  | {
      readonly kind: "payment-check";
      readonly attemptId: string;
      readonly stage: "started" | "day" | "case";
      readonly until: Instant;
      readonly key: string;
    }
  | {
      readonly kind: "plan-ending";
      readonly planCode: string;
      readonly endsOn: LocalDate;
      readonly days: number;
      readonly key: string;
    }
  | {
      readonly kind: "plan-ended";
      readonly planCode: string;
      readonly endsOn: LocalDate;
      readonly key: string;
    }
  | {
      readonly kind: "credit-low";
      readonly period: PeriodKey;
      readonly active: number;
      readonly credit: number;
      readonly key: string;
    };

/**
 * The alerts that time alone makes due (BIL §5.6); those of an event go with the event. It says the same again as long as it
 * holds: the key keeps it to once.
 */
export const alertsDue = (facts: AlertFacts): Alert[] => [
  ...orderAlerts(facts),
  ...checkAlerts(facts),
  ...planAlerts(facts),
  ...creditAlerts(facts),
];

/** Due in 24 hours, then overdue; money under review stops both. A new due date is a new subject. */
function orderAlerts({ orders, now }: AlertFacts): Alert[] {
  return orders.flatMap(({ id: orderId, state, dueAt, underReview }): Alert[] => {
    if (dueAt === null || underReview) return [];
    const key = `${orderId}:${dueAt}`;
    if (state === "overdue" || (state === "due" && now > dueAt))
      return [{ kind: "order-overdue", orderId, key }];
    return state === "due" && now >= dueAt - 24 * HOUR
      ? [{ kind: "order-due-soon", orderId, key }]
      : [];
  });
}

/** The furthest stage only: what was slept over is not told late. */
function checkAlerts({ attempts, now }: AlertFacts): Alert[] {
  return attempts.flatMap(({ id: attemptId, createdAt, underReviewAt }): Alert[] => {
    if (underReviewAt === null) return [];
    const stage = stageAt(now - createdAt);
    if (stage === null) return [];
    const until = createdAt + 72 * HOUR;
    return [{ kind: "payment-check", attemptId, stage, until, key: `${attemptId}:${stage}` }];
  });
}

function stageAt(age: number): "started" | "day" | "case" | null {
  if (age >= 72 * HOUR) return "case";
  if (age >= 24 * HOUR) return "day";
  return age >= 10 * MINUTE ? "started" : null;
}

function planAlerts({ plan, today }: AlertFacts): Alert[] {
  if (!plan) return [];
  const { code: planCode, endsOn } = plan;
  const days = daysBetween(today, endsOn);
  if (days <= 0)
    return days > -ENDED_DAYS ? [{ kind: "plan-ended", planCode, endsOn, key: endsOn }] : [];
  const warned = WARN_DAYS.find((limit) => days <= limit);
  if (warned === undefined) return [];
  return [{ kind: "plan-ending", planCode, endsOn, days, key: `${endsOn}:${warned}` }];
}

/** More people were active than there is credit for, before the close says so (BIL §5.6). */
function creditAlerts({ month }: AlertFacts): Alert[] {
  if (!month || month.active <= month.credit) return [];
  return [{ kind: "credit-low", ...month, key: month.period }];
}
