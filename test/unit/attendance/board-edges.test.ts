import { describe, expect, it } from "vitest";
import { boardStatus } from "../../../api/attendance/rules/board.ts";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import type { ApprovedRequest, BoardEntry } from "../../../api/attendance/rules/types.ts";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { workday } from "./workday.ts";

const ir = workday("ir");
const saturday = "2026-11-21";
const sunday = "2026-11-22";
const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });
const rules = [{ id: null, validFrom: "2016-01-01", settings: defaultDaySettings("ir") }] as const;

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
    rules,
  });
}

const hours = (from: string, to: string): ApprovedRequest => ({
  kind: "leave",
  requestId: `hours ${from}`,
  leaveType: "annual",
  unit: "hour",
  from: ir.at(`${saturday} ${from}`),
  to: ir.at(`${saturday} ${to}`),
});

const wholeDay = (date: LocalDate): ApprovedRequest => ({
  kind: "leave",
  requestId: `day ${date}`,
  leaveType: "annual",
  unit: "day",
  from: date,
  to: date,
});

const away = (now: string) => board(`${saturday} ${now}`, [], [hours("10:00", "12:00")]).status;

describe("who is away", () => {
  it("is so from the first second of their hours to the last", () => {
    expect(away("09:59:59")).toBe("late");
    expect(away("10:00")).toBe("away");
    expect(away("11:59:59")).toBe("away");
    expect(away("12:00")).toBe("late");
  });

  it("is not so for leave of other days, nor for a permit of overtime", () => {
    expect(board(`${saturday} 08:05`, [], [wholeDay("2026-11-23")]).status).toBe("not_yet");
    const overtime: ApprovedRequest = {
      kind: "overtime",
      requestId: "o",
      from: ir.at(`${saturday} 08:00`),
      to: ir.at(`${saturday} 20:00`),
    };
    expect(board(`${saturday} 08:05`, [], [overtime]).status).toBe("not_yet");
  });

  it("is away for the whole day, whatever hours were asked for besides", () => {
    const requests = [wholeDay("2026-11-23"), hours("14:00", "15:00"), wholeDay(saturday)];
    expect(board(`${saturday} 10:00`, [], requests)).toMatchObject({
      status: "away",
      since: ir.at(`${saturday} 00:00`),
    });
  });
});

describe("who is in", () => {
  it("may have come for a shift of tomorrow", () => {
    const early = workday("ir", {
      pattern: { kind: "rota", days: { [sunday]: [{ startMinute: 60, endMinute: 500 }] } },
    });
    expect(board(`${saturday} 23:45`, [`${saturday} 23:30 in`], [], early)).toMatchObject({
      status: "in",
      since: early.at(`${saturday} 23:30`),
    });
  });

  it("is on a break while it lasts", () => {
    const punches = [`${saturday} 08:00 in`, `${saturday} 12:00 break_start`];
    expect(board(`${saturday} 12:10`, punches)).toEqual({
      status: "in",
      present: true,
      since: ir.at(`${saturday} 08:00`),
      lateMinutes: 0,
      onBreakSince: ir.at(`${saturday} 12:00`),
    });
    const back = board(`${saturday} 12:40`, [...punches, `${saturday} 12:30 break_end`]);
    expect(back).not.toHaveProperty("onBreakSince");
  });

  it("is not somebody who left in the night before a shift they have not come to", () => {
    const punches = [`${saturday} 20:30 in`, `${sunday} 02:00 out`];
    expect(board(`${sunday} 09:00`, punches)).toMatchObject({
      status: "late",
      present: false,
      since: ir.at(`${sunday} 08:00`),
      lateMinutes: 60,
    });
  });
});

describe("who has not come", () => {
  it("is waited for through grace and float", () => {
    const house = workday("ir", { rules: { floatMinutes: 30 } });
    expect(board(`${saturday} 08:40:59`, [], [], house).status).toBe("not_yet");
    expect(board(`${saturday} 08:41`, [], [], house)).toMatchObject({
      status: "late",
      lateMinutes: 41,
    });
  });

  it("to a night shift is late until its end, then waited for in the next", () => {
    expect(board(`${sunday} 05:59`, [], [], night)).toMatchObject({
      status: "late",
      since: night.at(`${saturday} 22:00`),
    });
    expect(board(`${sunday} 06:00`, [], [], night)).toMatchObject({
      status: "not_yet",
      since: night.at(`${sunday} 22:00`),
    });
  });

  it("but has left counts as out, although nobody knows since when they were in (ATT B4)", () => {
    expect(board(`${saturday} 16:00`, [`${saturday} 15:20 out`])).toMatchObject({
      status: "out",
      since: null,
    });
  });

  it("has no shift, or a flexible one", () => {
    expect(board(`${saturday} 10:00`, [], [], workday("ir", { unassigned: true })).status).toBe(
      "no_shift",
    );
    const flexible = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2640 } });
    expect(board(`${saturday} 10:00`, [], [], flexible).status).toBe("flexible");
    expect(board("2026-11-20 10:00", [], [], flexible).status).toBe("day_off");
  });
});

describe("a board without today", () => {
  it("is refused", () => {
    const input = { now: ir.at(`${saturday} 10:00`), punches: [], requests: [], rules };
    for (const roster of [[], ir.plan({ from: "2026-11-22", to: "2026-11-24" })])
      expect(() => boardStatus({ ...input, roster })).toThrow("the roster lacks today");
  });
});
