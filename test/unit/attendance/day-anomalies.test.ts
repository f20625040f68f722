import { describe, expect, it } from "vitest";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import { deriveDays } from "../../../api/attendance/rules/derive-days.ts";
import type { ApprovedRequest, RosterException } from "../../../api/attendance/rules/types.ts";
import { codesOf, linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const friday = "2026-11-20";
const holiday = "2026-12-23";
const ir = workday("ir");
const hours = [{ startMinute: 480, endMinute: 920 }];

/** Called in by the manager on a day of rest. */
const called = (date: RosterException["date"], segments: RosterException["segments"] = hours) =>
  workday("ir", {
    exceptions: [
      { id: "x", date, segments, shiftId: null, source: "exception", substituteFor: null },
    ],
  });

describe("what is asked about a day", () => {
  it("comes in the order of the day, whoever noticed it", () => {
    const day = ir.day(saturday, ["08:00:00 in", "08:00:30 out", "12:00 out"]);
    expect(codesOf(day)).toEqual(["short_session", "double_out"]);
  });

  it("names the punches whose place is in doubt, and no other flag of theirs", () => {
    const entered = ir.punch(`${saturday} 08:00 in`, {
      flags: [{ code: "impossible_travel" }, { code: "accuracy_coarse" }],
    });
    const day = ir.day(saturday, [entered, "15:20 out"]);
    expect(day.anomalies).toEqual([
      { code: "impossible_travel", at: entered.at, punchIds: [entered.id] },
    ]);
  });

  it("names what was punched on leave", () => {
    const leave: ApprovedRequest = {
      kind: "leave",
      requestId: "r",
      leaveType: "annual",
      unit: "day",
      from: saturday,
      to: saturday,
    };
    const day = ir.day(saturday, ["09:00 in", "10:00 out", "11:00 in", "12:00 out"], {
      requests: [leave],
    });
    expect(day.anomalies).toEqual([
      {
        code: "worked_on_leave",
        at: ir.at(`${saturday} 09:00`),
        punchIds: [
          `${saturday} 09:00 in`,
          `${saturday} 10:00 out`,
          `${saturday} 11:00 in`,
          `${saturday} 12:00 out`,
        ],
        minutes: 120,
      },
    ]);
  });

  it("is nothing about a break within its limit", () => {
    const punched = workday("ir", {
      rules: { breaks: [{ mode: "punched", paid: false, minutes: 30 }] },
    });
    const day = punched.day(saturday, [
      "08:00 in",
      "12:00 break_start",
      "12:30 break_end",
      "15:20 out",
    ]);
    expect(day.anomalies).toEqual([]);
  });

  it("leaves a day complete that is only late, or has a break too many", () => {
    const day = ir.day(saturday, ["08:30 in", "12:00 break_end", "15:20 out"]);
    expect(codesOf(day)).toEqual(["break_unmatched"]);
    expect(day).toMatchObject({ status: "complete", totals: { deficit: 30, unresolved: 0 } });
  });
});

describe("a day of rest on which somebody was called in", () => {
  it("owes what was called for, on an official holiday too", () => {
    const day = called(holiday).day(holiday, ["08:00 in", "14:20 out"]);
    expect(linesOf(day)).toEqual(["holiday 380", "deficit 60"]);
  });

  it("is not made good by hours before or after the call", () => {
    const of = called(friday);
    expect(linesOf(of.day(friday, ["06:00 in", "07:00 out", "08:20 in", "16:00 out"]))).toEqual([
      "weekend 60",
      "weekend 420",
      "weekend 40",
      "deficit 20",
    ]);
  });

  it("in two parts is owed in both", () => {
    const parts = [
      { startMinute: 480, endMinute: 720 },
      { startMinute: 840, endMinute: 960 },
    ];
    const day = called(friday, parts).day(friday, [
      "08:00 in",
      "12:00 out",
      "14:00 in",
      "15:30 out",
    ]);
    expect(linesOf(day)).toEqual(["weekend 240", "weekend 90", "deficit 30"]);
  });
});

describe("premiums of a day", () => {
  it("are no hours: who leaves a planned Friday early owes the rest", () => {
    const guard = workday("ir", { daily: hours });
    const day = guard.day(friday, ["08:00 in", "12:00 out"]);
    expect(linesOf(day)).toEqual(["normal 240", "weekend 240", "deficit 200"]);
    expect(day.totals).toMatchObject({ worked: 240, weekend: 240, deficit: 200 });
  });
});

describe("a derivation", () => {
  const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });
  const input = {
    from: saturday,
    to: saturday,
    punches: [`${saturday} 22:00 in`, "2026-11-22 06:00 out"].map((one) => night.punch(one)),
    requests: [],
    now: night.at("2026-11-23 12:00"),
    rules: [{ id: null, validFrom: "2016-01-01", settings: defaultDaySettings("ir") }],
  } as const;

  it("needs the roster of its dates only, also for a night that ends after them", () => {
    const roster = night.plan({ from: saturday, to: saturday });
    expect(deriveDays({ ...input, roster })[0]?.totals).toMatchObject({ worked: 480, night: 480 });
  });

  it("names the date that the roster lacks", () => {
    const roster = night.plan({ from: friday, to: friday });
    expect(() => deriveDays({ ...input, roster })).toThrow(`no ${saturday}`);
  });
});
