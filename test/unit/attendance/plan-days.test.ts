import { describe, expect, it } from "vitest";
import { defaultShiftPattern, defaultShiftRules } from "../../../api/attendance/rules/defaults.ts";
import { isDueDay, planDays } from "../../../api/attendance/rules/plan-days.ts";
import type { ShiftAssignment, ShiftVersion } from "../../../api/attendance/rules/types.ts";
import { officialCalendarOf } from "../../../api/core/calendar/official-days.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { minuteOfDayOf } from "../../../api/core/calendar/zone.ts";
import { workday } from "./workday.ts";

const version: ShiftVersion = {
  id: "v1",
  shiftId: "s1",
  validFrom: "2026-01-01",
  validTo: null,
  pattern: defaultShiftPattern("ir"),
  rules: defaultShiftRules("ir"),
};
const assignment: ShiftAssignment = {
  id: "a1",
  shiftId: "s1",
  target: "group",
  from: "2026-01-01",
  to: null,
  workplaceId: "w1",
  zone: "Asia/Tehran",
};

function plan(date: LocalDate, assignments: ShiftAssignment[], versions: ShiftVersion[]) {
  return planDays({
    assignments,
    versions,
    calendar: officialCalendarOf("ir"),
    range: { from: date, to: date },
    zone: "Asia/Tehran",
  })[0]!;
}

const begun = (id: string, date: LocalDate): ShiftAssignment => ({
  ...assignment,
  id,
  from: date,
});
const holds = (...assignments: ShiftAssignment[]) =>
  plan("2026-11-21", assignments, [version]).assignmentId;

const nights: ShiftVersion = {
  ...version,
  id: "n1",
  shiftId: "s2",
  pattern: { kind: "weekly", days: { 6: [{ startMinute: 1320, endMinute: 1800 }] } },
};

/** The day before a holiday of a shift in parts, hours from midnight. */
const parts = (...ends: (readonly [number, number])[]) =>
  workday("ru", {
    daily: ends.map(([from, to]) => ({ startMinute: from * 60, endMinute: to * 60 })),
    rules: { breaks: [] },
  }).plan({ from: "2026-04-30", to: "2026-04-30" })[0];

describe("the plan of a person", () => {
  it("is the shift in concrete instants, empty on Friday and on holidays", () => {
    const days = workday("ir").plan({ from: "2026-11-18", to: "2026-11-21" });
    expect(days.map(({ expectedMinutes }) => expectedMinutes)).toEqual([440, 440, 0, 440]);
    const [first] = days;
    expect(minuteOfDayOf(first!.segments[0]!.start, "Asia/Tehran")).toBe(480);
    expect(minuteOfDayOf(first!.segments[0]!.end, "Asia/Tehran")).toBe(920);
    expect(workday("ir").plan({ from: "2026-12-23", to: "2026-12-23" })[0]).toMatchObject({
      segments: [],
      official: { kind: "holiday" },
    });
  });

  it("prefers the person's own shift to the group's, the newer to the older", () => {
    const own: ShiftAssignment = {
      ...assignment,
      id: "a0",
      target: "employee",
      shiftId: "s2",
      from: "2026-01-01",
    };
    const newer: ShiftAssignment = {
      ...assignment,
      id: "a2",
      shiftId: "s2",
      from: "2026-06-01",
      to: "2026-11-21",
    };
    const versions = [version, nights];
    expect(plan("2026-11-21", [assignment, own], versions)).toMatchObject({
      assignmentId: "a0",
      shiftVersionId: "n1",
    });
    expect(plan("2026-11-21", [assignment, newer], versions).assignmentId).toBe("a2");
    expect(plan("2026-11-22", [assignment, newer], versions).assignmentId).toBe("a1");
  });

  it("is the person's own whatever the order they are read in, and tells its workplace", () => {
    const own: ShiftAssignment = { ...assignment, id: "a0", target: "employee" };
    expect(plan("2026-11-21", [own, assignment], [version]).assignmentId).toBe("a0");
    expect(plan("2026-11-21", [assignment, own], [version]).assignmentId).toBe("a0");
    expect(plan("2026-11-21", [own], [version]).workplaceId).toBe("w1");
    expect(plan("2026-11-21", [{ ...own, workplaceId: null }], [version]).workplaceId).toBeNull();
  });

  it("begins on its first day, of two that began together the later entered one holds", () => {
    expect(holds(begun("a1", "2026-11-21"))).toBe("a1");
    expect(holds(begun("a1", "2026-11-22"))).toBeNull();
    expect(holds(begun("a1", "2026-06-01"), begun("a2", "2026-06-01"))).toBe("a2");
    expect(holds(begun("a2", "2026-06-01"), begun("a1", "2026-06-01"))).toBe("a2");
    expect(holds(begun("a2", "2026-05-01"), begun("a1", "2026-06-01"))).toBe("a1");
  });

  it("has no hours after the last version, of two versions of one day the later entered one holds", () => {
    const ended: ShiftVersion = { ...version, validTo: "2026-11-20" };
    expect(plan("2026-11-21", [assignment], [ended])).toMatchObject({ rules: null, segments: [] });
    const again: ShiftVersion = { ...version, id: "v2" };
    expect(plan("2026-11-21", [assignment], [version, again]).shiftVersionId).toBe("v2");
    expect(plan("2026-11-21", [assignment], [again, version]).shiftVersionId).toBe("v2");
    const newer: ShiftVersion = { ...version, id: "v0", validFrom: "2026-02-01" };
    expect(plan("2026-11-21", [assignment], [newer, again]).shiftVersionId).toBe("v0");
  });

  it("uses the version of the date", () => {
    const versions: ShiftVersion[] = [
      { ...version, validTo: "2026-11-21" },
      { ...version, id: "v2", validFrom: "2026-11-22" },
    ];
    expect(plan("2026-11-21", [assignment], versions).shiftVersionId).toBe("v1");
    expect(plan("2026-11-22", [assignment], versions).shiftVersionId).toBe("v2");
    expect(plan("2025-12-31", [{ ...assignment, from: "2025-01-01" }], versions)).toMatchObject({
      shiftVersionId: null,
      rules: null,
    });
  });

  it("without a shift has no hours and follows the calendar", () => {
    expect(plan("2026-11-21", [], [version])).toMatchObject({
      assignmentId: null,
      segments: [],
      expectedMinutes: 0,
      rules: null,
    });
    expect(isDueDay(plan("2026-11-21", [], []))).toBe(true);
    expect(isDueDay(plan("2026-11-20", [], []))).toBe(false);
    expect(isDueDay(plan("2026-11-20", [assignment], [version]))).toBe(false);
  });

  it("of a flexible week is due on days that have a share of it", () => {
    const flexible = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2640 } });
    const due = flexible.plan({ from: "2026-11-19", to: "2026-11-21" }).map(isDueDay);
    expect(due).toEqual([true, false, true]);
  });

  it("rotates from its anchor, holidays too where the shift works on them", () => {
    const guard = [{ startMinute: 480, endMinute: 1920 }];
    const rotating: ShiftVersion = {
      ...version,
      pattern: { kind: "rotating", anchor: "2026-11-21", cycle: [guard, [], []] },
      rules: { ...version.rules, worksOnHolidays: true },
    };
    const minutes = (date: LocalDate) => plan(date, [assignment], [rotating]).expectedMinutes;
    expect(
      (["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-24"] as const).map(
        minutes,
      ),
    ).toEqual([1440, 0, 0, 1440, 1440]);
    expect(minutes("2026-12-27")).toBe(1440);
    expect(minutes("2027-01-05")).toBe(1440);
  });

  it("is an hour shorter before a Russian holiday, and Friday-like on a worked Saturday (ATT G1, G2)", () => {
    const ru = workday("ru");
    expect(
      ru
        .plan({ from: "2026-04-29", to: "2026-05-01" })
        .map(({ expectedMinutes }) => expectedMinutes),
    ).toEqual([480, 420, 0]);
    expect(
      ru
        .plan({ from: "2025-11-01", to: "2025-11-05" })
        .map(({ expectedMinutes }) => expectedMinutes),
    ).toEqual([420, 0, 0, 0, 480]);
    const guards = workday("ru", { rules: { shortDays: false } });
    expect(guards.plan({ from: "2026-04-30", to: "2026-04-30" })[0]?.expectedMinutes).toBe(480);
  });

  it("is closed on the organisation's own holiday and rest day", () => {
    const closed = workday("ir", {
      overrides: [
        { date: "2026-11-21", kind: "holiday" },
        { date: "2026-11-22", kind: "weekend" },
      ],
    });
    expect(
      closed.plan({ from: "2026-11-21", to: "2026-11-23" }).map(({ segments }) => segments.length),
    ).toEqual([0, 0, 1]);
  });

  it("shortens a split shift from its end", () => {
    const split = workday("ru", {
      daily: [
        { startMinute: 480, endMinute: 720 },
        { startMinute: 960, endMinute: 1000 },
      ],
      rules: { breaks: [] },
    });
    const [day] = split.plan({ from: "2026-04-30", to: "2026-04-30" });
    expect(day).toMatchObject({ expectedMinutes: 220, segments: [{}] });
  });

  it("loses whole parts of a split shift before a holiday", () => {
    expect(parts([8, 12], [16, 17])).toMatchObject({ expectedMinutes: 240, segments: [{}] });
    expect(parts([8, 10], [11, 13], [14, 15])).toMatchObject({
      expectedMinutes: 240,
      segments: [{}, {}],
    });
  });

  it("of a shift every day is closed on a rest day the organisation declares, not on a usual one", () => {
    const daily = workday("ir", {
      daily: [{ startMinute: 480, endMinute: 720 }],
      overrides: [{ date: "2026-11-21", kind: "weekend" }],
    });
    const days = daily.plan({ from: "2026-11-20", to: "2026-11-22" });
    expect(days.map(({ expectedMinutes }) => expectedMinutes)).toEqual([240, 0, 240]);
  });

  it("has no automatic break in a shift that is too short for one", () => {
    const short = workday("ru", { daily: [{ startMinute: 540, endMinute: 780 }] });
    expect(short.plan({ from: "2026-11-16", to: "2026-11-16" })[0]?.expectedMinutes).toBe(240);
    const longer = workday("ru", { daily: [{ startMinute: 540, endMinute: 800 }] });
    expect(longer.plan({ from: "2026-11-16", to: "2026-11-16" })[0]?.expectedMinutes).toBe(240);
  });
});
