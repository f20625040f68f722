import { describe, expect, it } from "vitest";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import { lateDaysOf } from "../../../api/attendance/rules/free-lates.ts";
import type { ApprovedRequest, WorkRule } from "../../../api/attendance/rules/types.ts";
import { shareOfWeek } from "../../../api/attendance/rules/shift-pattern.ts";
import { weekBalances, weekStart } from "../../../api/attendance/rules/week-balance.ts";
import { workRulesOf, rulesByDate } from "../../../api/attendance/rules/work-rules.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const friday = "2026-11-27";
const week = { from: saturday, to: friday } as const;
const flexible = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2641 } });

describe("a weekly-flexible shift", () => {
  it("shares its minutes among the usual working days, the odd ones first, none on closed days", () => {
    const shares = flexible.plan(week).map(({ expectedMinutes }) => expectedMinutes);
    // Saturday … Friday; ISO Monday carries the odd minute.
    expect(shares).toEqual([440, 440, 441, 440, 440, 440, 0]);
    const closed = workday("ir", {
      pattern: { kind: "weekly_flexible", weekMinutes: 2640 },
      overrides: [{ date: saturday, kind: "holiday" }],
    });
    expect(closed.plan(week)[0]?.expectedMinutes).toBe(0);
    const eve = workday("ru", { pattern: { kind: "weekly_flexible", weekMinutes: 2400 } });
    expect(eve.plan({ from: "2026-04-30", to: "2026-04-30" })[0]?.expectedMinutes).toBe(420);
    expect(eve.plan({ from: "2025-11-01", to: "2025-11-01" })[0]?.expectedMinutes).toBe(420);
  });

  it("of an organisation that only rests shares nothing", () => {
    const version = {
      id: "v1",
      shiftId: "shift",
      validFrom: "2016-01-01",
      validTo: null,
      pattern: { kind: "weekly_flexible", weekMinutes: 2640 },
      rules: flexible.rules,
    } as const;
    const day = flexible.plan(week)[0]!;
    expect(day).toMatchObject({ weekMinutes: 2641, segments: [] });
    expect(shareOfWeek(version, day.official, [1, 2, 3, 4, 5, 6, 7])).toBe(0);
  });

  it("counts presence at any hour and calls nothing late, missing or extra on a day", () => {
    const day = flexible.day(saturday, ["11:00 in", "21:00 out"]);
    expect(linesOf(day)).toEqual(["normal 600"]);
    expect(day.lines[0]?.why.rule).toBe("weekly_flexible");
    expect(day).toMatchObject({ late: null, earlyLeave: null, status: "complete" });
    expect(flexible.day(saturday, [])).toMatchObject({ status: "flexible", lines: [] });
    expect(linesOf(flexible.day(friday, ["11:00 in", "12:00 out"]))).toEqual([
      "normal 60",
      "weekend 60",
    ]);
  });

  it("credits leave with the day's share, hours with themselves, never more than the share", () => {
    const base = { kind: "leave", leaveType: "annual" } as const;
    const day = (...requests: ApprovedRequest[]) => flexible.day(saturday, [], { requests });
    const whole = day({ ...base, requestId: "a", unit: "day", from: saturday, to: saturday });
    expect(whole).toMatchObject({ status: "leave", totals: { leave: 440 } });
    expect(whole.lines[0]).toMatchObject({ leaveType: "annual", why: { requestId: "a" } });
    expect(whole.lines[0]).not.toHaveProperty("from");
    const half = day({
      ...base,
      requestId: "a",
      unit: "half_day",
      date: saturday,
      part: "first",
      minutes: 220,
    });
    expect(half).toMatchObject({ status: "flexible", totals: { leave: 220 } });
    const hours = (from: string, to: string, requestId = "b"): ApprovedRequest => ({
      ...base,
      requestId,
      unit: "hour",
      from: flexible.at(`${saturday} ${from}`),
      to: flexible.at(`${saturday} ${to}`),
    });
    expect(day(hours("10:00", "12:30")).totals.leave).toBe(150);
    const both = day(hours("08:00", "14:00"), hours("14:00", "20:00", "c"));
    expect(both.lines.map(({ minutes }) => minutes)).toEqual([360, 80]);
    expect(day({ ...base, requestId: "a", unit: "day", from: friday, to: friday }).lines).toEqual(
      [],
    );
  });

  it("is balanced over the week: worked and excused against what was due", () => {
    const requests: ApprovedRequest[] = [
      {
        kind: "leave",
        leaveType: "annual",
        requestId: "a",
        unit: "day",
        from: saturday,
        to: saturday,
      },
    ];
    const days = flexible.days(
      week,
      [
        "2026-11-22 08:00 in",
        "2026-11-22 20:00 out",
        "2026-11-23 08:00 in",
        "2026-11-23 19:00 out",
      ],
      { requests },
    );
    const [balance] = weekBalances(days, week, "ir", "2026-11-28");
    expect(balance).toEqual({
      from: saturday,
      to: friday,
      expected: 2641,
      worked: 1380,
      credited: 440,
      balance: -821,
      over: true,
      line: {
        layer: "debt",
        kind: "deficit",
        minutes: 821,
        why: {
          rule: "week_balance",
          punchIds: [],
          shiftVersionId: "v1",
          inputs: { expected: 2641, worked: 1380, credited: 440 },
          formula: "worked + credited - expected",
        },
      },
    });
  });

  it("owes nothing before the week is over; a surplus is told as one", () => {
    const punches = [21, 22, 23, 24, 25].flatMap((day) => [
      `2026-11-${day} 08:00 in`,
      `2026-11-${day} 17:00 out`,
    ]);
    const days = flexible.days(week, punches);
    expect(weekBalances(days, week, "ir", friday)[0]).toMatchObject({ over: false, line: null });
    expect(weekBalances(days, week, "ir", "2026-11-28")[0]).toMatchObject({
      balance: 59,
      line: { layer: "premium", kind: "surplus", minutes: 59 },
    });
    const even = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2700 } });
    expect(weekBalances(even.days(week, punches), week, "ir", "2026-11-28")[0]?.line).toBeNull();
  });

  it("belongs to the period its week ends in; other shifts have no balance", () => {
    const days = flexible.days({ from: saturday, to: "2026-12-04" }, []);
    const ends = (from: typeof saturday | "2026-11-28", to: typeof friday | "2026-12-03") =>
      weekBalances(days, { from, to }, "ir", "2026-12-31").map((one) => one.to);
    expect(ends(saturday, friday)).toEqual([friday]);
    expect(ends("2026-11-28", "2026-12-03")).toEqual([]);
    expect(weekBalances(workday("ir").days(week, []), week, "ir", "2026-12-31")).toEqual([]);
  });
});

describe("a week", () => {
  it("begins on Saturday in Iran, on Monday in Russia", () => {
    expect(weekStart(friday, "ir")).toBe(saturday);
    expect(weekStart(saturday, "ir")).toBe(saturday);
    expect(weekStart("2026-11-22", "ru")).toBe("2026-11-16");
    expect(weekStart("2026-11-23", "ru")).toBe("2026-11-23");
  });
});

describe("late days of a month", () => {
  const punches = ["21 08:20", "22 08:00", "23 08:30", "24 08:05", "25 09:00"].flatMap((one) => [
    `2026-11-${one} in`,
    `2026-11-${one.slice(0, 2)} 15:20 out`,
  ]);

  it("with two free ones: the third is acted upon, the first two only recorded (ATT D6)", () => {
    const lenient = workday("ir", { settings: { freeLatesPerMonth: 2 } });
    const days = lenient.days(week, punches);
    const lates = lateDaysOf(days);
    expect(lates.map(({ date, number, minutes, free }) => [date, number, minutes, free])).toEqual([
      [saturday, 1, 20, true],
      ["2026-11-23", 2, 30, true],
      ["2026-11-25", 3, 60, false],
    ]);
    expect(lates[1]?.line).toMatchObject({
      layer: "credit",
      kind: "deficit_excused",
      minutes: 30,
      why: { rule: "free_late", inputs: { number: 2, limit: 2 }, formula: "number <= limit" },
    });
    expect(lates[2]?.line).toBeNull();
    // The days themselves stay as they are.
    expect(days[0]?.totals.deficit).toBe(20);
  });

  it("all count where nobody made any free", () => {
    expect(lateDaysOf(workday("ir").days(week, punches)).map(({ free }) => free)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("that cost nothing have nothing to forgive", () => {
    const lenient = workday("ir", { settings: { freeLatesPerMonth: 2 } });
    const running = lenient.days({ from: saturday, to: saturday }, [`${saturday} 08:20 in`], {
      now: `${saturday} 12:00`,
    });
    expect(lateDaysOf(running)).toMatchObject([{ free: true, line: null }]);
  });
});

describe("rules of an organisation", () => {
  it("hold from their date on: days before stay byte for byte (ATT D8)", () => {
    const base: WorkRule = {
      id: "w1",
      validFrom: "2016-01-01",
      settings: defaultDaySettings("ir"),
    };
    const later: WorkRule = {
      id: "w2",
      validFrom: "2026-11-24",
      settings: {
        ...base.settings,
        nightFromMinute: 600,
        maxOpenMinutes: 240,
        rounding: { minutes: 30, mode: "up" },
        autoOutAfterMinutes: 0,
        restDayWork: "never",
        shortSessionSeconds: 600,
      },
    };
    const punches = [20, 21, 22, 23, 24].flatMap((day) => [
      `2026-11-${day} 08:07 in`,
      `2026-11-${day} 19:33 out`,
    ]);
    const range = { from: "2026-11-20", to: "2026-11-24" } as const;
    const before = workday("ir", { workRules: [base] }).days(range, punches);
    const after = workday("ir", { workRules: [later, base] }).days(range, punches);
    expect(JSON.stringify(after.slice(0, -1))).toBe(JSON.stringify(before.slice(0, -1)));
    expect(after.at(-1)?.totals).not.toEqual(before.at(-1)?.totals);
    expect(after.at(-1)?.lines[0]?.why.workRuleId).toBe("w2");
    expect(before.at(-1)?.workRule.id).toBe("w1");
  });

  it("are those of the law pack where nobody said otherwise, and a row says all that it changes", () => {
    const rules = workRulesOf("ru", [
      { id: "w1", validFrom: "2026-03-01", changes: { freeLatesPerMonth: 2 } },
      { id: "w2", validFrom: "2026-05-01", changes: { overtimeTiers: [] } },
    ]);
    const on = rulesByDate(rules);
    expect(on("2026-02-28")).toEqual({
      id: null,
      validFrom: "0001-01-01",
      settings: defaultDaySettings("ru"),
    });
    expect(on("2026-03-01").settings).toMatchObject({ freeLatesPerMonth: 2, overtimeTiers: [120] });
    expect(on("2026-05-01").settings).toMatchObject({ freeLatesPerMonth: null, overtimeTiers: [] });
  });

  it("that begin on one day: the later entered one holds", () => {
    const rules = workRulesOf("ir", [
      { id: "w2", validFrom: "2026-03-01", changes: { freeLatesPerMonth: 2 } },
      { id: "w1", validFrom: "2026-03-01", changes: { freeLatesPerMonth: 1 } },
    ]);
    expect(rulesByDate(rules)("2026-03-01").id).toBe("w2");
    expect(() => rulesByDate([])("2026-03-01")).toThrow(RangeError);
  });
});

describe("a flexible week in its period", () => {
  const even = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2640 } });

  it("ending on the first day of a period belongs to it", () => {
    const days = even.days(week, []);
    const period = { from: friday, to: "2026-12-21" } as const;
    expect(weekBalances(days, period, "ir", "2026-12-31")).toHaveLength(1);
    const after = { from: "2026-11-28", to: "2026-12-21" } as const;
    expect(weekBalances(days, after, "ir", "2026-12-31")).toEqual([]);
  });

  it("counts missions as worked off, like leave", () => {
    const requests: ApprovedRequest[] = [
      {
        kind: "mission",
        requestId: "m",
        leaveType: null,
        unit: "day",
        from: saturday,
        to: saturday,
      },
    ];
    const days = even.days(week, [], { requests });
    const [balance] = weekBalances(days, week, "ir", "2026-12-31");
    expect(balance).toMatchObject({ expected: 2640, credited: 440, balance: -2200 });
    expect(balance?.line?.why.shiftVersionId).toBe("v1");
  });
});
