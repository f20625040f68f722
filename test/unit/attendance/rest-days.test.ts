import { describe, expect, it } from "vitest";
import type { RosterException } from "../../../api/attendance/rules/types.ts";
import { linesOf, workday } from "./workday.ts";

const friday = "2026-11-20";
const holiday = "2026-12-23";
const hours = [{ startMinute: 480, endMinute: 920 }];

const exception = (given: Partial<RosterException> & Pick<RosterException, "date">) => ({
  id: `x-${given.date}`,
  segments: [],
  shiftId: null,
  source: "exception" as const,
  substituteFor: null,
  ...given,
});

const rulesOf = (day: { lines: readonly { why: { rule: string } }[] }) =>
  day.lines.map(({ why }) => why.rule);

describe("work on a day of rest", () => {
  it("says when no other day off is given for it (ATT H9)", () => {
    const day = workday("ir").day(friday, ["08:00 in", "15:20 out"]);
    expect(linesOf(day)).toEqual(["weekend 440"]);
    expect(rulesOf(day)).toEqual(["rest_day"]);
    expect(day.totals).toMatchObject({ worked: 440, weekend: 440, restDaySubstituted: 0 });
  });

  it("says when another day off is given, which owes nothing (ATT H9)", () => {
    const substituted = workday("ir", {
      exceptions: [exception({ date: "2026-11-23", substituteFor: friday })],
    });
    const worked = substituted.day(friday, ["08:00 in", "15:20 out"]);
    expect(rulesOf(worked)).toEqual(["rest_day_substituted"]);
    expect(worked.totals).toMatchObject({ weekend: 440, restDaySubstituted: 440 });
    expect(worked.planned.substituteOn).toBe("2026-11-23");
    const off = substituted.day("2026-11-23", []);
    expect(off).toMatchObject({ status: "day_off", lines: [], totals: { expected: 0 } });
    expect(off.planned.substituteFor).toBe(friday);
  });

  it("of an official holiday is holiday hours (ATT H10)", () => {
    const day = workday("ir").day(holiday, ["08:00 in", "13:00 out"]);
    expect(linesOf(day)).toEqual(["holiday 300"]);
    expect(day.totals).toMatchObject({ worked: 300, holiday: 300 });
  });

  it("of a day off that was moved there is rest-day work, no holiday (ATT G5)", () => {
    const day = workday("ru").day("2026-03-09", ["09:00 in", "18:00 out"]);
    expect(linesOf(day)).toEqual(["weekend 240", "break_unpaid 60", "weekend 240"]);
    expect(day.planned.official.kind).toBe("moved_off");
  });

  it("counts with a permit where the organisation wants one", () => {
    const strict = workday("ir", { settings: { restDayWork: "approval" } });
    const requests = [
      {
        kind: "overtime",
        requestId: "r1",
        from: strict.at(`${friday} 08:00`),
        to: strict.at(`${friday} 12:00`),
      } as const,
    ];
    const day = strict.day(friday, ["08:00 in", "13:00 out"], { requests });
    expect(linesOf(day)).toEqual(["weekend 240", "surplus 60"]);
    expect(day.lines[0]?.why.requestId).toBe("r1");
    const never = workday("ir", { settings: { restDayWork: "never" } });
    expect(linesOf(never.day(friday, ["08:00 in", "13:00 out"], { requests }))).toEqual([
      "surplus 300",
    ]);
  });

  it("that a manager has planned is owed, and still rest-day work", () => {
    const called = workday("ir", { exceptions: [exception({ date: friday, segments: hours })] });
    const day = called.day(friday, ["08:00 in", "14:20 out"]);
    expect(linesOf(day)).toEqual(["weekend 380", "deficit 60"]);
    expect(day.planned.restDay).toBe(true);
    const longer = called.day(friday, ["08:00 in", "16:20 out"]);
    expect(linesOf(longer)).toEqual(["weekend 440", "weekend 60"]);
    expect(longer.totals).toMatchObject({ worked: 500, deficit: 0, weekend: 500 });
    expect(called.day(friday, []).status).toBe("absent");
  });

  it("is not made by the roster itself", () => {
    for (const source of ["rota", "copy", "swap"] as const) {
      const rostered = workday("ir", {
        exceptions: [exception({ date: friday, segments: hours, source })],
      });
      const day = rostered.day(friday, ["08:00 in", "15:20 out"]);
      expect(day.totals).toMatchObject({ normal: 440, weekend: 440 });
    }
  });
});

describe("planned hours on the weekly rest day", () => {
  const guard = { daily: hours } as const;

  it("are marked in Iran: who rests on another day gets a premium for Friday (art. 62)", () => {
    const day = workday("ir", guard).day(friday, ["08:00 in", "15:20 out"]);
    expect(day.lines.map(({ layer, kind, minutes }) => `${layer} ${kind} ${minutes}`)).toEqual([
      "time normal 440",
      "premium weekend 440",
    ]);
    expect(day.lines[1]?.why.rule).toBe("weekend_hours");
    expect(day.totals.worked).toBe(440);
  });

  it("of a night are marked from midnight on", () => {
    const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });
    const day = night.day("2026-11-19", ["22:00 in", "+06:00 out"]);
    expect(day.totals).toMatchObject({ normal: 480, weekend: 360, night: 480 });
  });

  it("are plain hours in Russia", () => {
    const day = workday("ru", { ...guard, rules: { breaks: [] } }).day("2026-11-21", [
      "08:00 in",
      "15:20 out",
    ]);
    expect(linesOf(day)).toEqual(["normal 440"]);
  });

  it("of a holiday are holiday hours and not marked twice", () => {
    const day = workday("ir", {
      ...guard,
      rules: { worksOnHolidays: true },
      overrides: [{ date: friday, kind: "holiday" }],
    }).day(friday, ["08:00 in", "15:20 out"]);
    expect(day.totals).toMatchObject({ holiday: 440, weekend: 0 });
  });
});
