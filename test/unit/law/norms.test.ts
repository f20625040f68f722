import { describe, expect, it } from "vitest";
import { officialCalendarOf } from "../../../api/core/calendar/official-days.ts";
import { periodRange, shiftPeriod } from "../../../api/core/calendar/period.ts";
import type { OfficialCalendar, PeriodKey } from "../../../api/core/calendar/types.ts";
import { hourlyWage } from "../../../api/law/rules/hourly-wage.ts";
import { obligation, periodNorm } from "../../../api/law/rules/norms.ts";

const ru = officialCalendarOf("ru");
const ir = officialCalendarOf("ir");

function months(year: number, weekMinutes = 2400, calendar: OfficialCalendar = ru): number[] {
  return Array.from({ length: 12 }, (_, index) => {
    const key = shiftPeriod(`${year}-01` as PeriodKey, index);
    return periodNorm(calendar, periodRange(key, "gregorian"), weekMinutes) / 60;
  });
}
const year = (number: number, weekMinutes: number) =>
  periodNorm(ru, { from: `${number}-01-01`, to: `${number}-12-31` }, weekMinutes);

describe("the Russian norm of working time", () => {
  it("is 1972 hours in 2025, 2026 and 2027, month by month (ATT G1)", () => {
    expect(months(2025)).toEqual([136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176]);
    expect(months(2026)).toEqual([120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176]);
    expect(months(2027)).toEqual([120, 151, 176, 175, 152, 167, 176, 176, 176, 168, 159, 176]);
    expect([2025, 2026, 2027].map((one) => year(one, 2400))).toEqual(Array(3).fill(1972 * 60));
  });

  it("is 1774.4 hours at 36 a week and 1181.6 at 24 in 2026", () => {
    expect(year(2026, 36 * 60)).toBe(1774.4 * 60);
    expect(year(2026, 24 * 60)).toBe(1181.6 * 60);
    expect(months(2026, 36 * 60)).toEqual([
      108, 136.8, 151.2, 157.4, 135.8, 150.2, 165.6, 151.2, 158.4, 158.4, 143, 158.4,
    ]);
    expect(months(2026, 24 * 60)).toEqual([
      72, 91.2, 100.8, 104.6, 90.2, 99.8, 110.4, 100.8, 105.6, 105.6, 95, 105.6,
    ]);
  });

  it("is the same for people of a six-day week (ATT G4)", () => {
    expect(months(2026, 2400, { ...ru, weekend: [7] })).toEqual(months(2026));
  });

  it("counts 1 November 2025, a working Saturday of seven hours (ATT G1)", () => {
    expect(periodNorm(ru, { from: "2025-11-01", to: "2025-11-01" }, 2400)).toBe(420);
    expect(periodNorm(ru, { from: "2026-02-20", to: "2026-02-20" }, 2400)).toBe(480);
    expect(periodNorm(ru, { from: "2026-04-30", to: "2026-04-30" }, 2400)).toBe(420);
    expect(periodNorm(ru, { from: "2026-03-09", to: "2026-03-09" }, 2400)).toBe(0);
  });

  it("never counts a part of a minute", () => {
    expect(periodNorm(ru, { from: "2026-07-01", to: "2026-07-03" }, 2401)).toBe(1440);
  });
});

const farvardin = periodRange("1405-01", "jalali");
const solarOnly: OfficialCalendar = {
  ...ir,
  overrides: [{ date: "2026-04-14", kind: "work" }],
};
const fiveDays = (calendar: OfficialCalendar): OfficialCalendar => ({
  ...calendar,
  weekend: [4, 5],
});
const overFive = (fiveDayHoliday: "credit720" | "credit848", calendar = solarOnly) =>
  obligation(fiveDays(calendar), farvardin, { weekDays: 5, fiveDayHoliday });

describe("what an Iranian worker owes", () => {
  it("is 154:00 in Farvardin 1405, 146:40 with the lunar holiday (ATT G8)", () => {
    const six = { weekDays: 6, fiveDayHoliday: "credit720" } as const;
    expect(obligation(solarOnly, farvardin, six)).toBe(154 * 60);
    expect(obligation(ir, farvardin, six)).toBe(146 * 60 + 40);
  });

  it("is 158:24 or 165:44 over five days, by what a holiday takes off (ATT G8)", () => {
    expect(overFive("credit848")).toBe(158 * 60 + 24);
    expect(overFive("credit720")).toBe(165 * 60 + 44);
    expect(overFive("credit848", ir)).toBe(17 * 528);
    expect(overFive("credit720", ir)).toBe(23 * 528 - 6 * 440);
  });

  it("gives way to an own closure, a short day and a worked rest day", () => {
    const week = { from: "2026-11-21", to: "2026-11-27" } as const;
    const own: OfficialCalendar = {
      ...fiveDays(ir),
      overrides: [
        { date: "2026-11-22", kind: "short", shortenedMinutes: 60 },
        { date: "2026-11-26", kind: "work_moved" },
      ],
    };
    const rules = { weekDays: 5, fiveDayHoliday: "credit720" } as const;
    expect(obligation(fiveDays(ir), week, rules)).toBe(5 * 528);
    expect(obligation(own, week, rules)).toBe(6 * 528 - 60);
  });
});

describe("the wage of an hour (ATT H13)", () => {
  it("is 325,884 rials by 7.33 and 325,736 by 22/3, never mixed", () => {
    expect(hourlyWage(2_388_728, "7.33")).toBe(325_884);
    expect(hourlyWage(2_388_728, "22/3")).toBe(325_736);
  });

  it("is a whole number, half up", () => {
    expect(hourlyWage(11, "22/3")).toBe(2);
    expect(hourlyWage(10, "22/3")).toBe(1);
    expect(hourlyWage(0, "7.33")).toBe(0);
  });
});
