import { describe, expect, it } from "vitest";
import type { ApprovedRequest, DayResult } from "../../../api/attendance/rules/types.ts";
import { workday } from "./workday.ts";

const saturday = "2026-11-21";
const monday = "2026-11-16";
const ir = workday("ir");
const ru = workday("ru");

/** Lines of debt and of forgiven debt: layer, kind, minutes, rule. */
const debtsOf = ({ lines }: DayResult) =>
  lines
    .filter(({ kind }) =>
      ["deficit", "deficit_excused", "absence_unexplained", "unresolved"].includes(kind),
    )
    .map(({ layer, kind, minutes, why }) => `${layer} ${kind} ${minutes} ${why.rule}`);

const placed = (of: typeof ru, { lines }: DayResult) =>
  lines
    .filter(({ kind }) => kind === "deficit")
    .map(({ minutes, from, to }) => [
      minutes,
      ...[from, to].map((at) => (at! - of.at(`${monday} 00:00`)) / 60_000),
    ]);

describe("what is owed", () => {
  it("lies where it was missed: late, in between, early", () => {
    const day = ir.day(saturday, ["08:20 in", "10:00 out", "11:00 in", "15:00 out"]);
    expect(debtsOf(day)).toEqual([
      "debt deficit 20 late",
      "debt deficit 60 missing_between",
      "debt deficit 20 early_leave",
    ]);
    expect(day.lines.at(-1)).toMatchObject({
      from: ir.at(`${saturday} 15:00`),
      to: ir.at(`${saturday} 15:20`),
      why: { punchIds: [`${saturday} 15:00 out`] },
    });
  });

  it("within grace is forgiven, and says by which grace", () => {
    const graces = workday("ir", { rules: { graceLateMinutes: 5, graceEarlyMinutes: 20 } });
    expect(debtsOf(graces.day(saturday, ["08:05 in", "15:00 out"]))).toEqual([
      "credit deficit_excused 5 grace_late",
      "credit deficit_excused 20 grace_early",
    ]);
    const beyond = graces.day(saturday, ["08:06 in", "14:59 out"]);
    expect(debtsOf(beyond)).toEqual(["debt deficit 6 late", "debt deficit 21 early_leave"]);
    expect(beyond.earlyLeave).toMatchObject({ minutes: 21, rawMinutes: 21 });
  });

  it("beyond grace only, where the shift says so", () => {
    const excess = workday("ir", {
      rules: { lateMode: "excess", graceLateMinutes: 5, graceEarlyMinutes: 20 },
    });
    const day = excess.day(saturday, ["08:06 in", "14:50 out"]);
    expect(debtsOf(day)).toEqual([
      "debt deficit 1 late",
      "credit deficit_excused 5 grace_late",
      "debt deficit 10 early_leave",
      "credit deficit_excused 20 grace_early",
    ]);
    expect(day.totals).toMatchObject({ late: 1, earlyLeave: 10 });
  });

  it("has no grace between two sessions", () => {
    const day = ir.day(saturday, ["08:00 in", "10:00 out", "10:05 in", "15:20 out"]);
    expect(debtsOf(day)).toEqual(["debt deficit 5 missing_between"]);
    // Two long errands would each hide the whole break of an hour; only one of them may.
    const twice = ["09:00 in", "09:10 out", "13:30 in", "13:35 out", "17:55 in", "18:00 out"];
    expect(debtsOf(ru.day(monday, twice))).toEqual([
      "debt deficit 200 missing_between",
      "debt deficit 260 missing_between",
    ]);
  });
});

describe("a break that nobody took off", () => {
  it("hides between sessions before it hides in being late", () => {
    const late = ru.day(monday, ["09:20 in", "12:00 out", "13:00 in", "18:00 out"]);
    expect(placed(ru, late)).toEqual([[20, 540, 560]]);
    const short = ru.day(monday, ["09:40 in", "12:00 out", "12:20 in", "18:00 out"]);
    expect(placed(ru, short)).toEqual([[40, 540, 580]]);
    expect(debtsOf(short)).toEqual(["debt deficit 40 late"]);
  });

  it("hides between sessions before it hides in leaving early", () => {
    const early = ru.day(monday, ["09:00 in", "12:00 out", "12:20 in", "17:20 out"]);
    expect(placed(ru, early)).toEqual([[40, 1040, 1080]]);
  });

  it("hides in the longest errand", () => {
    const day = ru.day(monday, [
      "09:00 in",
      "10:00 out",
      "10:20 in",
      "13:00 out",
      "14:00 in",
      "18:00 out",
    ]);
    expect(placed(ru, day)).toEqual([[20, 600, 620]]);
  });

  it("is no excuse for a longer one that was punched", () => {
    const day = ru.day(monday, ["09:20 in", "13:00 break_start", "14:30 break_end", "18:00 out"]);
    expect(debtsOf(day)).toEqual(["debt deficit 20 late", "debt deficit 30 break_punched"]);
    expect(day.lines.at(-1)?.why).toEqual({
      rule: "break_punched",
      punchIds: [`${monday} 09:20 in`],
      shiftVersionId: "v1",
      inputs: { due: 480, worked: 430, excused: 0, gaps: 20 },
      formula: "due - worked - excused",
    });
  });
});

describe("a day of which little is known", () => {
  const leave: ApprovedRequest = {
    kind: "leave",
    requestId: "r",
    leaveType: "annual",
    unit: "hour",
    from: ir.at(`${saturday} 08:00`),
    to: ir.at(`${saturday} 10:00`),
  };

  it("is an absence of what was due, less what is excused", () => {
    const day = ir.day(saturday, [], { requests: [leave] });
    expect(debtsOf(day)).toEqual(["debt absence_unexplained 320 no_punches"]);
    expect(day.lines.at(-1)?.why).toEqual({
      rule: "no_punches",
      punchIds: [],
      shiftVersionId: "v1",
      inputs: { due: 440, worked: 0, excused: 120 },
      formula: "due - worked - excused",
    });
  });

  it("is unresolved while a punch is missing, worked time counts", () => {
    const day = ir.day(saturday, ["10:00 in", "12:00 out", "13:00 in"], { requests: [leave] });
    expect(debtsOf(day)).toEqual(["debt unresolved 200 punch_missing"]);
    expect(day.lines.at(-1)?.why).toMatchObject({
      punchIds: [`${saturday} 10:00 in`, `${saturday} 13:00 in`],
      inputs: { due: 440, worked: 120, excused: 120 },
    });
  });
});

describe("being late or early", () => {
  it("is told with the moment, the reckoning and the punch", () => {
    const day = ir.day(saturday, ["08:20 in", "15:00 out"]);
    expect(day.late).toEqual({
      minutes: 20,
      rawMinutes: 20,
      at: ir.at(`${saturday} 08:20`),
      why: {
        rule: "late",
        punchIds: [`${saturday} 08:20 in`],
        shiftVersionId: "v1",
        inputs: { raw: 20, due: 20, grace: 10, counted: 20 },
        formula: "to - from",
      },
    });
    expect(day.earlyLeave).toMatchObject({ at: ir.at(`${saturday} 15:00`) });
  });

  it("adds up over the parts of a split shift, grace for each", () => {
    const split = workday("ir", {
      daily: [
        { startMinute: 480, endMinute: 720 },
        { startMinute: 840, endMinute: 1080 },
      ],
    });
    const day = split.day(saturday, ["08:15 in", "12:00 out", "14:20 in", "18:00 out"]);
    expect(day.late).toMatchObject({
      minutes: 35,
      rawMinutes: 35,
      at: split.at(`${saturday} 08:15`),
      why: { inputs: { raw: 35, due: 35, grace: 10, counted: 35 } },
    });
    const once = split.day(saturday, ["08:05 in", "12:00 out", "14:20 in", "18:00 out"]);
    expect(once.late).toMatchObject({ minutes: 20, rawMinutes: 25 });
  });
});
