import { describe, expect, it } from "vitest";
import { officialCalendarOf, officialDay } from "../../../api/core/calendar/official-days.ts";
import type { OfficialCalendar } from "../../../api/core/calendar/types.ts";
import {
  type GivenYear,
  officialYearOf,
  readYear,
  yearDifferences,
  yearRange,
} from "../../../api/law/rules/read-year.ts";
import { iranian1407, russian2026, russian2028 } from "./years.ts";

const ru = officialCalendarOf("ru");
const ir = officialCalendarOf("ir");
const wrong = (over: object, base: GivenYear = russian2026) =>
  readYear({ ...base, ...over }).problems.map(({ code, at }) => `${code} ${at}`);

describe("a Russian year that is brought in", () => {
  it("comes out with its own totals: 2026 has 247 days and 1972 hours", () => {
    const { problems, totals } = readYear(russian2026);
    expect(problems).toEqual([]);
    expect(totals).toEqual({
      days: 365,
      workDays: 247,
      daysOff: 118,
      holidays: 14,
      shortDays: 4,
      normMinutes: 1972 * 60,
    });
  });

  it("changes nothing when it says what is known already", () => {
    const { table } = readYear(russian2026);
    expect(yearDifferences(table, 2026, ru)).toEqual([]);
  });

  it("shows which days become others", () => {
    const { table, problems } = readYear(russian2028);
    expect(problems).toEqual([]);
    const changed = yearDifferences(table, 2028, ru);
    expect(changed).toContainEqual({
      date: "2028-01-10",
      before: "work",
      after: "moved_off",
      names: [{ ru: "Новогодние каникулы" }],
    });
    expect(changed.every(({ before, after }) => before !== after)).toBe(true);
  });

  it("is refused when a total does not come out", () => {
    const totals = { workDays: 248, daysOff: 118, norm40h: 1972 };
    expect(readYear({ ...russian2026, totals }).problems).toEqual([
      { code: "total_differs", at: "workDays", given: 248, counted: 247 },
    ]);
    const hours = { workDays: 247, daysOff: 117, norm40h: 1973 };
    expect(wrong({ totals: hours })).toEqual(["total_differs daysOff", "total_differs norm40h"]);
  });

  it("is refused when a short day is forgotten", () => {
    expect(wrong({ shortDays: ["2026-04-30", "2026-05-08", "2026-06-11"] })).toEqual([
      "total_differs norm40h",
    ]);
  });

  it("has no dates of other years and none twice", () => {
    expect(wrong({ shortDays: [...russian2026.shortDays, "2025-11-03"] })).toContain(
      "date_outside 2025-11-03",
    );
    expect(wrong({ shortDays: [...russian2026.shortDays, "2026-11-03"] })).toContain(
      "date_twice 2026-11-03",
    );
    const again = [...russian2026.movedDaysOff, { date: "2026-03-10", movedFrom: "2026-03-08" }];
    expect(wrong({ movedDaysOff: again })).toContain("date_twice 2026-03-08");
  });

  it("moves days off from days off to working days", () => {
    const moved = (date: string, movedFrom: string) =>
      wrong({ movedDaysOff: [...russian2026.movedDaysOff, { date, movedFrom }] });
    expect(moved("2026-11-21", "2026-11-22")).toContain("already_off 2026-11-21");
    expect(moved("2026-11-19", "2026-11-20")).toContain("not_a_rest_day 2026-11-20");
    expect(wrong({ workingWeekends: ["2026-11-20"] })).toContain("not_a_rest_day 2026-11-20");
    expect(wrong({ shortDays: ["2026-11-21"] })).toContain("not_a_working_day 2026-11-21");
    expect(wrong({ shortDays: ["2026-03-09"] })).toContain("not_a_working_day 2026-03-09");
  });
});

const move = (date: string, movedFrom: string) =>
  wrong({ movedDaysOff: [...russian2026.movedDaysOff, { date, movedFrom }] });

describe("a Russian year with its own moves", () => {
  it("may move a day off from a holiday of the week, not onto one", () => {
    // 7 January and 4 November 2026 are Wednesdays.
    expect(move("2026-11-20", "2026-01-07")).not.toContain("not_a_rest_day 2026-01-07");
    expect(move("2026-11-04", "2026-11-21")).toContain("already_off 2026-11-04");
  });

  it("may make a Saturday working, a short one too, and no plain working day", () => {
    const worked = wrong({
      workingWeekends: ["2026-11-21", "2026-11-20"],
      shortDays: [...russian2026.shortDays, "2026-11-21"],
    });
    expect(worked).toContain("not_a_rest_day 2026-11-20");
    expect(worked).not.toContain("not_a_rest_day 2026-11-21");
    expect(worked).not.toContain("not_a_working_day 2026-11-21");
  });
});

describe("an Iranian year that is brought in", () => {
  it("keeps every name as it was given, and counts days of 7:20", () => {
    const { table, totals } = readYear(iranian1407);
    expect(table.holidays["2028-03-20"]).toStrictEqual([{ fa: "روز فرضی" }, { fa: "آغاز نوروز" }]);
    expect(readYear(russian2026).table.holidays["2026-06-12"]).toStrictEqual({ ru: "День России" });
    expect(totals.normMinutes).toBe(302 * 440);
  });

  it("counts dates, of which one may have two names", () => {
    const { totals, problems, table } = readYear(iranian1407);
    expect(problems).toEqual([]);
    expect(totals.holidays).toBe(iranian1407.totals.holidays);
    expect(table).toMatchObject({ profile: "ir", predicted: false });
    expect(table.holidays["2028-03-20"]).toHaveLength(2);
  });

  it("is refused when a day is missing or lies in another year", () => {
    expect(wrong({ holidays: iranian1407.holidays.slice(1) }, iranian1407)).toEqual([]);
    expect(wrong({ holidays: iranian1407.holidays.slice(0, -1) }, iranian1407)).toEqual([
      "total_differs holidays",
      "total_differs workDays",
    ]);
    const early = [...iranian1407.holidays, { date: "2028-03-19", fa: "پیش از سال" }];
    expect(wrong({ holidays: early }, iranian1407)).toContain("date_outside 2028-03-19");
  });
});

describe("an official year", () => {
  it("ends with the last day of its own calendar", () => {
    expect(yearRange("ru", 2028)).toEqual({ from: "2028-01-01", to: "2028-12-31" });
    expect(yearRange("ir", 1405)).toEqual({ from: "2026-03-21", to: "2027-03-20" });
    expect(yearRange("ir", 1408)).toEqual({ from: "2029-03-20", to: "2030-03-20" });
    expect(() => yearRange("ir", 9999)).toThrow("no year 9999");
    expect(officialYearOf("ir", "2027-03-20")).toBe(1405);
    expect(officialYearOf("ru", "2027-03-20")).toBe(2027);
  });

  it("takes the place of the one that was known, everywhere and only in its year", () => {
    const with2028: OfficialCalendar = {
      ...ru,
      years: new Map([[2028, readYear(russian2028).table]]),
    };
    expect(officialDay(with2028, "2028-01-10")).toMatchObject({
      kind: "moved_off",
      known: true,
      source: "published",
    });
    expect(officialDay(with2028, "2028-01-03").names).toEqual([{ ru: "Новогодние каникулы" }]);
    expect(officialDay(ru, "2028-01-10")).toMatchObject({ kind: "work", known: false });
    expect(officialDay(with2028, "2026-01-09").kind).toBe("moved_off");
    const with1407: OfficialCalendar = {
      ...ir,
      years: new Map([[1407, readYear(iranian1407).table]]),
    };
    expect(officialDay(with1407, "2028-03-20")).toMatchObject({ kind: "holiday", known: true });
    expect(officialDay(with1407, "2028-03-25")).toMatchObject({ kind: "work", known: true });
    expect(officialDay(ir, "2028-03-25").known).toBe(false);
  });

  it("gives way to the organisation's own word", () => {
    const own: OfficialCalendar = {
      ...ru,
      years: new Map([[2028, readYear(russian2028).table]]),
      overrides: [{ date: "2028-01-10", kind: "work" }],
    };
    expect(officialDay(own, "2028-01-10")).toMatchObject({ kind: "work", source: "organisation" });
  });
});
