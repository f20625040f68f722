import { describe, expect, it } from "vitest";
import {
  calendarDateOf,
  dateFromCalendar,
  nextPeriod,
  parsePeriod,
  periodOf,
  periodRange,
  previousPeriod,
  shiftPeriod,
} from "../../../api/core/calendar/period.ts";

describe("periods", () => {
  it("are labels of the calendar, not timestamps", () => {
    expect(periodOf("2026-11-21", "jalali")).toBe("1405-08");
    expect(periodOf("2026-11-21", "gregorian")).toBe("2026-11");
  });

  it("span their whole month (ATT §4.1)", () => {
    expect(periodRange("1404-12", "jalali")).toEqual({ from: "2026-02-20", to: "2026-03-20" });
    expect(periodRange("1405-01", "jalali")).toEqual({ from: "2026-03-21", to: "2026-04-20" });
    expect(periodRange("1405-06", "jalali").to).toBe("2026-09-22");
    expect(periodRange("1405-07", "jalali").from).toBe("2026-09-23");
    expect(periodRange("1408-12", "jalali").to).toBe("2030-03-20");
    expect(periodRange("2028-02", "gregorian")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  });

  it("follow each other over the year", () => {
    expect(nextPeriod("1405-12")).toBe("1406-01");
    expect(previousPeriod("2026-01")).toBe("2025-12");
    expect(shiftPeriod("1405-08", -20)).toBe("1403-12");
  });

  it("are read only when they look like one", () => {
    expect(parsePeriod("1405-08")).toBe("1405-08");
    expect(["1405-13", "1405-8", "1405-00", "x"].map(parsePeriod)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(() => periodRange("1405-13", "gregorian")).toThrow(RangeError);
  });

  it("turn calendar parts into dates and back", () => {
    expect(calendarDateOf("2026-11-21", "jalali")).toEqual({ year: 1405, month: 8, day: 30 });
    expect(calendarDateOf("2026-11-21", "gregorian")).toEqual({ year: 2026, month: 11, day: 21 });
    expect(dateFromCalendar({ year: 1405, month: 8, day: 30 }, "jalali")).toBe("2026-11-21");
    expect(dateFromCalendar({ year: 2026, month: 2, day: 30 }, "gregorian")).toBeNull();
  });
});
