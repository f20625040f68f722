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
