import { describe, expect, it } from "vitest";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import { workday } from "./workday.ts";

const saturday = "2026-11-21";
const monday = "2026-11-16";

const inputsOf = (overtimeTiers: readonly number[]) =>
  workday("ru", { rules: { overtimeAfter: "automatic" }, settings: { overtimeTiers } })
    .day(monday, ["09:00 in", "21:30 out"])
    .lines.filter(({ kind }) => kind === "overtime")
    .map(({ why }) => why.inputs);

describe("the reason of a line", () => {
  it("is exact: rule, punches, versions, numbers, formula", () => {
    const ir = workday("ir", {
      workRules: [{ id: "w1", validFrom: "2026-01-01", settings: defaultDaySettings("ir") }],
    });
    const day = ir.day(saturday, ["08:00 in", "12:00 out", "13:00 in", "16:00 out"]);
    expect(day.lines.map(({ why }) => why)).toEqual([
      {
        rule: "inside_plan",
        punchIds: [`${saturday} 08:00 in`, `${saturday} 12:00 out`],
        shiftVersionId: "v1",
        workRuleId: "w1",
        inputs: { minutes: 240, planned: 440 },
        formula: "to - from",
      },
      {
        rule: "inside_plan",
        punchIds: [`${saturday} 13:00 in`, `${saturday} 16:00 out`],
        shiftVersionId: "v1",
        workRuleId: "w1",
        inputs: { minutes: 140, planned: 440 },
        formula: "to - from",
      },
      {
        rule: "outside_plan",
        punchIds: [`${saturday} 13:00 in`, `${saturday} 16:00 out`],
        shiftVersionId: "v1",
        workRuleId: "w1",
        inputs: { minutes: 40, planned: 440 },
        formula: "to - from",
      },
      {
        rule: "missing_between",
        punchIds: [`${saturday} 12:00 out`, `${saturday} 13:00 in`],
        shiftVersionId: "v1",
        workRuleId: "w1",
        inputs: { raw: 60, grace: 0, owed: 60, float: 0 },
        formula: "to - from",
      },
    ]);
  });

  it("names no shift and no rules where there are none", () => {
    const day = workday("ir", { unassigned: true }).day(saturday, ["10:00 in", "16:00 out"]);
    expect(day.lines[0]?.why).toEqual({
      rule: "no_shift",
      punchIds: [`${saturday} 10:00 in`, `${saturday} 16:00 out`],
      inputs: { minutes: 360, planned: 0 },
      formula: "to - from",
    });
  });

  it("of a tier says what came before it and where it ends", () => {
    expect(inputsOf([])).toEqual([{ minutes: 210, planned: 480 }]);
    expect(inputsOf([120])).toEqual([
      { minutes: 120, planned: 480, earlier: 0, bound: 120 },
      { minutes: 90, planned: 480, earlier: 120 },
    ]);
    expect(inputsOf([30, 60])).toEqual([
      { minutes: 30, planned: 480, earlier: 0, bound: 30 },
      { minutes: 60, planned: 480, earlier: 30, bound: 90 },
      { minutes: 120, planned: 480, earlier: 90 },
    ]);
  });

  it("of a premium names its rule; overtime, paid breaks and rest-day hours have theirs, surplus has none", () => {
    const night = workday("ir", {
      daily: [{ startMinute: 1200, endMinute: 1440 }],
      rules: {
        overtimeAfter: "automatic",
        breaks: [{ mode: "punched", paid: true, minutes: 20 }],
      },
    });
    const day = night.day(saturday, [
      "20:00 in",
      "22:00 break_start",
      "22:20 break_end",
      "+00:30 out",
    ]);
    expect(day.lines.filter(({ layer }) => layer === "premium")).toMatchObject([
      { kind: "night", minutes: 150, why: { rule: "night_window", inputs: { minutes: 150 } } },
    ]);
    const rest = workday("ir");
    const nightOf = (date: "2026-11-20" | "2026-12-23") =>
      rest.day(date, ["21:00 in", "23:00 out"]).lines.map(({ layer, kind }) => `${layer} ${kind}`);
    expect(nightOf("2026-11-20")).toEqual(["time weekend", "premium night"]);
    expect(nightOf("2026-12-23")).toEqual(["time holiday", "premium night"]);
    expect(rest.day(saturday, ["08:00 in", "23:00 out"]).totals.night).toBe(0);
    const guard = workday("ir", {
      daily: [{ startMinute: 480, endMinute: 920 }],
      rules: { worksOnHolidays: true },
    });
    const holiday = guard.day("2026-12-23", ["08:00 in", "15:20 out"]);
    expect(holiday.lines[1]?.why).toMatchObject({
      rule: "holiday_hours",
      inputs: { minutes: 440 },
    });
  });
});

describe("a rest day that was made a working day", () => {
  const morning = [{ startMinute: 480, endMinute: 960 }];
  const short = [{ startMinute: 480, endMinute: 720 }];

  it("takes the hours of the working weekday before it", () => {
    const weekly = workday("ru", {
      pattern: { kind: "weekly", days: { 1: morning, 3: morning, 4: short } },
      rules: { breaks: [], shortDays: false },
    });
    // Saturday, 1 November 2025 was a working day; the last worked weekday before it is Thursday.
    const day = weekly.plan({ from: "2025-11-01", to: "2025-11-01" })[0];
    expect(day?.expectedMinutes).toBe(240);
    const idle = workday("ru", { pattern: { kind: "weekly", days: {} } });
    expect(idle.plan({ from: "2025-11-01", to: "2025-11-01" })[0]?.segments).toEqual([]);
  });

  it("means nothing to a cycle or a rota", () => {
    const cycle = workday("ru", {
      pattern: { kind: "rotating", anchor: "2025-11-01", cycle: [[], morning] },
      rules: { breaks: [], shortDays: false },
    });
    const days = cycle.plan({ from: "2025-10-31", to: "2025-11-02" });
    expect(days.map(({ expectedMinutes }) => expectedMinutes)).toEqual([480, 0, 480]);
    const empty = workday("ru", {
      pattern: { kind: "rotating", anchor: "2025-11-01", cycle: [] },
    });
    expect(
      empty.plan({ from: "2025-11-03", to: "2025-11-05" }).flatMap((day) => day.segments),
    ).toEqual([]);
  });
});
