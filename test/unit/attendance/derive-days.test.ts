import { describe, expect, it } from "vitest";
import { deriveDays } from "../../../api/attendance/rules/derive-days.ts";
import { defaultDaySettings } from "../../../api/attendance/rules/defaults.ts";
import { codesOf, linesOf, workday } from "./workday.ts";

const ir = workday("ir");
const ru = workday("ru");
const saturday = "2026-11-21";
const monday = "2026-11-16";

describe("a whole day", () => {
  it("of an Iranian shift is 7:20, of a Russian one 8:00", () => {
    const iranian = ir.day(saturday, ["08:00 in", "15:20 out"]);
    expect(iranian.totals).toMatchObject({
      worked: 440,
      expected: 440,
      deficit: 0,
      surplus: 0,
      late: 0,
    });
    expect(iranian).toMatchObject({
      status: "complete",
      anomalies: [],
      late: null,
      earlyLeave: null,
    });
    const russian = ru.day(monday, ["09:00 in", "18:00 out"]);
    expect(russian.totals).toMatchObject({
      worked: 480,
      expected: 480,
      breakUnpaid: 60,
      deficit: 0,
    });
  });

  it("explains every line: rule, punches, numbers", () => {
    const { lines } = ir.day(saturday, ["08:20 in", "15:40 out"]);
    expect(lines.map(({ kind, why }) => [kind, why.rule, why.punchIds.length])).toEqual([
      ["normal", "inside_plan", 2],
      ["surplus", "outside_plan", 2],
      ["deficit", "late", 1],
    ]);
    expect(lines[2]?.why).toMatchObject({
      shiftVersionId: "v1",
      inputs: { raw: 20, grace: 10, owed: 20 },
    });
  });

  it("is the same whatever zone the server is in (ATT C11)", () => {
    const before = process.env["TZ"];
    const results = ["UTC", "Asia/Tehran", "America/New_York"].map((zone) => {
      process.env["TZ"] = zone;
      return ir.day(saturday, ["07:55 in", "15:30 out"]);
    });
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("fails loudly without its plan", () => {
    const input = {
      from: saturday,
      to: saturday,
      punches: [],
      roster: [],
      requests: [],
      now: 0,
      rules: [{ id: null, validFrom: "2016-01-01", settings: defaultDaySettings("ir") }],
    } as const;
    expect(() => deriveDays(input)).toThrow(RangeError);
  });
});

describe("late and early", () => {
  it("is decided by whole minutes beyond grace (ATT D1)", () => {
    const inGrace = ir.day(saturday, ["08:10:59 in", "15:20 out"]);
    expect(inGrace.late).toMatchObject({ minutes: 0, rawMinutes: 10 });
    expect(inGrace.totals).toMatchObject({ late: 0, deficit: 0, deficitExcused: 10, worked: 430 });
    const late = ir.day(saturday, ["08:11:00 in", "15:20 out"]);
    expect(late.totals).toMatchObject({ late: 11, deficit: 11, deficitExcused: 0 });
    const excess = workday("ir", { rules: { lateMode: "excess" } }).day(saturday, [
      "08:11:00 in",
      "15:20 out",
    ]);
    expect(excess.totals).toMatchObject({ late: 1, deficit: 1, deficitExcused: 10 });
  });

  it("counts leaving early the same way", () => {
    expect(ir.day(saturday, ["08:00 in", "15:12 out"]).totals).toMatchObject({
      earlyLeave: 0,
      deficitExcused: 8,
    });
    const early = ir.day(saturday, ["08:00 in", "14:00 out"]);
    expect(early.totals).toMatchObject({ earlyLeave: 80, deficit: 80, worked: 360 });
    expect(early.earlyLeave?.at).toBe(ir.at(`${saturday} 14:00`));
  });

  it("moves the plan by the float that is used (ATT D3)", () => {
    const flexible = workday("ir", { rules: { floatMinutes: 30, graceLateMinutes: 0 } });
    const day = flexible.day(saturday, ["08:35 in", "15:50 out"]);
    expect(day.totals).toMatchObject({ late: 5, deficit: 5, worked: 435, surplus: 0 });
    expect(flexible.day(saturday, ["08:20 in", "15:40 out"]).totals).toMatchObject({
      late: 0,
      deficit: 0,
      worked: 440,
    });
  });

  it("counts an early arrival from the start, the rest is surplus until permitted (ATT D4)", () => {
    const early = ir.day(saturday, ["07:20 in", "15:20 out"]);
    expect(early.totals).toMatchObject({ worked: 440, surplus: 40, overtime: 0 });
    const overtime = {
      kind: "overtime",
      requestId: "r1",
      from: ir.at(`${saturday} 07:00`),
      to: ir.at(`${saturday} 08:00`),
    } as const;
    const permitted = ir.day(saturday, ["07:20 in", "15:20 out"], { requests: [overtime] });
    expect(permitted.totals).toMatchObject({ worked: 480, surplus: 0, overtime: 40 });
    expect(permitted.lines[0]?.why).toMatchObject({ rule: "overtime_approved", requestId: "r1" });
    const automatic = workday("ir", { rules: { overtimeBefore: "automatic" } });
    expect(automatic.day(saturday, ["07:20 in", "15:20 out"]).totals.overtime).toBe(40);
  });

  it("keeps overtime of five hours past the late window, as surplus with a flag (ATT H6, H11)", () => {
    const day = ir.day(saturday, ["08:00 in", "20:20 out"]);
    expect(day.totals).toMatchObject({ worked: 440, surplus: 300, overtime: 0 });
    expect(codesOf(day)).toEqual(["out_after_window"]);
  });

  it("leaves days before a change of the shift as they were (ATT D8)", () => {
    const range = { from: "2026-11-07", to: "2026-11-12" } as const;
    const nine = {
      kind: "weekly",
      days: {
        1: [{ startMinute: 540, endMinute: 980 }],
        2: [{ startMinute: 540, endMinute: 980 }],
      },
    } as const;
    const punches = [
      "2026-11-07 08:00 in",
      "2026-11-07 15:20 out",
      "2026-11-09 08:20 in",
      "2026-11-09 16:00 out",
      "2026-11-10 08:00 in",
      "2026-11-10 15:20 out",
    ];
    const first = {
      id: "v1",
      shiftId: "shift",
      validFrom: "2026-01-01",
      validTo: null,
      pattern: everyWeekday(480),
      rules: ir.rules,
    } as const;
    const changed = workday("ir", {
      versions: [first, { ...first, id: "v2", validFrom: "2026-11-10", pattern: nine }],
    });
    const before = workday("ir", { versions: [first] }).days(range, punches);
    const after = changed.days(range, punches);
    expect(JSON.stringify(after.slice(0, 3))).toBe(JSON.stringify(before.slice(0, 3)));
    expect(after[3]?.totals).toMatchObject({ surplus: 60, deficit: 60 });
  });
});

function everyWeekday(startMinute: number) {
  const segments = [{ startMinute, endMinute: startMinute + 440 }];
  return {
    kind: "weekly",
    days: { 1: segments, 2: segments, 3: segments, 4: segments, 6: segments, 7: segments },
  } as const;
}

describe("breaks", () => {
  it("are taken off after four hours, never making a longer stay count less (ATT E1, E2)", () => {
    expect(ru.day(monday, ["09:00 in", "18:00 out"]).totals.worked).toBe(480);
    expect(ru.day(monday, ["09:00 in", "12:30 out"]).totals).toMatchObject({
      worked: 210,
      breakUnpaid: 0,
    });
    expect(ru.day(monday, ["09:00 in", "13:00 out"]).totals.worked).toBe(240);
    expect(ru.day(monday, ["09:00 in", "13:30 out"]).totals.worked).toBe(240);
    expect(ru.day(monday, ["09:00 in", "14:30 out"]).totals.worked).toBe(270);
  });

  it("punched and deducted count once, the longer of the two (ATT E3)", () => {
    const short = ru.day(monday, ["09:00 in", "13:00 break_start", "13:30 break_end", "18:00 out"]);
    expect(short.totals).toMatchObject({ worked: 480, breakUnpaid: 60, deficit: 0 });
    const long = ru.day(monday, ["09:00 in", "13:00 break_start", "14:30 break_end", "18:00 out"]);
    expect(long.totals).toMatchObject({ worked: 450, breakUnpaid: 90, deficit: 30 });
    expect(long.anomalies).toMatchObject([{ code: "break_too_long", minutes: 30 }]);
  });

  it("taken by going out and coming back are not taken off again", () => {
    const lunch = ru.day(monday, ["09:00 in", "13:00 out", "14:00 in", "18:00 out"]);
    expect(lunch.totals).toMatchObject({ worked: 480, breakUnpaid: 0, deficit: 0, presence: 480 });
    const quick = ru.day(monday, ["09:00 in", "13:00 out", "13:20 in", "18:00 out"]);
    expect(quick.totals).toMatchObject({ worked: 480, breakUnpaid: 40, deficit: 0 });
    const errand = ru.day(monday, ["09:00 in", "12:00 out", "14:00 in", "18:00 out"]);
    expect(errand.totals).toMatchObject({ worked: 420, deficit: 60, late: 0, earlyLeave: 0 });
    expect(errand.lines.at(-1)?.why.rule).toBe("missing_between");
  });

  it("left open end with the OUT (ATT E4)", () => {
    const day = ru.day(monday, ["09:00 in", "16:30 break_start", "18:00 out"]);
    expect(day.totals).toMatchObject({ worked: 450, breakUnpaid: 90 });
  });

  it("that are paid stay worked and are listed; above the allowance they are not (ATT E5, E6)", () => {
    const paid = workday("ir", {
      rules: { breaks: [{ mode: "punched", paid: true, minutes: 20 }] },
    });
    const prayer = paid.day(saturday, [
      "08:00 in",
      "12:00 break_start",
      "12:20 break_end",
      "15:20 out",
    ]);
    expect(prayer.totals).toMatchObject({ worked: 440, breakPaid: 20, breakUnpaid: 0, deficit: 0 });
    const longer = paid.day(saturday, [
      "08:00 in",
      "12:00 break_start",
      "12:35 break_end",
      "15:20 out",
    ]);
    expect(longer.totals).toMatchObject({
      worked: 425,
      breakPaid: 20,
      breakUnpaid: 15,
      deficit: 15,
    });
    expect(codesOf(longer)).toEqual(["break_too_long"]);
  });

  it("without their other half are reported, not guessed", () => {
    expect(codesOf(ru.day(monday, ["09:00 in", "13:30 break_end", "18:00 out"]))).toEqual([
      "break_unmatched",
    ]);
    expect(codesOf(ru.day(monday, ["08:40 break_start", "09:00 in", "18:00 out"]))).toEqual([
      "break_unmatched",
    ]);
  });
});

describe("days off", () => {
  it("hold their hours apart by the reason of the day", () => {
    expect(linesOf(ir.day("2026-11-20", ["08:00 in", "15:20 out"]))).toEqual(["weekend 440"]);
    expect(linesOf(ir.day("2026-12-23", ["08:00 in", "13:00 out"]))).toEqual(["holiday 300"]);
    expect(ir.day("2026-11-20", [])).toMatchObject({ status: "day_off", lines: [] });
    const strict = workday("ir", { settings: { restDayWork: "approval" } });
    expect(linesOf(strict.day("2026-11-20", ["08:00 in", "10:00 out"]))).toEqual(["surplus 120"]);
  });

  it("owe an hour less before a holiday: 09:00–17:00 is whole, staying until 18:00 is surplus (ATT G2, G3)", () => {
    expect(ru.day("2026-04-30", ["09:00 in", "17:00 out"]).totals).toMatchObject({
      expected: 420,
      worked: 420,
      deficit: 0,
      earlyLeave: 0,
    });
    expect(ru.day("2026-04-30", ["09:00 in", "18:00 out"]).totals).toMatchObject({
      worked: 420,
      surplus: 60,
    });
    expect(ru.day("2026-02-20", []).totals.expected).toBe(480);
    expect(ru.day("2025-11-01", ["09:00 in", "17:00 out"]).totals).toMatchObject({
      expected: 420,
      worked: 420,
    });
  });

  it("of people without a shift are plain hours, cut at midnight", () => {
    const free = workday("ir", { unassigned: true });
    expect(linesOf(free.day(saturday, ["10:00 in", "16:00 out"]))).toEqual(["normal 360"]);
    const night = free.days({ from: saturday, to: "2026-11-22" }, [
      `${saturday} 20:00 in`,
      "2026-11-22 04:00 out",
    ]);
    expect(night.map(({ totals }) => [totals.normal, totals.night])).toEqual([
      [240, 120],
      [240, 240],
    ]);
  });
});
