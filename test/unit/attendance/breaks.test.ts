import { describe, expect, it } from "vitest";
import type { ApprovedRequest, BreakRule } from "../../../api/attendance/rules/types.ts";
import { codesOf, linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const friday = "2026-11-20";
const monday = "2026-11-16";
const lunch: BreakRule = { mode: "auto_deduct", paid: false, minutes: 60, afterMinutes: 240 };
const prayer: BreakRule = { mode: "punched", paid: true, minutes: 20 };
const ru = workday("ru");
/** 08:00–15:20 on Saturday, with these breaks. */
const withBreaks = (...breaks: BreakRule[]) => workday("ir", { rules: { breaks } });
const inRussia = (...breaks: BreakRule[]) => workday("ru", { rules: { breaks } });
const whyOf = ({ lines }: ReturnType<typeof ru.day>, kind: string) =>
  lines.filter((line) => line.kind === kind).map(({ why }) => why);

describe("an automatic break", () => {
  it("grows with the presence, what was punched of it is taken off (ATT E3)", () => {
    // Five hours less twenty minutes: the break is whole, forty minutes of it are still owed.
    const day = ru.day(monday, ["09:00 in", "10:00 break_start", "10:20 break_end", "14:00 out"]);
    expect(day.totals).toMatchObject({ worked: 240, breakUnpaid: 60 });
  });

  it("takes from the end of what is longer than its hours", () => {
    const day = ru.day(monday, ["09:00 in", "18:00 out"]);
    const [cut] = day.lines.filter(({ kind }) => kind === "break_unpaid");
    expect(cut).toMatchObject({
      from: ru.at(`${monday} 13:00`),
      to: ru.at(`${monday} 14:00`),
      why: {
        rule: "break_auto_deduct",
        punchIds: [],
        inputs: { presence: 540, after: 240, break: 60, taken: 0, deducted: 60 },
        formula: "min(break, presence - after) - taken",
      },
    });
  });

  it("says how much of it was taken by going out", () => {
    const day = ru.day(monday, ["09:00 in", "13:00 out", "13:20 in", "18:00 out"]);
    expect(whyOf(day, "break_unpaid").map(({ inputs }) => inputs)).toEqual([
      { presence: 520, after: 240, break: 60, taken: 20, deducted: 40 },
    ]);
  });

  it("is taken by all errands together, on a day of rest too", () => {
    const punches = ["09:00 in", "11:00 out", "11:25 in", "14:00 out", "14:35 in", "18:00 out"];
    const saturdays = ru.day(saturday, punches);
    expect(linesOf(saturdays)).toEqual(["weekend 120", "weekend 155", "weekend 205"]);
    expect(ru.day(monday, punches).totals).toMatchObject({ worked: 480, breakUnpaid: 0 });
  });

  it("is not what lies between the parts of a split shift", () => {
    const split = workday("ru", {
      daily: [
        { startMinute: 540, endMinute: 780 },
        { startMinute: 900, endMinute: 1140 },
      ],
    });
    const day = split.day(monday, ["09:00 in", "13:00 out", "15:00 in", "19:00 out"]);
    expect(day.totals).toMatchObject({ expected: 420, worked: 420, breakUnpaid: 60 });
  });

  it("counts the hours of the plan only, not those before it", () => {
    const early = ru.day(monday, ["07:00 in", "13:00 out"]);
    expect(early.totals).toMatchObject({ worked: 240, surplus: 120, breakUnpaid: 0 });
  });

  it("is not taken by a paid one, nor by a fixed one", () => {
    const paid = inRussia(lunch, prayer);
    const prayed = ["09:00 in", "10:00 break_start", "10:20 break_end"];
    expect(paid.day(monday, [...prayed, "18:00 out"]).totals).toMatchObject({
      worked: 480,
      breakPaid: 20,
      breakUnpaid: 60,
    });
    expect(paid.day(monday, [...prayed, "14:00 out"]).totals).toMatchObject({
      worked: 240,
      breakPaid: 20,
      breakUnpaid: 60,
    });
    const half: BreakRule = { mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 };
    const noon: BreakRule = { mode: "window", paid: false, startMinute: 780, endMinute: 810 };
    const both = inRussia(half, noon);
    expect(both.day(monday, ["09:00 in", "18:00 out"]).totals.worked).toBe(480);
    // 285 minutes less the fixed half hour: fifteen are past four hours.
    expect(both.day(monday, ["09:00 in", "13:45 out"]).totals).toMatchObject({
      worked: 240,
      breakUnpaid: 45,
    });
  });

  it("after another one: what was taken goes to the first, the rest of it to the second", () => {
    const two = inRussia(
      { mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 240 },
      { mode: "auto_deduct", paid: false, minutes: 30, afterMinutes: 420 },
    );
    const day = two.day(monday, ["09:00 in", "13:00 out", "13:45 in", "18:00 out"]);
    expect(day.totals).toMatchObject({ expected: 480, worked: 480, breakUnpaid: 15 });
    expect(whyOf(day, "break_unpaid")[0]?.inputs).toMatchObject({ taken: 15, deducted: 15 });
    const stayed = two.day(monday, ["09:00 in", "18:00 out"]);
    const cuts = stayed.lines.filter(({ kind }) => kind === "break_unpaid");
    expect(cuts.map(({ minutes, from }) => [minutes, from])).toEqual([
      [30, two.at(`${monday} 13:00`)],
      [30, two.at(`${monday} 16:30`)],
    ]);
  });
});

describe("a fixed break", () => {
  const noon: BreakRule = { mode: "window", paid: false, startMinute: 720, endMinute: 750 };

  it("says of what it was taken", () => {
    const day = withBreaks(noon).day(saturday, ["08:00 in", "12:20 out"]);
    expect(whyOf(day, "break_unpaid")).toEqual([
      {
        rule: "break_window",
        punchIds: [],
        shiftVersionId: "v1",
        inputs: { taken: 20 },
        formula: "presence in the window",
      },
    ]);
  });

  it("is none on a day of rest, and none outside the plan", () => {
    expect(linesOf(withBreaks(noon).day(friday, ["08:00 in", "15:20 out"]))).toEqual([
      "weekend 440",
    ]);
    const dinner: BreakRule = { mode: "window", paid: false, startMinute: 1020, endMinute: 1050 };
    expect(linesOf(withBreaks(dinner).day(saturday, ["08:00 in", "18:00 out"]))).toEqual([
      "normal 440",
      "surplus 160",
    ]);
  });

  it("is not what a punched one may be as long as", () => {
    const house = withBreaks(noon, { mode: "punched", paid: false, minutes: 15 });
    const punched = (end: string) =>
      house.day(saturday, ["08:00 in", "10:00 break_start", `${end} break_end`, "15:20 out"]);
    expect(codesOf(punched("10:15"))).toEqual([]);
    expect(punched("10:35").anomalies).toMatchObject([
      { code: "break_too_long", minutes: 20, punchIds: [`${saturday} 10:00 break_start`] },
    ]);
  });
});

describe("a punched break", () => {
  const punches = ["08:00 in", "10:00 break_start", "10:15 break_end", "15:20 out"];

  it("names its two punches and how long it may be", () => {
    const day = withBreaks({ mode: "punched", paid: false, minutes: 30 }).day(saturday, punches);
    expect(whyOf(day, "break_unpaid")).toEqual([
      {
        rule: "break_punched",
        punchIds: [`${saturday} 10:00 break_start`, `${saturday} 10:15 break_end`],
        shiftVersionId: "v1",
        inputs: { taken: 15, limit: 30 },
        formula: "end - start",
      },
    ]);
  });

  it("that was left open names the OUT that ended it (ATT E4)", () => {
    const day = ru.day(monday, ["09:00 in", "16:30 break_start", "18:00 out"]);
    expect(whyOf(day, "break_unpaid")[0]?.punchIds).toEqual([
      `${monday} 16:30 break_start`,
      `${monday} 18:00 out`,
    ]);
  });

  it("is paid up to its limit in a day, not each time (ATT E5, E6)", () => {
    const twice = ["12:00 break_start", "12:15 break_end", "14:00 break_start", "14:15 break_end"];
    const day = withBreaks(prayer).day(saturday, ["08:00 in", ...twice, "15:20 out"]);
    expect(day.totals).toMatchObject({ worked: 430, breakPaid: 20, breakUnpaid: 10 });
    expect(codesOf(day)).toEqual(["break_too_long"]);
  });

  it("of a shift that knows no breaks is unpaid and never too long", () => {
    const day = workday("ir").day(saturday, punches);
    expect(day.totals).toMatchObject({ worked: 425, breakUnpaid: 15, deficit: 15 });
    expect(codesOf(day)).toEqual([]);
  });
});

describe("what leave costs on a shift with an hour's break to be punched", () => {
  const house = inRussia({ mode: "punched", paid: false, minutes: 60 });
  const cost = (from: string) => {
    const leave: ApprovedRequest = {
      kind: "leave",
      requestId: "r",
      leaveType: "annual",
      unit: "hour",
      from: house.at(`${monday} ${from}`),
      to: house.at(`${monday} 18:00`),
    };
    return house.day(monday, [], { requests: [leave] }).totals.leave;
  };

  it("is its hours while the rest of the day still has the break", () => {
    expect(cost("12:00")).toBe(360);
    expect(cost("11:00")).toBe(420);
  });

  it("never falls when it is a minute longer: a rest shorter than the break has none of it", () => {
    expect(cost("10:30")).toBe(420);
    expect(cost("10:01")).toBe(420);
    expect(cost("10:00")).toBe(420);
    expect(cost("09:30")).toBe(450);
  });
});
