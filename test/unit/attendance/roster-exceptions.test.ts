import { describe, expect, it } from "vitest";
import type { OfficialDayOverride } from "../../../api/core/calendar/types.ts";
import type {
  RosterException,
  ShiftPattern,
  ShiftVersion,
} from "../../../api/attendance/rules/types.ts";
import { defaultShiftRules } from "../../../api/attendance/rules/defaults.ts";
import { codesOf, linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const friday = "2026-11-20";

const exception = (given: Partial<RosterException>): RosterException => ({
  id: "x1",
  date: saturday,
  segments: [],
  shiftId: null,
  source: "exception",
  substituteFor: null,
  ...given,
});

describe("an exception of the roster", () => {
  it("takes the place of the plan on its date only", () => {
    const late = workday("ir", {
      exceptions: [exception({ segments: [{ startMinute: 600, endMinute: 1040 }] })],
    });
    const [first, second] = late.plan({ from: saturday, to: sunday });
    expect(first).toMatchObject({ exceptionId: "x1", expectedMinutes: 440, restDay: false });
    expect(first?.segments[0]?.start).toBe(late.at(`${saturday} 10:00`));
    expect(second).toMatchObject({ exceptionId: null, substituteOn: null });
    expect(second?.segments[0]?.start).toBe(late.at(`${sunday} 08:00`));
    expect(late.day(saturday, ["10:00 in", "17:20 out"]).totals).toMatchObject({
      worked: 440,
      late: 0,
    });
  });

  it("may be a day off, which owes nothing", () => {
    const off = workday("ir", { exceptions: [exception({})] });
    expect(off.day(saturday, [])).toMatchObject({ status: "day_off", lines: [] });
    expect(linesOf(off.day(saturday, ["08:00 in", "10:00 out"]))).toEqual(["weekend 120"]);
  });

  it("may be two shifts a day, each with its own coming and going", () => {
    const twice = workday("ir", {
      exceptions: [
        exception({
          segments: [
            { startMinute: 480, endMinute: 720 },
            { startMinute: 960, endMinute: 1320 },
          ],
        }),
      ],
    });
    const day = twice.day(saturday, ["08:00 in", "12:00 out", "16:20 in", "22:00 out"]);
    expect(day.totals).toMatchObject({ expected: 600, worked: 580, late: 20, deficit: 20 });
    expect(day.sessions).toHaveLength(2);
    const missed = twice.day(saturday, ["08:00 in", "12:00 out"]);
    expect(missed.totals).toMatchObject({ worked: 240, deficit: 360, late: 0 });
  });

  it("may name another shift, whose rules hold then", () => {
    const pattern = { kind: "workdays", segments: [{ startMinute: 480, endMinute: 920 }] } as const;
    const version = (id: string, shiftId: string, grace: number): ShiftVersion => ({
      id,
      shiftId,
      validFrom: "2026-01-01",
      validTo: null,
      pattern,
      rules: { ...defaultShiftRules("ir"), graceLateMinutes: grace },
    });
    const swapped = workday("ir", {
      versions: [version("v1", "shift", 10), version("v2", "other", 30)],
      exceptions: [
        exception({
          shiftId: "other",
          source: "swap",
          segments: [{ startMinute: 480, endMinute: 920 }],
        }),
      ],
    });
    const day = swapped.day(saturday, ["08:20 in", "15:20 out"]);
    expect(day.planned.shiftVersionId).toBe("v2");
    expect(day.late?.minutes).toBe(0);
    expect(swapped.day(sunday, ["08:20 in", "15:20 out"]).late?.minutes).toBe(20);
  });

  it("plans for people without a shift by the rules of their country", () => {
    const rostered = workday("ru", {
      unassigned: true,
      exceptions: [
        exception({
          date: "2026-11-16",
          source: "rota",
          segments: [{ startMinute: 540, endMinute: 1080 }],
        }),
      ],
    });
    const day = rostered.day("2026-11-16", ["09:05 in", "18:00 out"]);
    expect(day.planned).toMatchObject({ shiftVersionId: null, expectedMinutes: 480 });
    expect(day.totals).toMatchObject({ worked: 475, deficitExcused: 5, breakUnpaid: 60 });
    expect(day.lines[0]?.why).not.toHaveProperty("shiftVersionId");
    const rest = workday("ru", {
      unassigned: true,
      exceptions: [
        exception({ date: saturday, segments: [{ startMinute: 540, endMinute: 1080 }] }),
        exception({
          id: "x2",
          date: "2026-11-16",
          segments: [{ startMinute: 540, endMinute: 1080 }],
        }),
      ],
    });
    expect(rest.day(saturday, []).planned.restDay).toBe(true);
    expect(rest.day("2026-11-16", []).planned.restDay).toBe(false);
  });

  it("is work on a day of rest where the shift rests, not where a rota or a flexible week is empty", () => {
    const segments = [{ startMinute: 480, endMinute: 720 }];
    const restDay = (pattern: ShiftPattern | undefined, date: typeof saturday | typeof friday) =>
      workday("ir", {
        ...(pattern && { pattern }),
        exceptions: [exception({ date, segments })],
      }).plan({ from: date, to: date })[0]?.restDay;
    const mondays = { kind: "weekly", days: { 1: segments } } as const;
    expect(restDay(mondays, saturday)).toBe(true);
    expect(restDay({ kind: "rota", days: {} }, friday)).toBe(false);
    const flexible = { kind: "weekly_flexible", weekMinutes: 2640 } as const;
    expect(restDay(flexible, saturday)).toBe(false);
    expect(restDay(flexible, friday)).toBe(true);
    expect(restDay(undefined, saturday)).toBe(false);
    const off = workday("ir", { exceptions: [exception({ date: friday })] });
    expect(off.plan({ from: friday, to: friday })[0]?.restDay).toBe(false);
  });

  it("is not shortened: it says its own hours (RU art. 95 is the plan's)", () => {
    const eve = workday("ru", {
      exceptions: [
        exception({ date: "2026-04-30", segments: [{ startMinute: 540, endMinute: 1080 }] }),
      ],
    });
    expect(eve.plan({ from: "2026-04-30", to: "2026-04-30" })[0]?.expectedMinutes).toBe(480);
  });
});

describe("a shift of every working day", () => {
  it("follows the weekend of the organisation and days that were made working", () => {
    const ru = workday("ru");
    const hours = (date: "2025-11-01" | "2026-11-21" | "2026-11-20") =>
      ru.plan({ from: date, to: date })[0]?.expectedMinutes;
    expect(hours("2026-11-20")).toBe(480);
    expect(hours("2026-11-21")).toBe(0);
    expect(hours("2025-11-01")).toBe(420);
  });
});

describe("a guard of 24 hours in 48 (ATT F19)", () => {
  const guard = workday("ir", {
    pattern: {
      kind: "rotating",
      anchor: saturday,
      cycle: [[{ startMinute: 480, endMinute: 1920 }], [], []],
    },
    rules: { worksOnHolidays: true },
  });

  it("is in for the whole of it: an OUT after a day pairs", () => {
    const days = guard.days({ from: saturday, to: "2026-11-23" }, [
      `${saturday} 08:00 in`,
      `${sunday} 08:05 out`,
    ]);
    expect(days.map(({ totals }) => totals.worked)).toEqual([1440, 0, 0]);
    expect(days[0]?.totals).toMatchObject({ surplus: 5, night: 480, deficit: 0 });
    expect(days.flatMap(codesOf)).toEqual([]);
    expect(days.map(({ status }) => status)).toEqual(["complete", "day_off", "day_off"]);
  });

  it("who leaves after the window is asked about, and pairs no longer than it", () => {
    const late = guard.days({ from: saturday, to: sunday }, [
      `${saturday} 08:00 in`,
      `${sunday} 12:00 out`,
    ]);
    expect(late[0]?.totals.worked).toBe(1440);
    const tooLate = guard.days({ from: saturday, to: sunday }, [
      `${saturday} 08:00 in`,
      `${sunday} 12:01 out`,
    ]);
    expect(tooLate.flatMap(codesOf)).toEqual(["out_missing", "in_missing"]);
  });
});

describe("days of several workplaces", () => {
  const closure: OfficialDayOverride = {
    date: saturday,
    kind: "holiday",
    name: { fa: "آلودگی هوا" },
  };

  it("a closure of one workplace is a day off there only (ATT G10)", () => {
    const overrides = new Map([["tehran", [closure]]]);
    const there = workday("ir", { workplaceId: "tehran", workplaceOverrides: overrides });
    const elsewhere = workday("ir", { workplaceId: "shiraz", workplaceOverrides: overrides });
    expect(there.day(saturday, [])).toMatchObject({ status: "day_off" });
    expect(there.day(saturday, []).planned.official.names).toEqual([{ fa: "آلودگی هوا" }]);
    expect(elsewhere.day(saturday, []).status).toBe("absent");
    expect(workday("ir", { workplaceOverrides: overrides }).day(saturday, []).status).toBe(
      "absent",
    );
    expect(there.day(sunday, []).status).toBe("absent");
  });

  it("a workplace may close on several days", () => {
    const overrides = new Map([["tehran", [closure, { ...closure, date: sunday } as const]]]);
    const there = workday("ir", { workplaceId: "tehran", workplaceOverrides: overrides });
    const days = there.days({ from: friday, to: "2026-11-23" }, []);
    expect(days.map(({ status }) => status)).toEqual(["day_off", "day_off", "day_off", "absent"]);
  });

  it("the workplace's word is over the organisation's, which holds where it says nothing", () => {
    const both = workday("ir", {
      workplaceId: "shiraz",
      overrides: [closure, { date: sunday, kind: "holiday" }],
      workplaceOverrides: new Map([["shiraz", [{ date: saturday, kind: "work" as const }]]]),
    });
    expect(both.day(saturday, []).status).toBe("absent");
    expect(both.day(sunday, []).status).toBe("day_off");
  });

  it("each day is cut at its own midnight (ATT C12)", () => {
    const dates = ["Europe/Kaliningrad", "Asia/Vladivostok"].map((zone) => {
      const ru = workday("ru", { zone, unassigned: true });
      const punches = [
        ru.punch("2026-11-16 00:00 in", {
          id: "in",
          at: Date.UTC(2026, 10, 16, 21, 30),
          direction: "in",
        }),
        ru.punch("2026-11-16 00:00 in", {
          id: "out",
          at: Date.UTC(2026, 10, 16, 22, 30),
          direction: "out",
        }),
      ];
      return ru
        .days({ from: "2026-11-16", to: "2026-11-17" }, punches)
        .map(({ totals }) => totals.presence);
    });
    expect(dates).toEqual([
      [30, 30],
      [0, 60],
    ]);
  });
});

describe("clocks that change", () => {
  it("remember that Tehran had summer time until 2022 (ATT C7)", () => {
    const ir = workday("ir");
    const start = (date: "2022-07-02" | "2023-07-01") =>
      ir.plan({ from: date, to: date })[0]?.segments[0]?.start;
    expect(start("2022-07-02")).toBe(Date.UTC(2022, 6, 2, 3, 30));
    expect(start("2023-07-01")).toBe(Date.UTC(2023, 6, 1, 4, 30));
  });

  it("an hour shorter, the night owes and gives an hour less", () => {
    const berlin = workday("ru", {
      zone: "Europe/Berlin",
      daily: [{ startMinute: 1320, endMinute: 1800 }],
      rules: { breaks: [] },
    });
    const day = berlin.day("2026-03-28", ["22:00 in", "+06:00 out"]);
    expect(day.totals).toMatchObject({ expected: 420, worked: 420, night: 420 });
  });
});

describe("a break over midnight", () => {
  it("belongs to the night it lies in, and to both days of who has no shift (ATT E7)", () => {
    const night = workday("ir", {
      daily: [{ startMinute: 1200, endMinute: 1680 }],
      rules: { breaks: [{ mode: "punched", paid: false, minutes: 60 }] },
    });
    const punches = ["20:00 in", "23:30 break_start", "+00:30 break_end", "+04:00 out"];
    expect(night.day(saturday, punches).totals).toMatchObject({ worked: 420, breakUnpaid: 60 });
    const free = workday("ir", { unassigned: true });
    const days = free.days({ from: saturday, to: sunday }, [
      `${saturday} 20:00 in`,
      `${saturday} 23:30 break_start`,
      `${sunday} 00:30 break_end`,
      `${sunday} 04:00 out`,
    ]);
    expect(days.map(({ totals }) => [totals.worked, totals.breakUnpaid])).toEqual([
      [210, 30],
      [210, 30],
    ]);
  });
});
