import { describe, expect, it } from "vitest";
import { annulAt, dueAt, isOverdue } from "../../../../api/billing/rules/due-at.ts";

const HOUR = 3_600_000;

describe("the due date", () => {
  it("is the end of the second local day after the order (BIL K-DUE)", () => {
    const now = Date.parse("2025-04-08T15:00:00+03:00");
    expect(dueAt(now, "Europe/Moscow", 2)).toBe(Date.parse("2025-04-10T23:59:59+03:00"));
  });

  it("belongs to the local day, not to that of UTC", () => {
    const now = Date.parse("2025-04-07T21:30:00Z");
    expect(dueAt(now, "Europe/Moscow", 2)).toBe(Date.parse("2025-04-10T23:59:59+03:00"));
    expect(dueAt(now, "America/Los_Angeles", 2)).toBe(Date.parse("2025-04-09T23:59:59-07:00"));
  });

  it("is never sooner than 48 hours, not even over a lost hour (KV-3)", () => {
    const lastInstant = Date.parse("2025-04-08T23:59:59.500+03:00");
    expect(dueAt(lastInstant, "Europe/Moscow", 2)).toBe(lastInstant + 48 * HOUR);
    const spring = Date.parse("2025-03-28T23:30:00+01:00");
    expect(dueAt(spring, "Europe/Berlin", 2)).toBe(spring + 48 * HOUR);
  });

  it("is followed by annulment at the end of a later local day, or never", () => {
    const due = Date.parse("2025-04-10T23:59:59+03:00");
    expect(annulAt(due, 5, "Europe/Moscow")).toBe(Date.parse("2025-04-15T23:59:59+03:00"));
    expect(annulAt(due, 1, "Asia/Tehran")).toBe(Date.parse("2025-04-12T23:59:59+03:30"));
    expect(annulAt(due, 0, "Europe/Moscow")).toBeNull();
  });

  it("has passed when it is over, for orders that have one", () => {
    expect(isOverdue({ state: "due", dueAt: 100 }, 100)).toBe(false);
    expect(isOverdue({ state: "due", dueAt: 100 }, 101)).toBe(true);
    expect(isOverdue({ state: "overdue", dueAt: 100 }, 0)).toBe(true);
    expect(isOverdue({ state: "due", dueAt: null }, 101)).toBe(false);
    expect(isOverdue({ state: "paid", dueAt: 100 }, 101)).toBe(false);
  });
});
