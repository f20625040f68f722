import { describe, expect, it } from "vitest";
import { lateDaysOf } from "../../../api/attendance/rules/free-lates.ts";
import { type MonthLinesOf, withMonthLines } from "../../../api/attendance/rules/month-lines.ts";
import type { DayResult, LineKind } from "../../../api/attendance/rules/types.ts";
import { sumOfDays } from "../../../api/periods/rules/totals.ts";
import { linesOf, workday } from "./workday.ts";

const saturday = "2026-11-21";
const friday = "2026-11-27";
/** Azar 1405 begins on Sunday 22 November. */
const range = { from: saturday, to: friday } as const;
const of: MonthLinesOf = {
  calendar: "jalali",
  profile: "ir",
  today: "2026-12-01",
  isEmployed: () => true,
};
const minutesOf = ({ lines }: DayResult, kind: LineKind) =>
  lines.filter((line) => line.kind === kind).reduce((sum, { minutes }) => sum + minutes, 0);
const on = (days: readonly DayResult[], date: string) => days.find((day) => day.date === date)!;

describe("a free late", () => {
  const lenient = workday("ir", { settings: { freeLatesPerMonth: 1 } });
  const punches = ["21 08:20", "22 08:30", "23 08:40"].flatMap((one) => [
    `2026-11-${one} in`,
    `2026-11-${one.slice(0, 2)} 15:20 out`,
  ]);

  it("costs nothing in its month: what it owed is excused on its day (ATT D6)", () => {
    const derived = lenient.days(range, punches);
    const { days } = withMonthLines(derived, of);
    // One in Aban, one in Azar: the count begins anew with the month.
    expect(days.slice(0, 3).map(({ totals }) => [totals.deficit, totals.late])).toEqual([
      [0, 20],
      [0, 30],
      [40, 40],
    ]);
    expect(linesOf(on(days, saturday))).toEqual(["normal 420", "deficit_excused 20"]);
    expect(on(days, saturday).lines[1]).toMatchObject({
      layer: "credit",
      why: { rule: "free_late", inputs: { number: 1, limit: 1 } },
    });
    for (const day of days) {
      expect(minutesOf(day, "deficit")).toBe(day.totals.deficit);
      expect(minutesOf(day, "deficit_excused")).toBe(day.totals.deficitExcused);
    }
    expect(sumOfDays(days).deficit + sumOfDays(days).deficitExcused).toBe(
      sumOfDays(derived).deficit + sumOfDays(derived).deficitExcused,
    );
  });

  it("is told alike by days as they were derived and as they count", () => {
    const derived = lenient.days({ from: "2026-11-22", to: friday }, punches);
    const { days } = withMonthLines(derived, of);
    expect(lateDaysOf(days)).toEqual(lateDaysOf(derived));
    expect(lateDaysOf(days)).toHaveLength(2);
  });

  it("excuses the lateness alone: who leaves early still owes that", () => {
    const [day] = withMonthLines(
      lenient.days({ from: saturday, to: saturday }, [
        `${saturday} 08:20 in`,
        `${saturday} 14:20 out`,
      ]),
      of,
    ).days;
    expect(day?.totals).toMatchObject({ deficit: 60, deficitExcused: 20, late: 20 });
  });
});

describe("a week of a weekly-flexible shift", () => {
  const flexible = workday("ir", { pattern: { kind: "weekly_flexible", weekMinutes: 2640 } });
  const punches = [21, 22, 23, 24, 25].flatMap((day) => [
    `2026-11-${day} 08:00 in`,
    `2026-11-${day} 16:00 out`,
  ]);

  it("owes on its last day, in the month of that day, though it began in the month before", () => {
    const { days, weeks } = withMonthLines(flexible.days(range, punches), of);
    expect(weeks.map(({ to, balance }) => [to, balance])).toEqual([[friday, -240]]);
    expect(on(days, friday)).toMatchObject({ status: "day_off", totals: { deficit: 240 } });
    expect(on(days, friday).lines).toMatchObject([
      { layer: "debt", kind: "deficit", minutes: 240, why: { rule: "week_balance" } },
    ]);
    expect(sumOfDays(days.slice(0, -1)).deficit).toBe(0);
  });

  it("is told as extra when more was worked, and owes nothing before it is over", () => {
    const more = [...punches, "2026-11-26 08:00 in", "2026-11-26 16:00 out"];
    const { days } = withMonthLines(flexible.days(range, more), of);
    expect(on(days, friday).totals).toMatchObject({ surplus: 240, deficit: 0 });
    const running = withMonthLines(flexible.days(range, punches), { ...of, today: friday });
    expect(sumOfDays(running.days)).toMatchObject({ surplus: 0, deficit: 0 });
    expect(running.weeks).toMatchObject([{ balance: -240, over: false, line: null }]);
  });

  it("ends with the employment: who leaves on a Tuesday is settled on it", () => {
    const left = {
      ...of,
      today: "2026-11-25",
      isEmployed: (date: string) => date <= "2026-11-24",
    } as const;
    const until = { from: saturday, to: "2026-11-24" } as const;
    const { days, weeks } = withMonthLines(flexible.days(until, punches.slice(0, 8)), left);
    expect(weeks).toMatchObject([{ to: "2026-11-24", expected: 1760, balance: 160, over: true }]);
    expect(on(days, "2026-11-24").totals.surplus).toBe(160);
  });

  it("leaves out days with hours of their own: what they owe, they owe by themselves", () => {
    const mixed = workday("ir", {
      pattern: { kind: "weekly_flexible", weekMinutes: 2640 },
      exceptions: [
        {
          id: "x1",
          date: "2026-11-23",
          segments: [{ startMinute: 480, endMinute: 1020 }],
          shiftId: null,
          source: "exception",
          substituteFor: null,
        },
      ],
    });
    const { days, weeks } = withMonthLines(mixed.days(range, punches), of);
    expect(on(days, "2026-11-23").totals.deficit).toBe(60);
    // Five working days are left of the week's six; four of eight hours were worked on them.
    expect(weeks).toMatchObject([{ expected: 2200, worked: 1920, balance: -280 }]);
    expect(sumOfDays(days).deficit).toBe(340);
  });
});

it("no days have nothing to settle", () => {
  expect(withMonthLines([], of)).toEqual({ days: [], weeks: [] });
});
