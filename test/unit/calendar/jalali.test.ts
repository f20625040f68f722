import { Temporal } from "temporal-polyfill/full";
import { describe, expect, it } from "vitest";
import {
  fromJalali,
  isJalaliLeap,
  jalaliMonthLength,
  jalaliOf,
} from "../../../api/core/calendar/jalali.ts";
import { datesOf } from "../../../api/core/calendar/local-date.ts";

describe("Jalali dates", () => {
  it("equal Temporal on every day of 1390–1420, both ways", () => {
    for (const date of datesOf({ from: "2011-03-21", to: "2042-03-20" })) {
      const { year, month, day } = Temporal.PlainDate.from(date).withCalendar("persian");
      expect([date, jalaliOf(date)]).toEqual([date, { year, month, day }]);
      expect(fromJalali(year, month, day)).toBe(date);
    }
  });

  it("have 30 Esfand only in leap years (ATT C10)", () => {
    expect(fromJalali(1403, 12, 30)).toBe("2025-03-20");
    expect(fromJalali(1404, 12, 30)).toBeNull();
    expect(fromJalali(1408, 12, 30)).toBe("2030-03-20");
    expect([1391, 1395, 1399, 1403, 1408, 1412].every(isJalaliLeap)).toBe(true);
    expect([1400, 1401, 1402, 1404, 1405, 1406, 1407].some(isJalaliLeap)).toBe(false);
  });

  it("have months of 31, 30 and 29 days (ATT §4.1)", () => {
    const lengths = Array.from({ length: 12 }, (_, index) => jalaliMonthLength(1405, index + 1));
    expect(lengths).toEqual([31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29]);
  });

  it("refuse days that do not exist", () => {
    for (const [year, month, day] of [
      [1405, 0, 1],
      [1405, 13, 1],
      [1405, 7, 31],
      [1405, 1, 0],
      [1405, 1, 1.5],
      [0, 1, 1],
    ] as const) {
      expect(fromJalali(year, month, day)).toBeNull();
    }
  });
});
