import { describe, expect, it } from "vitest";
import {
  DEFAULT_PUNCH_SETTINGS,
  defaultDaySettings,
  defaultShiftPattern,
  defaultShiftRules,
} from "../../../api/attendance/rules/defaults.ts";
import { saidBy } from "../../../api/attendance/rules/said-by.ts";
import { rulesByDate, workRulesOf } from "../../../api/attendance/rules/work-rules.ts";

const saturday = "2026-11-21";

describe("what a new organisation starts with", () => {
  it("is a grace of ten minutes, overtime by permit and no float", () => {
    expect(defaultShiftRules("ir")).toEqual({
      graceLateMinutes: 10,
      graceEarlyMinutes: 10,
      lateMode: "whole",
      floatMinutes: 0,
      earlyWindowMinutes: 120,
      lateWindowMinutes: 240,
      breaks: [],
      overtimeBefore: "approval",
      overtimeAfter: "approval",
      overtimeBufferMinutes: 0,
      worksOnHolidays: false,
      shortDays: false,
    });
  });

  it("in Russia is an hour's break and shortened days besides (art. 95, 108)", () => {
    const { breaks, shortDays, ...rest } = defaultShiftRules("ru");
    const { breaks: none, shortDays: never, ...same } = defaultShiftRules("ir");
    expect(breaks).toEqual([{ mode: "auto_deduct", paid: false, minutes: 60, afterMinutes: 240 }]);
    expect([shortDays, none, never]).toEqual([true, [], false]);
    expect(rest).toEqual(same);
  });

  it("is 7:20 from Saturday on in Iran and 8:00 of nine hours in Russia", () => {
    expect(defaultShiftPattern("ir")).toEqual({
      kind: "workdays",
      segments: [{ startMinute: 480, endMinute: 920 }],
    });
    expect(defaultShiftPattern("ru")).toEqual({
      kind: "workdays",
      segments: [{ startMinute: 540, endMinute: 1080 }],
    });
  });

  it("reckons days to the minute, the night from ten to six, tiers of overtime in Russia only", () => {
    const common = {
      maxOpenMinutes: 960,
      shortSessionSeconds: 60,
      nightFromMinute: 1320,
      nightToMinute: 360,
      restDayWork: "automatic",
      rounding: { minutes: 1, mode: "nearest" },
      autoOutAfterMinutes: null,
      freeLatesPerMonth: null,
    };
    expect(defaultDaySettings("ir")).toEqual({ ...common, markWeekend: true, overtimeTiers: [] });
    expect(defaultDaySettings("ru")).toEqual({
      ...common,
      markWeekend: false,
      overtimeTiers: [120],
    });
  });

  it("takes messages as ATT §5 says: a minute for twins, two for undo, sixteen hours in", () => {
    expect(DEFAULT_PUNCH_SETTINGS).toEqual({
      dedupeSeconds: 60,
      undoSeconds: 120,
      maxOpenMinutes: 960,
      delayedAfterSeconds: 120,
      futureToleranceSeconds: 120,
      accuracyMaxM: 100,
      impossibleSpeedKmh: 200,
      replayDays: 3,
    });
  });
});

const row = (id: string, validFrom: typeof saturday | "2026-03-01") => ({
  id,
  validFrom,
  changes: {},
});

describe("rules of an organisation", () => {
  it("begin in order of their days, then of their entry, however they are read", () => {
    const holds = (...ids: ReturnType<typeof row>[]) =>
      rulesByDate(workRulesOf("ir", ids))("2026-12-01").id;
    expect(holds(row("w9", "2026-03-01"), row("w1", saturday))).toBe("w1");
    expect(holds(row("w1", saturday), row("w9", "2026-03-01"))).toBe("w1");
    expect(holds(row("w1", saturday), row("w2", saturday))).toBe("w2");
    expect(holds(row("w2", saturday), row("w1", saturday))).toBe("w2");
  });

  it("entered for the beginning stand over those of the law pack", () => {
    const first = { id: "w1", validFrom: "0001-01-01", changes: { markWeekend: false } } as const;
    expect(rulesByDate(workRulesOf("ir", [first]))(saturday).id).toBe("w1");
    const [pack] = workRulesOf("ir", []);
    const [, stored] = workRulesOf("ir", [first]);
    expect(rulesByDate([stored!, pack!])(saturday).id).toBe("w1");
  });

  it("name the date for which there are none", () => {
    expect(() => rulesByDate([])(saturday)).toThrow(`no work rules on ${saturday}`);
  });
});

describe("a stored punch without a direction", () => {
  it("was said as an arrival", () => {
    expect(saidBy({ direction: "undirected" })).toBe("in");
    for (const direction of ["in", "out", "break_start", "break_end"] as const)
      expect(saidBy({ direction })).toBe(direction);
  });
});
