import { describe, expect, it } from "vitest";
import type { ApprovedRequest, DayResult } from "../../../api/attendance/rules/types.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const monday = "2026-11-16";
const ir = workday("ir");

const allowed = (from: number, to: number, requestId = "r1"): ApprovedRequest => ({
  kind: "overtime",
  requestId,
  from,
  to,
});

const overtimeOf = ({ lines }: DayResult) =>
  lines
    .filter(({ kind }) => kind === "overtime")
    .map(({ tier, minutes, why }) => `${tier}: ${minutes} ${why.rule}`);

describe("overtime", () => {
  it("is what was permitted, the rest is surplus (ATT D4, H11)", () => {
    const requests = [allowed(ir.at(`${saturday} 15:20`), ir.at(`${saturday} 16:20`))];
    const day = ir.day(saturday, ["07:20 in", "17:00 out"], { requests });
    expect(linesOf(day)).toEqual(["surplus 40", "normal 440", "overtime 60", "surplus 40"]);
    expect(day.lines[2]?.why.requestId).toBe("r1");
    expect(day.totals).toMatchObject({ worked: 500, overtime: 60, overtimeTier1: 60, surplus: 80 });
  });

  it("before the shift with a permit is plus its minutes (ATT D4)", () => {
    const requests = [allowed(ir.at(`${saturday} 07:20`), ir.at(`${saturday} 08:00`))];
    expect(ir.day(saturday, ["07:20 in", "15:20 out"], { requests }).totals).toMatchObject({
      worked: 480,
      overtime: 40,
      surplus: 0,
    });
  });

  it("permitted twice is counted once, by the first permit", () => {
    const requests = [
      allowed(ir.at(`${saturday} 15:20`), ir.at(`${saturday} 16:00`), "r1"),
      allowed(ir.at(`${saturday} 15:40`), ir.at(`${saturday} 16:20`), "r2"),
    ];
    const day = ir.day(saturday, ["08:00 in", "17:00 out"], { requests });
    expect(overtimeOf(day)).toEqual(["1: 40 overtime_approved", "1: 20 overtime_approved"]);
    expect(day.totals).toMatchObject({ overtime: 60, surplus: 40 });
  });

  it("in Iran has one tier: 10:20 at work on a shift of 7:20 is 3:00 (ATT H5)", () => {
    const automatic = workday("ir", { rules: { overtimeAfter: "automatic" } });
    const day = automatic.day(saturday, ["08:00 in", "18:20 out"]);
    expect(overtimeOf(day)).toEqual(["1: 180 overtime_automatic"]);
    expect(day.totals).toMatchObject({ overtimeTier1: 180, overtimeTier2: 0 });
  });

  it("in Russia has a second tier after two hours, counted in the order it was worked (art. 152)", () => {
    const automatic = workday("ru", {
      rules: { overtimeBefore: "automatic", overtimeAfter: "automatic" },
    });
    const day = automatic.day(monday, ["08:00 in", "20:30 out"]);
    expect(overtimeOf(day)).toEqual([
      "1: 60 overtime_automatic",
      "1: 60 overtime_automatic",
      "2: 90 overtime_automatic",
    ]);
    expect(day.totals).toMatchObject({ overtime: 210, overtimeTier1: 120, overtimeTier2: 90 });
    const [, , second, third] = day.lines.filter(({ layer }) => layer === "time").slice(-4);
    expect(second?.to).toBe(third?.from);
    expect(third).toMatchObject({
      from: automatic.at(`${monday} 19:00`),
      to: automatic.at(`${monday} 20:30`),
      why: { inputs: { minutes: 90, earlier: 120 } },
    });
  });

  it("of exactly two hours has no second tier", () => {
    const automatic = workday("ru", { rules: { overtimeAfter: "automatic" } });
    expect(overtimeOf(automatic.day(monday, ["09:00 in", "20:00 out"]))).toEqual([
      "1: 120 overtime_automatic",
    ]);
  });

  it("before and after the shift has a switch each", () => {
    const after = workday("ir", { rules: { overtimeBefore: "never", overtimeAfter: "automatic" } });
    const requests = [allowed(ir.at(`${saturday} 07:00`), ir.at(`${saturday} 08:00`))];
    expect(linesOf(after.day(saturday, ["07:00 in", "16:00 out"], { requests }))).toEqual([
      "surplus 60",
      "normal 440",
      "overtime 40",
    ]);
  });

  it("within the buffer is nothing, beyond it counts from the edge of the shift", () => {
    const buffered = workday("ir", {
      rules: { overtimeAfter: "automatic", overtimeBufferMinutes: 15 },
    });
    const within = buffered.day(saturday, ["08:00 in", "15:35 out"]);
    expect(linesOf(within)).toEqual(["normal 440", "surplus 15"]);
    expect(within.lines[1]?.why.rule).toBe("overtime_buffer");
    expect(linesOf(buffered.day(saturday, ["08:00 in", "15:36 out"]))).toEqual([
      "normal 440",
      "overtime 16",
    ]);
  });

  it("within the buffer counts when it was permitted", () => {
    const buffered = workday("ir", { rules: { overtimeBufferMinutes: 15 } });
    const requests = [allowed(ir.at(`${saturday} 15:20`), ir.at(`${saturday} 15:30`))];
    expect(linesOf(buffered.day(saturday, ["08:00 in", "15:33 out"], { requests }))).toEqual([
      "normal 440",
      "overtime 10",
      "surplus 3",
    ]);
  });

  it("lies inside the night where it was worked at night (ATT H7)", () => {
    const evening = workday("ir", { daily: [{ startMinute: 1080, endMinute: 1440 }] });
    const day = evening.day(saturday, ["18:00 in", "+00:00 out"]);
    expect(day.totals).toMatchObject({ worked: 360, night: 120 });
  });
});

describe("paid breaks and automatic ends", () => {
  it("a paid break inside the plan leaves that much less to be worked", () => {
    const prayer = workday("ir", {
      rules: {
        overtimeAfter: "automatic",
        breaks: [
          { mode: "punched", paid: true, minutes: 20 },
          { mode: "punched", paid: false, minutes: 30 },
        ],
      },
    });
    const day = prayer.day(saturday, [
      "08:00 in",
      "12:00 break_start",
      "12:20 break_end",
      "15:20 out",
    ]);
    // 440 of plan, 30 of them a break nobody punched: 410 are due, 20 of these are the paid break.
    expect(day.totals).toMatchObject({ expected: 410, worked: 440, normal: 390, breakPaid: 20 });
    expect(day.totals.overtime).toBe(30);
  });

  it("what an automatic OUT adds past the plan is told as such", () => {
    const automatic = workday("ir", { rules: { overtimeAfter: "automatic" } });
    const out = automatic.punch(`${saturday} 16:00 out`, { source: "system" });
    const day = automatic.day(saturday, ["08:00 in", out]);
    expect(linesOf(day)).toEqual(["normal 440", "surplus 40"]);
    expect(day.lines[1]?.why.rule).toBe("automatic_out");
  });

  it("work on a day of rest without the permit it needs says that it was one", () => {
    const strict = workday("ir", { settings: { restDayWork: "approval" } });
    const day = strict.day("2026-11-20", ["08:00 in", "10:00 out"]);
    expect(day.lines.map(({ kind, why }) => `${kind} ${why.rule}`)).toEqual(["surplus rest_day"]);
    expect(day.lines[0]?.why).not.toHaveProperty("requestId");
  });

  it("working through a break that nobody punched is not small enough to be nothing", () => {
    const buffered = workday("ir", {
      rules: {
        overtimeAfter: "automatic",
        overtimeBufferMinutes: 30,
        breaks: [{ mode: "punched", paid: false, minutes: 20 }],
      },
    });
    expect(linesOf(buffered.day(saturday, ["08:00 in", "15:20 out"]))).toEqual([
      "normal 420",
      "overtime 20",
    ]);
  });
});
