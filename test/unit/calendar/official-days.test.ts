import { describe, expect, it } from "vitest";
import { datesOf } from "../../../api/core/calendar/local-date.ts";
import {
  isWorkingDay,
  normMinutes,
  officialCalendarOf,
  officialDay,
  officialDays,
} from "../../../api/core/calendar/official-days.ts";
import { periodRange, shiftPeriod } from "../../../api/core/calendar/period.ts";
import type { LocalDate, PeriodKey } from "../../../api/core/calendar/types.ts";

const ru = officialCalendarOf("ru");
const ir = officialCalendarOf("ir");

function monthlyHours(year: number): number[] {
  return Array.from({ length: 12 }, (_, index) => {
    const key = shiftPeriod(`${year}-01` as PeriodKey, index);
    return normMinutes(ru, periodRange(key, "gregorian"), 480) / 60;
  });
}

function publishedHolidays(year: number) {
  const from = periodRange(`${year}-01` as PeriodKey, "jalali").from;
  const to = periodRange(`${year}-12` as PeriodKey, "jalali").to;
  const days = officialDays(ir, { from, to });
  return days.filter(({ kind, source }) => kind === "holiday" && source !== "closure");
}

const sum = (hours: number[]) => hours.reduce((total, one) => total + one, 0);
const kindsOf = (dates: LocalDate[]) => dates.map((date) => officialDay(ru, date).kind);

describe("the Russian production calendar", () => {
  it("has the norms of 2025, 2026 and 2027 (ATT G1)", () => {
    expect(monthlyHours(2025)).toEqual([
      136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176,
    ]);
    expect(monthlyHours(2026)).toEqual([
      120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176,
    ]);
    expect(monthlyHours(2027)).toEqual([
      120, 151, 176, 175, 152, 167, 176, 176, 176, 168, 159, 176,
    ]);
    expect([2025, 2026, 2027].map((year) => sum(monthlyHours(year)))).toEqual([1972, 1972, 1972]);
  });

  it("makes Saturday 1 November 2025 a working day of seven hours (ATT G1)", () => {
    expect(officialDay(ru, "2025-11-01")).toMatchObject({
      kind: "work_moved",
      shortenedMinutes: 60,
      weeklyRest: true,
    });
    expect(officialDay(ru, "2025-11-03")).toMatchObject({
      kind: "moved_off",
      movedFrom: "2025-11-01",
    });
  });

  it("shortens only the day right before a holiday (ATT G2, G3)", () => {
    expect(kindsOf(["2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03"])).toEqual(
      Array(4).fill("short"),
    );
    expect(officialDay(ru, "2026-02-20")).toMatchObject({ kind: "work", shortenedMinutes: 0 });
  });

  it("tells holidays from days off moved to them (ATT G5)", () => {
    expect(kindsOf(["2026-03-08", "2026-03-09", "2026-01-04", "2026-01-09", "2026-11-21"])).toEqual(
      ["holiday", "moved_off", "holiday", "moved_off", "weekend"],
    );
    expect(officialDay(ru, "2026-05-09").names).toEqual([{ ru: "День Победы", fa: "روز پیروزی" }]);
    expect(officialDay(ru, "2026-05-11").names).toEqual([{ ru: "День Победы", fa: "روز پیروزی" }]);
  });

  it("does not move Saturdays for those who work on them", () => {
    const sixDays = { ...ru, weekend: [7] as const };
    expect(officialDay(sixDays, "2026-01-09").kind).toBe("work");
    expect(officialDay(sixDays, "2026-03-09").kind).toBe("moved_off");
    expect(officialDay(sixDays, "2025-11-01")).toMatchObject({
      kind: "short",
      shortenedMinutes: 60,
    });
  });

  it("knows outside its years only what the law fixes, and says so", () => {
    expect(officialDay(ru, "2016-05-09")).toMatchObject({
      kind: "holiday",
      source: "fixed",
      known: false,
    });
    expect(officialDay(ru, "2016-05-03")).toMatchObject({
      kind: "work",
      source: "fixed",
      known: false,
    });
    expect(officialDay(ru, "2030-05-08")).toMatchObject({
      kind: "short",
      shortenedMinutes: 60,
      known: false,
    });
  });
});

describe("the Iranian calendar", () => {
  const farvardin = periodRange("1405-01", "jalali");

  it("asks for 146:40 in Farvardin 1405, 154:00 by solar days alone (ATT G8)", () => {
    expect(normMinutes(ir, farvardin, 440)).toBe(146 * 60 + 40);
    const lunarWorked = { ...ir, overrides: [{ date: "2026-04-14", kind: "work" } as const] };
    expect(normMinutes(lunarWorked, farvardin, 440)).toBe(154 * 60);
  });

  it("rests on Friday, names every reason of a day", () => {
    expect(officialDay(ir, "2026-11-20").kind).toBe("weekend");
    expect(officialDay(ir, "2026-11-21").kind).toBe("work");
    const nowruz = officialDay(ir, "2026-03-21");
    expect(nowruz.names.map(({ fa }) => fa)).toEqual(["آغاز نوروز", "عید سعید فطر"]);
    expect(officialDay(ir, "2026-11-13")).toMatchObject({ kind: "holiday", weeklyRest: true });
  });

  it("keeps 30 Esfand of a leap year as a holiday (ATT C10)", () => {
    expect(officialDay(ir, "2025-03-20")).toMatchObject({
      kind: "holiday",
      source: "fixed",
      known: false,
    });
    expect(officialDay(ir, "2026-03-20").names.map(({ fa }) => fa)).toEqual([
      "روز ملی شدن صنعت نفت ایران",
    ]);
  });

  it("counts holidays as published: 28 rows of 1404, 26 dates of 1405", () => {
    expect(publishedHolidays(1404).flatMap(({ names }) => names)).toHaveLength(28);
    expect(publishedHolidays(1405)).toHaveLength(26);
    expect(
      publishedHolidays(1406).every(({ source, known }) => source === "predicted" && known),
    ).toBe(true);
  });

  it("closes on the ad-hoc closures of 1404", () => {
    const closed = datesOf({ from: "2026-03-01", to: "2026-03-07" }).map((date) =>
      officialDay(ir, date),
    );
    expect(closed.every(({ kind }) => kind === "holiday")).toBe(true);
    expect(closed[0]).toMatchObject({ source: "closure", names: [{ fa: "تعطیلی عمومی" }] });
  });

  it("gives way to the organisation, the last word counts", () => {
    const own = {
      ...ir,
      weekend: [4, 5] as const,
      overrides: [
        { date: "2026-11-21", kind: "work" },
        { date: "2026-11-21", kind: "holiday", name: { fa: "آلودگی هوا" } },
      ] as const,
    };
    expect(officialDay(own, "2026-11-21")).toMatchObject({
      kind: "holiday",
      source: "organisation",
      known: true,
    });
    expect(officialDay(own, "2026-11-19").kind).toBe("weekend");
    expect(isWorkingDay(officialDay(own, "2026-11-22"))).toBe(true);
  });
});
