import { describe, expect, it } from "vitest";
import { alertsDue } from "../../../../api/billing/rules/alerts.ts";
import type { AlertFacts } from "../../../../api/billing/rules/alerts.ts";

const HOUR = 3_600_000;
const now = Date.parse("2025-04-08T12:00:00Z");
const quiet: AlertFacts = {
  now,
  today: "2025-04-08",
  orders: [],
  attempts: [],
  plan: null,
  month: null,
};

const order = (dueIn: number, over: Partial<AlertFacts["orders"][number]> = {}) => ({
  id: "o",
  state: "due" as const,
  dueAt: now + dueIn,
  underReview: false,
  ...over,
});
const kindsOf = (facts: Partial<AlertFacts>) =>
  alertsDue({ ...quiet, ...facts }).map(({ kind }) => kind);

const on = (today: AlertFacts["today"]) =>
  alertsDue({ ...quiet, today, plan: { code: "ru-3", endsOn: "2025-05-01" } });

describe("alerts that time makes due (BIL §5.6)", () => {
  it("an order: a day before its due date, and once it is past", () => {
    const orders = (dueIn: number) => ({ orders: [order(dueIn)] });
    expect(kindsOf(orders(24 * HOUR + 1))).toEqual([]);
    expect(alertsDue({ ...quiet, ...orders(24 * HOUR) })).toEqual([
      { kind: "order-due-soon", orderId: "o", key: `o:${now + 24 * HOUR}` },
    ]);
    expect(kindsOf(orders(0))).toEqual(["order-due-soon"]);
    expect(alertsDue({ ...quiet, ...orders(-1) })).toEqual([
      { kind: "order-overdue", orderId: "o", key: `o:${now - 1}` },
    ]);
    expect(kindsOf({ orders: [order(-HOUR, { state: "overdue" })] })).toEqual(["order-overdue"]);
    expect(kindsOf({ orders: [order(HOUR, { state: "overdue" })] })).toEqual(["order-overdue"]);
  });

  it("no order that is not owed, has no date, or whose money is under review", () => {
    for (const state of ["quoted", "paid", "annulled", "refunded"] as const) {
      expect(kindsOf({ orders: [order(HOUR, { state }), order(-HOUR, { state })] })).toEqual([]);
    }
    expect(kindsOf({ orders: [order(HOUR, { dueAt: null })] })).toEqual([]);
    expect(kindsOf({ orders: [order(-HOUR, { underReview: true })] })).toEqual([]);
    expect(kindsOf({ orders: [order(HOUR, { underReview: true })] })).toEqual([]);
  });

  it("a payment under check: after ten minutes, a day, and as a case after 72 hours", () => {
    const stageAfter = (age: number) =>
      alertsDue({
        ...quiet,
        attempts: [{ id: "a", createdAt: now - age, underReviewAt: now - age }],
      });
    expect(stageAfter(HOUR / 6 - 1)).toEqual([]);
    expect(stageAfter(HOUR / 6)).toEqual([
      {
        kind: "payment-check",
        attemptId: "a",
        stage: "started",
        until: now - HOUR / 6 + 72 * HOUR,
        key: "a:started",
      },
    ]);
    expect(stageAfter(24 * HOUR - 1)).toMatchObject([{ stage: "started" }]);
    expect(stageAfter(24 * HOUR)).toMatchObject([{ stage: "day", key: "a:day" }]);
    expect(stageAfter(72 * HOUR - 1)).toMatchObject([{ stage: "day" }]);
    expect(stageAfter(72 * HOUR)).toMatchObject([{ stage: "case", until: now }]);
    const calm = { attempts: [{ id: "a", createdAt: 0, underReviewAt: null }] };
    expect(kindsOf(calm)).toEqual([]);
  });

  it("a plan: 14, 3 and 1 days before its end, then for three days that it has ended", () => {
    expect(on("2025-04-16")).toEqual([]);
    expect(on("2025-04-17")).toEqual([
      {
        kind: "plan-ending",
        planCode: "ru-3",
        endsOn: "2025-05-01",
        days: 14,
        key: "2025-05-01:14",
      },
    ]);
    expect(on("2025-04-27")).toMatchObject([{ days: 4, key: "2025-05-01:14" }]);
    expect(on("2025-04-28")).toMatchObject([{ days: 3, key: "2025-05-01:3" }]);
    expect(on("2025-04-29")).toMatchObject([{ days: 2, key: "2025-05-01:3" }]);
    expect(on("2025-04-30")).toMatchObject([{ days: 1, key: "2025-05-01:1" }]);
    expect(on("2025-05-01")).toEqual([
      { kind: "plan-ended", planCode: "ru-3", endsOn: "2025-05-01", key: "2025-05-01" },
    ]);
    expect(on("2025-05-03")).toMatchObject([{ kind: "plan-ended" }]);
    expect(on("2025-05-04")).toEqual([]);
  });

  it("credit: when more were active than there is for, before the close", () => {
    const month = { period: "1404-01", active: 8, credit: 7 } as const;
    expect(alertsDue({ ...quiet, month })).toEqual([
      { kind: "credit-low", period: "1404-01", active: 8, credit: 7, key: "1404-01" },
    ]);
    expect(kindsOf({ month: { ...month, credit: 8 } })).toEqual([]);
  });

  it("all at once", () => {
    const facts = {
      orders: [order(HOUR)],
      attempts: [{ id: "a", createdAt: now - HOUR, underReviewAt: now }],
      plan: { code: "ir-1", endsOn: "2025-04-09" } as const,
      month: { period: "1404-01", active: 1, credit: 0 } as const,
    };
    expect(kindsOf(facts)).toEqual([
      "order-due-soon",
      "payment-check",
      "plan-ending",
      "credit-low",
    ]);
    expect(kindsOf({})).toEqual([]);
  });
});
