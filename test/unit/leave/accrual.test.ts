import { describe, expect, it } from "vitest";
import { sumOf } from "../../../api/leave/project-balance.ts";
import { accrualEntries } from "../../../api/leave/rules/accrual.ts";
import type { AccrualRules } from "../../../api/requests/rules/types.ts";
import { periodRange } from "../../../api/core/calendar/period.ts";

const ir: AccrualRules = { profile: "ir", yearMinutes: 26 * 440 };
const ru: AccrualRules = { profile: "ru", yearMinutes: 28 * 480 };

/** Minutes earned until a day, inclusive. */
const accruedMinutes = (...what: Parameters<typeof accrualEntries>): number =>
  sumOf(accrualEntries(...what));

const mehr = periodRange("1405-07", "jalali");
const yearEnd = periodRange("1405-12", "jalali").to;

describe("Iranian annual leave", () => {
  it("of somebody who joined on 1 Mehr is 13 days = 95:20 at the end of the year (ATT F17)", () => {
    expect(accruedMinutes(ir, mehr.from, yearEnd)).toBe(95 * 60 + 20);
  });

  it("of a whole year is 26 days = 190:40, month by month without losing a minute", () => {
    const entries = accrualEntries(ir, "2026-03-21", yearEnd);
    expect(entries.map(({ minutes }) => minutes)).toEqual([
      953, 953, 954, 953, 953, 954, 953, 953, 954, 953, 953, 954,
    ]);
    expect(accruedMinutes(ir, "2026-03-21", yearEnd)).toBe(11_440);
  });

  it("is earned on the last day of a month", () => {
    expect(accrualEntries(ir, mehr.from, "2026-10-21")).toEqual([]);
    expect(accrualEntries(ir, mehr.from, "2026-10-22")).toEqual([
      {
        key: "1405-07",
        effectiveOn: "2026-10-22",
        leaveYearFrom: mehr.from,
        minutes: 953,
      },
    ]);
  });

  it("of the month of joining is in proportion to its days (art. 64)", () => {
    const joined = accrualEntries(ir, "2026-10-08", "2026-11-21");
    expect(joined).toEqual([
      {
        key: "1405-07",
        effectiveOn: "2026-10-22",
        leaveYearFrom: "2026-10-08",
        minutes: 476,
      },
      {
        key: "1405-08",
        effectiveOn: "2026-11-21",
        leaveYearFrom: "2026-10-08",
        minutes: 954,
      },
    ]);
  });

  it("goes on in the next year with a whole year again", () => {
    const entries = accrualEntries(ir, "2026-10-08", periodRange("1406-12", "jalali").to);
    expect(entries[6]?.leaveYearFrom).toBe(periodRange("1406-01", "jalali").from);
    expect(entries.slice(6).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(11_440);
    expect(entries.at(-1)?.key).toBe("1406-12");
  });
});

describe("Russian annual leave", () => {
  it("of 5 months and 14 days is 11.67 days, a day later 14.00 (ATT F23)", () => {
    expect(accruedMinutes(ru, "2026-01-01", "2026-06-14") / 480).toBeCloseTo(11.67, 2);
    expect(accruedMinutes(ru, "2026-01-01", "2026-06-15") / 480).toBe(14);
  });

  it("follows the working year, not the calendar year", () => {
    expect(accruedMinutes(ru, "2026-07-20", "2026-08-02")).toBe(0);
    expect(accrualEntries(ru, "2026-07-20", "2026-08-03")).toEqual([
      {
        key: "work-2026-07-20-01",
        effectiveOn: "2026-08-03",
        leaveYearFrom: "2026-07-20",
        minutes: 1120,
      },
    ]);
    expect(accruedMinutes(ru, "2026-07-20", "2027-07-19")).toBe(28 * 480);
    expect(accrualEntries(ru, "2026-07-20", "2027-08-03").at(-1)).toMatchObject({
      key: "work-2027-07-20-01",
      leaveYearFrom: "2027-07-20",
    });
  });

  it("holds the day inside short months", () => {
    expect(
      accrualEntries(ru, "2026-01-31", "2026-04-30").map(({ effectiveOn }) => effectiveOn),
    ).toEqual(["2026-02-14", "2026-03-14", "2026-04-14"]);
  });

  it("is nothing before the first day", () => {
    expect(accrualEntries(ru, "2026-07-20", "2026-07-01")).toEqual([]);
    expect(accrualEntries(ir, "2026-07-20", "2026-07-01")).toEqual([]);
  });
});
