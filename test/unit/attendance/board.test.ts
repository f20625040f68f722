import { describe, expect, it } from "vitest";
import { boardStatus } from "../../../api/attendance/rules/board.ts";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import type { ApprovedRequest, BoardEntry } from "../../../api/attendance/rules/types.ts";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { workday } from "./workday.ts";

const ir = workday("ir");
const saturday = "2026-11-21";

function board(
  now: string,
  punches: string[] = [],
  requests: ApprovedRequest[] = [],
  of = ir,
): BoardEntry {
  const date = now.slice(0, 10) as LocalDate;
  return boardStatus({
    now: of.at(now),
    punches: punches.map((text) => of.punch(text)),
    roster: of.plan({ from: addDays(date, -1), to: addDays(date, 1) }),
    requests,
    rules: [{ id: null, validFrom: "2016-01-01", settings: defaultDaySettings("ir") }],
  });
}

describe("the board", () => {
  it("waits for the start and its grace, then says late", () => {
    const start = ir.at(`${saturday} 08:00`);
    expect(board(`${saturday} 07:00`)).toEqual({
      status: "not_yet",
      present: false,
      since: start,
      lateMinutes: 0,
    });
    expect(board(`${saturday} 08:10:59`).status).toBe("not_yet");
    expect(board(`${saturday} 08:11`)).toEqual({
      status: "late",
      present: false,
      since: start,
      lateMinutes: 11,
    });
    expect(board(`${saturday} 21:00`)).toMatchObject({ status: "late", lateMinutes: 440 });
  });

  it("tells who is in, and who came late", () => {
    expect(board(`${saturday} 12:00`, [`${saturday} 07:55 in`])).toEqual({
      status: "in",
      present: true,
      since: ir.at(`${saturday} 07:55`),
      lateMinutes: 0,
    });
    expect(board(`${saturday} 12:00`, [`${saturday} 08:30 in`])).toEqual({
      status: "late",
      present: true,
      since: ir.at(`${saturday} 08:30`),
      lateMinutes: 30,
    });
  });

  it("tells who has gone, and since when", () => {
    const punches = [`${saturday} 08:00 in`, `${saturday} 12:00 out`];
    expect(board(`${saturday} 12:30`, punches)).toMatchObject({
      status: "out",
      since: ir.at(`${saturday} 12:00`),
    });
    expect(board(`${saturday} 12:30`, [...punches, `${saturday} 12:20 in`]).status).toBe("in");
  });

  it("does not invent when an OUT is forgotten", () => {
    expect(board(`${saturday} 20:00`, [`${saturday} 08:00 in`])).toMatchObject({
      status: "out",
      since: null,
    });
  });

  it("shows approved leave as away, whole days on days off too, the person at work as in", () => {
    const leave: ApprovedRequest = {
      kind: "leave",
      requestId: "r",
      leaveType: "annual",
      unit: "day",
      from: "2026-11-19",
      to: saturday,
    };
    expect(board(`${saturday} 10:00`, [], [leave])).toMatchObject({
      status: "away",
      since: ir.at("2026-11-19 00:00"),
    });
    expect(board("2026-11-20 10:00", [], [leave]).status).toBe("away");
    expect(board(`${saturday} 10:00`, [`${saturday} 09:00 in`], [leave]).status).toBe("in");
  });

  it("waits until hourly leave ends", () => {
    const leave: ApprovedRequest = {
      kind: "leave",
      requestId: "r",
      leaveType: "annual",
      unit: "hour",
      from: ir.at(`${saturday} 08:00`),
      to: ir.at(`${saturday} 10:00`),
    };
    expect(board(`${saturday} 09:00`, [], [leave]).status).toBe("away");
    expect(board(`${saturday} 10:05`, [], [leave])).toMatchObject({
      status: "not_yet",
      since: ir.at(`${saturday} 10:00`),
    });
    expect(board(`${saturday} 10:30`, [], [leave])).toMatchObject({
      status: "late",
      lateMinutes: 30,
    });
  });

  it("rests on days off, unless somebody works", () => {
    expect(board("2026-11-20 10:00")).toEqual({
      status: "day_off",
      present: false,
      since: null,
      lateMinutes: 0,
    });
    expect(board("2026-11-20 10:00", ["2026-11-20 09:00 in"]).status).toBe("in");
  });

  it("shows who works a number of hours a week as such: never late, no day off on a working day", () => {
    const flexible = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2640 } });
    const now = (time: string, punches: string[] = []) =>
      board(`${saturday} ${time}`, punches, [], flexible);
    expect(now("07:00")).toEqual({
      status: "flexible",
      present: false,
      since: null,
      lateMinutes: 0,
    });
    expect(now("18:00").status).toBe("flexible");
    expect(now("18:00", [`${saturday} 12:00 in`])).toMatchObject({ status: "in", present: true });
    const gone = [`${saturday} 12:00 in`, `${saturday} 17:00 out`];
    expect(now("18:00", gone)).toMatchObject({ status: "out", lateMinutes: 0 });
    expect(board("2026-11-27 10:00", [], [], flexible).status).toBe("day_off");
  });

  it("keeps yesterday's night shift until it ends", () => {
    const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });
    expect(board("2026-11-22 03:00", [`${saturday} 22:00 in`], [], night)).toMatchObject({
      status: "in",
      since: night.at(`${saturday} 22:00`),
    });
    expect(board("2026-11-22 03:00", [], [], night)).toMatchObject({
      status: "late",
      since: night.at(`${saturday} 22:00`),
    });
    expect(
      board("2026-11-22 07:00", [`${saturday} 22:00 in`, "2026-11-22 06:00 out"], [], night).status,
    ).toBe("not_yet");
  });
});
