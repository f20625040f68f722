import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minuteOfDayOf } from "../../api/core/calendar/zone.ts";
import { canWait, quietUntil } from "../../api/core/quiet.ts";

const night = { from: 22 * 60, to: 7 * 60 };
const at = (text: string) => Date.parse(text);
const until = (now: string, zone: string, hours = night) => {
  const end = quietUntil(at(now), zone, hours);
  return end === null ? null : new Date(end).toISOString();
};

describe("quiet hours", () => {
  it("begin with their first minute and end with their last", () => {
    const tehran = "Asia/Tehran";
    expect(until("2026-11-21T21:59:59+03:30", tehran)).toBeNull();
    expect(until("2026-11-21T22:00:00+03:30", tehran)).toBe("2026-11-22T03:30:00.000Z");
    expect(until("2026-11-22T00:00:00+03:30", tehran)).toBe("2026-11-22T03:30:00.000Z");
    expect(until("2026-11-22T06:59:59+03:30", tehran)).toBe("2026-11-22T03:30:00.000Z");
    expect(until("2026-11-22T07:00:00+03:30", tehran)).toBeNull();
  });

  it("are those of the reader's zone", () => {
    const now = "2026-11-21T19:30:00Z";
    expect(until(now, "Asia/Tehran")).not.toBeNull();
    expect(until(now, "Europe/Moscow")).toBe("2026-11-22T04:00:00.000Z");
    expect(until(now, "Europe/Kaliningrad")).toBeNull();
    expect(until(now, "Asia/Vladivostok")).toBe("2026-11-21T21:00:00.000Z");
  });

  it("may lie within a day, and equal ends are none", () => {
    const noon = { from: 13 * 60, to: 14 * 60 };
    expect(until("2026-11-21T10:00:00Z", "Europe/Moscow", noon)).toBe("2026-11-21T11:00:00.000Z");
    expect(until("2026-11-21T11:00:00Z", "Europe/Moscow", noon)).toBeNull();
    expect(until("2026-11-21T10:00:00Z", "Europe/Moscow", { from: 0, to: 0 })).toBeNull();
  });

  it("end at seven on the wall also in the night the clock is moved", () => {
    expect(until("2026-03-28T23:00:00Z", "Europe/Berlin")).toBe("2026-03-29T05:00:00.000Z");
    expect(until("2026-10-24T22:00:00Z", "Europe/Berlin")).toBe("2026-10-25T06:00:00.000Z");
  });

  it("always end later, at their own minute, within a day", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const zone = fc.constantFrom("Asia/Tehran", "Europe/Moscow", "Asia/Vladivostok");
    const instant = fc.integer({ min: at("2026-01-01"), max: at("2027-01-01") });
    fc.assert(
      fc.property(instant, zone, minute, minute, (now, where, from, to) => {
        const end = quietUntil(now, where, { from, to });
        if (end === null) return;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(24 * 60 * 60_000);
        expect(minuteOfDayOf(end, where)).toBe(to);
        expect(quietUntil(end, where, { from, to })).toBeNull();
      }),
    );
  });

  it("hold back sums and cards, never receipts, own answers or security", () => {
    expect(["work-summary", "doubtful-digest", "request-card", "credit-low"].every(canWait)).toBe(
      true,
    );
    expect(
      [
        "punch-receipt",
        "punch-undone",
        "request-decided",
        "role-changed",
        "live-asked",
        "live-result",
        "payment-received",
        "chat-menu",
        "telegram-call",
      ].some(canWait),
    ).toBe(false);
  });
});
