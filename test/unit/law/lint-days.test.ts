import { describe, expect, it } from "vitest";
import type { ApprovedRequest } from "../../../api/attendance/rules/types.ts";
import { lintDays, type OvertimeRequest } from "../../../api/law/rules/lint-days.ts";
import { workday } from "../attendance/workday.ts";

const ru = workday("ru", { rules: { overtimeAfter: "automatic" } });
const ir = workday("ir");
const ahead = { now: "2026-11-10 12:00" };
const monday = "2026-11-16";

const overtime = (from: string, to: string, house = ru): OvertimeRequest => ({
  kind: "overtime",
  requestId: "o1",
  from: house.at(from),
  to: house.at(to),
});

describe("days as the law sees them", () => {
  it("are what was counted once they are through", () => {
    const [day] = lintDays([ru.day(monday, ["09:00 in", "23:00 out"])], [], "ru");
    expect(day).toMatchObject({ date: monday, normal: 480, overtime: 300, restDay: 0, night: 60 });
    expect(day).toMatchObject({ shiftNight: 0, free: false, substituted: false });
    expect(day?.work.at(-1)?.to).toBe(ru.at("2026-11-16 23:00"));
  });

  it("keep work on a rest day apart", () => {
    const [day] = lintDays([ru.day("2026-11-21", ["10:00 in", "13:00 out"])], [], "ru");
    expect(day).toMatchObject({ normal: 0, overtime: 0, restDay: 180 });
  });

  it("are the plan with its overtime while they are to come", () => {
    const day = ru.day(monday, [], ahead);
    expect(lintDays([day], [], "ru")[0]).toMatchObject({ normal: 480, overtime: 0, free: false });
    const [more] = lintDays([day], [overtime("2026-11-16 18:00", "2026-11-16 23:30")], "ru");
    expect(more).toMatchObject({ normal: 480, overtime: 330, night: 90, shiftNight: 0 });
    expect(more?.work).toEqual([
      { from: ru.at("2026-11-16 09:00"), to: ru.at("2026-11-16 23:30") },
    ]);
  });

  it("count of an overtime request only what the plan has not, on its own day", () => {
    const day = ru.day(monday, [], ahead);
    const [overlapping] = lintDays([day], [overtime("2026-11-16 17:00", "2026-11-16 19:00")], "ru");
    expect(overlapping?.overtime).toBe(60);
    const [other] = lintDays([day], [overtime("2026-11-17 18:00", "2026-11-17 19:00")], "ru");
    expect(other?.overtime).toBe(0);
  });

  it("take overtime on a day off as work on a rest day", () => {
    const day = ru.day("2026-11-21", [], ahead);
    const [saturday] = lintDays([day], [overtime("2026-11-21 10:00", "2026-11-21 14:00")], "ru");
    expect(saturday).toMatchObject({ overtime: 0, restDay: 240, normal: 0, free: false });
    expect(lintDays([day], [], "ru")[0]).toMatchObject({ free: true, work: [] });
  });

  it("leave out what leave takes off the plan", () => {
    const leave: ApprovedRequest = {
      kind: "leave",
      requestId: "l1",
      leaveType: "annual",
      unit: "day",
      from: monday,
      to: monday,
    };
    const [day] = lintDays([ru.day(monday, [], { ...ahead, requests: [leave] })], [], "ru");
    expect(day).toMatchObject({ normal: 0, work: [], free: false });
  });

  it("know the night of a shift that is planned", () => {
    const night = workday("ir", { daily: [{ startMinute: 22 * 60, endMinute: 30 * 60 }] });
    const [day] = lintDays([night.day("2026-11-21", [], ahead)], [], "ir");
    expect(day).toMatchObject({ night: 480, shiftNight: 480, normal: 480 });
  });

  it("are the plan while they run, or more when more is counted", () => {
    const running = ru.day(monday, ["09:00 in", "12:00 out"], { now: "2026-11-16 12:30" });
    expect(lintDays([running], [], "ru")[0]).toMatchObject({ normal: 480 });
    const long = ru.day(monday, ["09:00 in", "19:00 out", "20:00 in"], { now: "2026-11-16 20:30" });
    expect(lintDays([long], [], "ru")[0]).toMatchObject({ overtime: 60 });
  });

  it("count a mission as work and a free Iranian Friday as free", () => {
    const mission: ApprovedRequest = {
      kind: "mission",
      requestId: "m1",
      leaveType: null,
      unit: "day",
      from: "2026-11-21",
      to: "2026-11-21",
    };
    const [day] = lintDays([ir.day("2026-11-21", [], { requests: [mission] })], [], "ir");
    expect(day).toMatchObject({ normal: 440 });
    expect(lintDays([ir.day("2026-11-20", [])], [], "ir")[0]).toMatchObject({ free: true });
  });

  it("remember that another day off is given", () => {
    const day = ir.day("2026-11-20", ["08:00 in", "12:00 out"]);
    const given = { ...day, planned: { ...day.planned, substituteOn: "2026-11-22" as const } };
    expect(lintDays([given], [], "ir")[0]?.substituted).toBe(true);
  });
});

/** When people were at work on Monday, in hours from midnight. */
const workOf = (...punches: string[]) =>
  lintDays([ru.day(monday, punches)], [], "ru")[0]?.work.map(({ from, to }) =>
    [from, to].map((at) => (at - ru.at(`${monday} 00:00`)) / 3_600_000),
  );

const leaveOf = (from: string, to: string): ApprovedRequest => ({
  kind: "leave",
  requestId: "l1",
  leaveType: "annual",
  unit: "hour",
  from: ru.at(`${monday} ${from}`),
  to: ru.at(`${monday} ${to}`),
});

describe("days that are through", () => {
  it("are when people worked, their unpaid breaks left out", () => {
    expect(workOf("09:00 in", "18:00 out")).toEqual([
      [9, 13],
      [14, 18],
    ]);
    expect(workOf("09:00 in", "12:00 out")).toEqual([[9, 12]]);
  });

  it("count what was worked, not what was planned", () => {
    const [short] = lintDays([ru.day(monday, ["09:00 in", "12:00 out"])], [], "ru");
    expect(short).toMatchObject({ normal: 180, free: false });
    const [absent] = lintDays([ru.day(monday, [])], [], "ru");
    expect(absent).toMatchObject({ normal: 0, work: [], free: false });
  });

  it("count paid breaks as work", () => {
    const prayer = workday("ir", {
      rules: { breaks: [{ mode: "punched", paid: true, minutes: 20 }] },
    });
    const day = prayer.day("2026-11-21", [
      "08:00 in",
      "12:00 break_start",
      "12:20 break_end",
      "15:20 out",
    ]);
    expect(lintDays([day], [], "ir")[0]).toMatchObject({
      normal: 440,
      work: [{ from: prayer.at("2026-11-21 08:00"), to: prayer.at("2026-11-21 15:20") }],
    });
  });

  it("of rest are worked or free", () => {
    const [friday] = lintDays([ir.day("2026-11-20", ["08:00 in", "10:00 out"])], [], "ir");
    expect(friday).toMatchObject({
      restDay: 120,
      free: false,
      work: [{ from: ir.at("2026-11-20 08:00"), to: ir.at("2026-11-20 10:00") }],
    });
    const [holiday] = lintDays([ir.day("2026-12-23", ["08:00 in", "10:00 out"])], [], "ir");
    expect(holiday).toMatchObject({ restDay: 120, work: [{}] });
    const mistap = ir.day("2026-11-20", ["08:00:00 in", "08:00:20 out"]);
    expect(lintDays([mistap], [], "ir")[0]).toMatchObject({ restDay: 0, free: true });
  });
});

describe("days to come", () => {
  it("hold what is left of the plan beside some hours of leave", () => {
    const day = ru.day(monday, [], { ...ahead, requests: [leaveOf("09:00", "11:00")] });
    expect(lintDays([day], [], "ru")[0]).toMatchObject({
      normal: 360,
      work: [{ from: ru.at(`${monday} 11:00`), to: ru.at(`${monday} 18:00`) }],
    });
  });

  it("are planned still while nobody has come", () => {
    const day = ru.day(monday, [], { now: `${monday} 10:00` });
    expect(lintDays([day], [], "ru")[0]).toMatchObject({ normal: 480, free: false });
  });

  it("on leave are not free, though somebody has come", () => {
    const requests = [leaveOf("09:00", "18:00")];
    const day = ru.day(monday, ["09:00 in"], { requests, now: `${monday} 10:00` });
    expect(lintDays([day], [], "ru")[0]).toMatchObject({ normal: 0, work: [], free: false });
  });

  it("take an overtime request by the day it begins on", () => {
    const day = ru.day(monday, [], ahead);
    const extra = (from: string, to: string) =>
      lintDays([day], [overtime(from, to)], "ru")[0]?.overtime;
    expect(extra("2026-11-15 23:00", "2026-11-16 02:00")).toBe(0);
    expect(extra("2026-11-16 00:00", "2026-11-16 02:00")).toBe(120);
    expect(extra("2026-11-16 23:00", "2026-11-17 02:00")).toBe(180);
    expect(extra("2026-11-17 00:00", "2026-11-17 02:00")).toBe(0);
  });

  it("know the night of the morning before a shift", () => {
    const early = workday("ir", { daily: [{ startMinute: 240, endMinute: 600 }] });
    const [day] = lintDays([early.day("2026-11-21", [], ahead)], [], "ir");
    expect(day).toMatchObject({ night: 120, shiftNight: 120 });
  });

  it("remember that another day off is given", () => {
    const called = workday("ir", {
      exceptions: [
        {
          id: "x",
          date: "2026-11-23",
          segments: [],
          shiftId: null,
          source: "exception",
          substituteFor: "2026-11-20",
        },
      ],
    });
    const days = called.days({ from: "2026-11-19", to: "2026-11-20" }, [], ahead);
    expect(lintDays(days, [], "ir").map(({ substituted }) => substituted)).toEqual([false, true]);
  });
});

describe("overtime on a day without a plan", () => {
  const request = overtime("2026-11-16 10:00", "2026-11-16 14:00");
  const planned = (of: typeof ru) => lintDays([of.day(monday, [], ahead)], [request], "ru")[0];

  it("is overtime for people without a shift, on a working day", () => {
    const nobody = workday("ru", { unassigned: true });
    expect(planned(nobody)).toMatchObject({ overtime: 240, restDay: 0 });
    const saturday = overtime("2026-11-21 10:00", "2026-11-21 14:00");
    const [rest] = lintDays([nobody.day("2026-11-21", [], ahead)], [saturday], "ru");
    expect(rest).toMatchObject({ overtime: 0, restDay: 240 });
  });

  it("is work on a rest day for those whose shift is off", () => {
    const weekly = workday("ru", {
      pattern: { kind: "weekly", days: { 2: [{ startMinute: 540, endMinute: 1080 }] } },
    });
    expect(planned(weekly)).toMatchObject({ overtime: 0, restDay: 240 });
  });

  it("is overtime on a day of a flexible week, which holds no hours before they are worked", () => {
    const flexible = workday("ru", { pattern: { kind: "weekly_flexible", weekMinutes: 2400 } });
    expect(planned(flexible)).toMatchObject({ normal: 0, overtime: 240, restDay: 0 });
    expect(lintDays([flexible.day(monday, [])], [], "ru")[0]).toMatchObject({
      normal: 0,
      overtime: 0,
      restDay: 0,
      free: true,
    });
    const sunday = overtime("2026-11-22 10:00", "2026-11-22 14:00");
    const [rest] = lintDays([flexible.day("2026-11-22", [], ahead)], [sunday], "ru");
    expect(rest).toMatchObject({ overtime: 0, restDay: 240 });
  });

  it("gives way to what is counted already", () => {
    const friday = ir.day("2026-11-20", ["08:00 in", "10:00 out", "11:00 in"], {
      now: "2026-11-20 11:30",
    });
    expect(lintDays([friday], [], "ir")[0]).toMatchObject({ restDay: 120, free: false });
  });
});
