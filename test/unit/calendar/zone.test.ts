import { describe, expect, it } from "vitest";
import {
  instantAt,
  isZone,
  localDateOf,
  minuteOfDayOf,
  offsetAt,
} from "../../../api/core/calendar/zone.ts";
import { periodOf } from "../../../api/core/calendar/period.ts";

const hour = 3_600_000;

describe("zones", () => {
  it("cut the Jalali month at Tehran midnight (ATT C6)", () => {
    const before = localDateOf(Date.parse("2026-09-22T20:29:59Z"), "Asia/Tehran");
    const after = localDateOf(Date.parse("2026-09-22T20:30:00Z"), "Asia/Tehran");
    expect([before, periodOf(before, "jalali")]).toEqual(["2026-09-22", "1405-06"]);
    expect([after, periodOf(after, "jalali")]).toEqual(["2026-09-23", "1405-07"]);
  });

  it("remember that Tehran had summer time until 2022 (ATT C7)", () => {
    expect(offsetAt(Date.parse("2022-07-01T00:00:00Z"), "Asia/Tehran")).toBe(4.5 * hour);
    expect(offsetAt(Date.parse("2023-07-01T00:00:00Z"), "Asia/Tehran")).toBe(3.5 * hour);
    expect(new Date(instantAt("2022-07-01", 480, "Asia/Tehran")).toISOString()).toBe(
      "2022-07-01T03:30:00.000Z",
    );
    expect(new Date(instantAt("2023-07-01", 480, "Asia/Tehran")).toISOString()).toBe(
      "2023-07-01T04:30:00.000Z",
    );
  });

  it("give each workplace its own midnight (ATT C12)", () => {
    const instant = Date.parse("2026-11-21T15:00:00Z");
    expect(localDateOf(instant, "Europe/Kaliningrad")).toBe("2026-11-21");
    expect(localDateOf(instant, "Asia/Vladivostok")).toBe("2026-11-22");
    expect(minuteOfDayOf(instant, "Europe/Kaliningrad")).toBe(17 * 60);
    expect(minuteOfDayOf(instant, "Asia/Vladivostok")).toBe(60);
  });

  it("take a skipped time as the later and a repeated time as the first", () => {
    expect(new Date(instantAt("2026-03-29", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    expect(new Date(instantAt("2026-10-25", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });

  it("accept minutes past midnight and before it", () => {
    expect(instantAt("2026-11-21", 1800, "Asia/Tehran")).toBe(
      instantAt("2026-11-22", 360, "Asia/Tehran"),
    );
    expect(instantAt("2026-11-21", -60, "Asia/Tehran")).toBe(
      instantAt("2026-11-20", 1380, "Asia/Tehran"),
    );
  });

  it("are known or not", () => {
    expect(isZone("Asia/Tehran")).toBe(true);
    expect(isZone("Asia/Nowhere")).toBe(false);
    expect(() => offsetAt(0, "Asia/Nowhere")).toThrow(RangeError);
  });
});
