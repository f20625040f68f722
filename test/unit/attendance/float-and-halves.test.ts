import { describe, expect, it } from "vitest";
import { defaultShiftRules } from "../../../api/attendance/rules/defaults.ts";
import type { ApprovedRequest, BreakRule } from "../../../api/attendance/rules/types.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const sunday = "2026-11-22";
const monday = "2026-11-16";
const ir = workday("ir");

const rest = (startMinute: number, endMinute: number): BreakRule => ({
  mode: "window",
  paid: false,
  startMinute,
  endMinute,
});

describe("a floating arrival (ATT D3)", () => {
  const house = workday("ir", { rules: { floatMinutes: 30 } });

  it("moves the plan by what was used, no further", () => {
    const late = house.day(saturday, ["08:35 in", "15:40 out"]);
    expect(late.late).toMatchObject({ rawMinutes: 5, at: house.at(`${saturday} 08:35`) });
    expect(late.earlyLeave).toMatchObject({ rawMinutes: 10, at: house.at(`${saturday} 15:40`) });
    expect(late.lines.at(-1)?.why.inputs).toMatchObject({ float: 30 });
    const within = house.day(saturday, ["08:20 in", "16:00 out"]);
    expect(linesOf(within)).toEqual(["normal 440", "surplus 20"]);
    expect(within.lines[0]).toMatchObject({
      from: house.at(`${saturday} 08:20`),
      to: house.at(`${saturday} 15:40`),
    });
  });

  it("is not used by who comes early, nor by who does not come", () => {
    expect(linesOf(house.day(saturday, ["07:40 in", "15:20 out"]))).toEqual([
      "surplus 20",
      "normal 440",
    ]);
    expect(linesOf(house.day(saturday, []))).toEqual(["absence_unexplained 440"]);
  });

  it("is that of the shift, not of an errand before it", () => {
    for (const left of ["06:30", "08:00"])
      expect(
        house.day(saturday, ["06:10 in", `${left} out`, "08:20 in", "15:40 out"]),
      ).toMatchObject({ late: null, earlyLeave: null, totals: { worked: 440, deficit: 0 } });
  });

  it("ends later where it runs into a fixed break, and into the next one", () => {
    const tea = workday("ir", {
      rules: { floatMinutes: 60, breaks: [rest(930, 950), rest(960, 980)] },
    });
    // Half an hour later is 15:50; twenty minutes of tea at 15:30 and twenty at 16:00 are made up for.
    const day = tea.day(saturday, ["08:30 in", "16:30 out"]);
    expect(day).toMatchObject({
      earlyLeave: null,
      totals: { worked: 440, deficit: 0, surplus: 0 },
    });
    const short = tea.day(saturday, ["08:30 in", "16:20 out"]);
    expect(short.earlyLeave).toMatchObject({ minutes: 0, rawMinutes: 10 });
  });

  it("ends sooner where it runs out of a fixed break", () => {
    const breakfast: BreakRule = { mode: "window", paid: false, startMinute: 480, endMinute: 500 };
    const early = workday("ir", { rules: { floatMinutes: 60, breaks: [breakfast] } });
    const day = early.day(saturday, ["08:30 in", "15:30 out"]);
    expect(day).toMatchObject({ late: null, earlyLeave: null });
    expect(linesOf(day)).toEqual(["normal 420"]);
    expect(linesOf(early.day(saturday, ["08:30 in", "15:40 out"]))).toEqual([
      "normal 420",
      "surplus 10",
    ]);
  });
});

const half = (
  part: "first" | "second",
  minutes: number,
  date: typeof saturday | typeof monday,
): ApprovedRequest => ({
  kind: "leave",
  requestId: "half",
  leaveType: "annual",
  unit: "half_day",
  date,
  part,
  minutes,
});

describe("half a day of leave (ATT F4)", () => {
  it("reaches over an unpaid lunch until it is worth its minutes", () => {
    const lunch: BreakRule = { mode: "window", paid: false, startMinute: 720, endMinute: 780 };
    const office = workday("ru", { rules: { breaks: [lunch] } });
    const first = office.day(monday, ["14:00 in", "18:00 out"], {
      requests: [half("first", 240, monday)],
    });
    expect(linesOf(first)).toEqual(["normal 240", "leave 240"]);
    expect(first.lines[1]).toMatchObject({
      from: office.at(`${monday} 09:00`),
      to: office.at(`${monday} 14:00`),
    });
    const second = office.day(monday, ["09:00 in", "14:00 out"], {
      requests: [half("second", 240, monday)],
    });
    expect(linesOf(second)).toEqual(["normal 180", "break_unpaid 60", "normal 60", "leave 240"]);
  });

  it("is the whole of a day that is no longer, and nothing of another one", () => {
    const short = workday("ir", { daily: [{ startMinute: 480, endMinute: 720 }] });
    const requests = [half("first", 240, saturday)];
    expect(linesOf(short.day(saturday, [], { requests }))).toEqual(["leave 240"]);
    const longer = [half("second", 300, saturday)];
    expect(linesOf(short.day(saturday, [], { requests: longer }))).toEqual(["leave 240"]);
    const other = short.day(sunday, [], { requests });
    expect(linesOf(other)).toEqual(["absence_unexplained 240"]);
    expect(other.requestIds).toEqual([]);
  });
});

const leave = (requestId: string, from: string, to: string): ApprovedRequest => ({
  kind: "leave",
  requestId,
  leaveType: "annual",
  unit: "hour",
  from: ir.at(from),
  to: ir.at(to),
});

const idsWith = (from: string, to: string) =>
  ir.day(saturday, [], { requests: [leave("r", from, to)] }).requestIds;

describe("an approved request", () => {
  it("of whole days excuses none after the last", () => {
    const requests: ApprovedRequest[] = [
      {
        kind: "leave",
        requestId: "r",
        leaveType: "annual",
        unit: "day",
        from: monday,
        to: saturday,
      },
    ];
    const [first, last, after] = ["2026-11-15", saturday, sunday].map(
      (date) => ir.day(date as typeof saturday, [], { requests }).status,
    );
    expect([first, last, after]).toEqual(["absent", "leave", "absent"]);
  });

  it("of hours is told on the days it touches, midnight to midnight", () => {
    expect(idsWith("2026-11-20 20:00", "2026-11-21 00:00")).toEqual([]);
    expect(idsWith("2026-11-20 20:00", "2026-11-21 00:01")).toEqual(["r"]);
    expect(idsWith("2026-11-21 23:59", "2026-11-22 02:00")).toEqual(["r"]);
    expect(idsWith("2026-11-22 00:00", "2026-11-22 02:00")).toEqual([]);
  });

  it("to work overtime is no absence", () => {
    const requests: ApprovedRequest[] = [
      {
        kind: "overtime",
        requestId: "o",
        from: ir.at(`${saturday} 08:00`),
        to: ir.at(`${saturday} 16:00`),
      },
    ];
    const day = ir.day(saturday, ["08:00 in", "15:20 out"], { requests });
    expect(day.requestIds).toEqual([]);
    expect(linesOf(day)).toEqual(["normal 440"]);
  });

  it("of two that overlap the first by its id excuses what both ask for", () => {
    const a = leave("a", `${saturday} 09:00`, `${saturday} 11:00`);
    const b = leave("b", `${saturday} 08:00`, `${saturday} 10:00`);
    for (const requests of [
      [a, b],
      [b, a],
    ]) {
      const { lines } = ir.day(saturday, ["11:00 in", "15:20 out"], { requests });
      expect(
        lines
          .filter(({ kind }) => kind === "leave")
          .map(({ why, minutes }) => `${why.requestId} ${minutes}`),
      ).toEqual(["a 120", "b 60"]);
    }
  });
});

describe("a session of nothing", () => {
  it("names no line of the day", () => {
    const day = ir.day(saturday, ["08:00:10 in", "08:00:40 out", "08:01 in", "15:20 out"]);
    expect(day.lines[0]?.why.punchIds).toEqual([`${saturday} 08:01 in`, `${saturday} 15:20 out`]);
  });

  it("before another names only its own minutes", () => {
    const short = workday("ir", {
      daily: [{ startMinute: 480, endMinute: 720 }],
      rules: { ...defaultShiftRules("ir"), overtimeAfter: "automatic" },
    });
    const day = short.day(saturday, ["08:00 in", "12:00 out", "12:00 in", "13:00 out"]);
    expect(day.lines.map(({ kind, why }) => [kind, ...why.punchIds])).toEqual([
      ["normal", `${saturday} 08:00 in`, `${saturday} 12:00 out`],
      ["overtime", `${saturday} 12:00 in`, `${saturday} 13:00 out`],
    ]);
  });
});
