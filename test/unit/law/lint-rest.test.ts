import { describe, expect, it } from "vitest";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { newWarnings } from "../../../api/law/rules/lint.ts";
import { allWeek, day, HOUR, irLint, off, only, ruLint, shortly, utc } from "./lint-cases.ts";

// 16 November 2026 is a Monday, 20 November a Friday.

const fridays = (from: LocalDate, days: number, free: readonly LocalDate[] = []) =>
  shortly(only(irLint(allWeek(from, days, free)), "friday_without_rest"));

const weeklyRest = (from: LocalDate, days: number, free: readonly LocalDate[] = []) =>
  shortly(only(ruLint(allWeek(from, days, free)), "weekly_rest"));

/** Stretches of work of one day, in hours, against the span a day may have. */
const spans = (...work: (readonly [number, number])[]) => {
  const date = "2026-11-21";
  const one = {
    ...day(date, [0, 1]),
    work: work.map(([from, to]) => ({
      from: utc(date) + from * HOUR,
      to: utc(date) + to * HOUR,
    })),
  };
  return shortly(only(irLint([one]), "day_span"));
};

describe("the other day of rest of who works on Friday (art. 62)", () => {
  it("comes within six days: one of the week before is not enough", () => {
    expect(fridays("2026-11-07", 20, ["2026-11-12"])).toEqual([
      "friday_without_rest 360/0 2026-11-20 2026-11-20",
    ]);
    expect(fridays("2026-11-07", 20, ["2026-11-12", "2026-11-27"])).toEqual([
      "friday_without_rest 360/0 2026-11-20 2026-11-20",
    ]);
  });

  it("is asked for as soon as seven days are known", () => {
    expect(fridays("2026-11-14", 7)).toHaveLength(1);
    expect(fridays("2026-11-15", 6)).toEqual([]);
  });

  it("is owed for all minutes of the Friday", () => {
    const days = allWeek("2026-11-14", 7).map((one) =>
      one.date === "2026-11-20" ? { ...one, normal: 300, overtime: 60, restDay: 30 } : one,
    );
    expect(shortly(only(irLint(days), "friday_without_rest"))).toEqual([
      "friday_without_rest 390/0 2026-11-20 2026-11-20",
    ]);
  });
});

describe("the rest of a Russian week (art. 110)", () => {
  it("is judged where work lies before and after the week", () => {
    expect(weeklyRest("2026-11-09", 21)).toEqual(["weekly_rest 1080/2520 2026-11-16 2026-11-22"]);
    expect(weeklyRest("2026-11-09", 14)).toEqual([]);
    // A free week on one side says nothing of how long the rest was.
    expect(weeklyRest("2026-11-14", 10, ["2026-11-14", "2026-11-15"])).toEqual([]);
    expect(weeklyRest("2026-11-15", 10, ["2026-11-23", "2026-11-24"])).toEqual([]);
  });

  it("is that of the week itself, not of another one", () => {
    expect(weeklyRest("2026-11-09", 21, ["2026-11-14", "2026-11-25"])).toEqual([
      "weekly_rest 1080/2520 2026-11-16 2026-11-22",
    ]);
  });

  it("may be its first day", () => {
    expect(weeklyRest("2026-11-09", 21, ["2026-11-16"])).toEqual([]);
    expect(weeklyRest("2026-11-09", 21, ["2026-11-15", "2026-11-16"])).toEqual([]);
  });

  it("may be its last day", () => {
    expect(weeklyRest("2026-11-09", 21, ["2026-11-22", "2026-11-23"])).toEqual([]);
  });

  it("has no such rule in Iran, whose law asks for a day", () => {
    expect(only(irLint(allWeek("2026-11-07", 28)), "weekly_rest")).toEqual([]);
  });
});

describe("limits that are reached exactly", () => {
  it("are kept: 44 hours a week, 176 in four weeks", () => {
    const week = allWeek("2026-11-21", 7, ["2026-11-27"]).map((one) => ({
      ...one,
      normal: one.free ? 0 : 440,
    }));
    expect(only(irLint(week), "week_hours")).toEqual([]);
    const month = allWeek("2026-11-01", 28).map((one, index) => ({
      ...one,
      normal: index < 22 ? 480 : 0,
    }));
    expect(irLint(month, { rotating: true }).filter(({ code }) => code === "four_weeks")).toEqual(
      [],
    );
  });

  it("say nothing at all of easy days", () => {
    const easy = [day("2026-11-21", [8, 12]), day("2026-11-22", [8, 12]), off("2026-11-23")];
    expect(irLint(easy)).toEqual([]);
    expect(irLint(easy, { rotating: true })).toEqual([]);
    expect(ruLint(easy, { summed: true })).toEqual([]);
  });

  it("of a day are from the first to the last minute, in one stretch or in three", () => {
    expect(spans([5, 21])).toEqual(["day_span 960/900 2026-11-21 2026-11-21"]);
    expect(spans([5, 7], [10, 12], [20, 21])).toEqual(["day_span 960/900 2026-11-21 2026-11-21"]);
    expect(spans([5, 7], [10, 12], [19, 20])).toEqual([]);
  });
});

describe("Russian overtime", () => {
  it("of one long day is told once, not with both its neighbours", () => {
    const days = [
      day("2026-11-16", [9, 17]),
      day("2026-11-17", [9, 23], { overtime: 300 }),
      day("2026-11-18", [9, 17]),
    ];
    expect(shortly(only(ruLint(days), "overtime_two_days"))).toEqual([
      "overtime_two_days 300/240 2026-11-17 2026-11-17",
    ]);
  });

  it("is past the year's limit from the day that crosses it (ATT H3)", () => {
    const days = [
      day("2026-11-16", [9, 18], { overtime: 60 }),
      day("2026-11-18", [9, 18], { overtime: 60 }),
      day("2026-11-20", [9, 18], { overtime: 60 }),
    ];
    const crossed = (before: number) => shortly(only(ruLint(days, {}, before), "overtime_year"));
    expect(crossed(118 * 60)).toEqual(["overtime_year 7260/7200 2026-11-20 2026-11-20"]);
    expect(crossed(118 * 60 + 1)).toEqual(["overtime_year 7261/7200 2026-11-18 2026-11-20"]);
    expect(crossed(119 * 60)).toEqual(["overtime_year 7320/7200 2026-11-18 2026-11-20"]);
    expect(crossed(117 * 60)).toEqual([]);
  });
});

describe("what an approval adds", () => {
  const days = [day("2026-11-16", [9, 20], { overtime: 180 }), day("2026-11-17", [9, 20])];
  const [known] = ruLint([days[0]!, { ...days[1]!, overtime: 120 }]);

  it("is another thing, or the same on another day, however bad it was before", () => {
    const worse = { ...known!, over: 600 };
    const added = (over: object) => newWarnings([worse], [{ ...known!, ...over }]);
    expect(added({})).toEqual([]);
    expect(added({ code: "rest_between" })).toHaveLength(1);
    expect(added({ from: "2026-11-15" })).toHaveLength(1);
    expect(added({ to: "2026-11-18" })).toHaveLength(1);
    expect(added({ over: 601 })).toHaveLength(1);
  });
});
