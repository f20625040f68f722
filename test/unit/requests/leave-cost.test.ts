import { describe, expect, it } from "vitest";
import { leaveCost } from "../../../api/requests/rules/leave-cost.ts";
import type { LeaveTypeRules, RequestSpan } from "../../../api/requests/rules/types.ts";
import type { LawProfile, LocalDate } from "../../../api/core/calendar/types.ts";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import { workday } from "../attendance/workday.ts";
import type { WorkdayOptions } from "../attendance/workday.ts";

const iranian: LeaveTypeRules = {
  code: "annual",
  counting: "planned",
  dayCharge: "plan",
  dayMinutes: 440,
  halfDayMinutes: 220,
  usesBalance: true,
};
const russian: LeaveTypeRules = {
  code: "annual",
  counting: "calendar",
  dayCharge: "norm",
  dayMinutes: 480,
  halfDayMinutes: 240,
  usesBalance: true,
};

function cost(
  profile: LawProfile,
  span: RequestSpan,
  options: WorkdayOptions = {},
  over: Partial<LeaveTypeRules> = {},
) {
  const [from, to] = span.unit === "day" ? [span.from, span.to] : [span.date, span.date];
  const plan = workday(profile, options).plan({ from: addDays(from, -1), to: addDays(to, 1) });
  return leaveCost(span, plan, { ...(profile === "ir" ? iranian : russian), ...over });
}

const days = (from: LocalDate, to: LocalDate): RequestSpan => ({ unit: "day", from, to });
const hours = (date: LocalDate, fromMinute: number, toMinute: number): RequestSpan => ({
  unit: "hour",
  date,
  fromMinute,
  toMinute,
});

const half = (date: LocalDate): RequestSpan => ({ unit: "half_day", date, part: "first" });

describe("leave by days", () => {
  it("skips the Friday: Saturday to Saturday is seven days (ATT F5)", () => {
    const price = cost("ir", days("2026-11-14", "2026-11-21"));
    expect(price).toMatchObject({ minutes: 7 * 440, chargedDays: 7, calendarKnown: true });
    expect(price.days.filter(({ skipped }) => skipped)).toMatchObject([
      { date: "2026-11-20", skipped: "weekend", minutes: 0 },
    ]);
  });

  it("names no holiday of a day that is charged: the shift works on it", () => {
    const price = cost("ir", days("2026-12-23", "2026-12-23"), {
      rules: { worksOnHolidays: true },
    });
    expect(price).toMatchObject({ minutes: 440, days: [{ skipped: null, names: [] }] });
  });

  it("knows the calendar only when it knows every day of it", () => {
    expect(cost("ru", days("2026-12-25", "2028-01-10")).calendarKnown).toBe(false);
    expect(cost("ru", days("2026-12-01", "2026-12-25")).calendarKnown).toBe(true);
  });

  it("skips Iranian holidays and names them", () => {
    const price = cost("ir", days("2026-12-22", "2026-12-24"));
    expect(price.minutes).toBe(2 * 440);
    expect(price.days[1]).toMatchObject({
      skipped: "holiday",
      names: [{ fa: "ولادت حضرت امام علی (ع)" }],
    });
  });

  it("counts Russian calendar days without public holidays, days off moved to them count (ATT F6, G5)", () => {
    expect(cost("ru", days("2016-04-25", "2016-05-13"))).toMatchObject({
      chargedDays: 17,
      minutes: 17 * 480,
      calendarKnown: false,
    });
    expect(cost("ru", days("2026-03-06", "2026-03-10"))).toMatchObject({
      chargedDays: 4,
      calendarKnown: true,
    });
    expect(cost("ru", days("2026-11-14", "2026-11-15")).chargedDays).toBe(2);
  });

  it("costs a guard the whole 24 hours of the shift, nothing between shifts (ATT F19)", () => {
    const pattern = {
      kind: "rotating",
      anchor: "2026-11-21",
      cycle: [[{ startMinute: 480, endMinute: 1920 }], [], []],
    } as const;
    const price = cost("ir", days("2026-11-21", "2026-11-23"), { pattern });
    expect(price).toMatchObject({ minutes: 1440, chargedDays: 1 });
    expect(price.days.map(({ skipped }) => skipped)).toEqual([null, "day_off", "day_off"]);
    expect(
      cost("ir", days("2026-11-21", "2026-11-23"), { pattern }, { dayCharge: "norm" }).minutes,
    ).toBe(440);
  });

  it("costs the planned 8:48 in a five-day week", () => {
    const long = [{ startMinute: 480, endMinute: 1008 }];
    const pattern = {
      kind: "weekly",
      days: { 6: long, 7: long, 1: long, 2: long, 3: long },
    } as const;
    expect(cost("ir", days("2026-11-14", "2026-11-20"), { pattern })).toMatchObject({
      minutes: 5 * 528,
      chargedDays: 5,
    });
  });

  it("follows the calendar for people without a shift", () => {
    expect(cost("ir", days("2026-11-19", "2026-11-21"), { unassigned: true })).toMatchObject({
      minutes: 2 * 440,
      chargedDays: 2,
    });
  });

  it("may count every day", () => {
    expect(
      cost("ir", days("2026-11-19", "2026-11-21"), {}, { counting: "every" }).chargedDays,
    ).toBe(3);
  });

  it("says when the calendar of a day is not known", () => {
    expect(cost("ir", days("2030-06-01", "2030-06-02")).calendarKnown).toBe(false);
  });

  it("fails loudly when the plan lacks a date", () => {
    expect(() => leaveCost(days("2026-11-21", "2026-11-22"), [], iranian)).toThrow(RangeError);
  });
});

describe("half a day", () => {
  it("is 220 minutes in Iran, 240 in Russia (ATT F4)", () => {
    expect(cost("ir", half("2026-11-21")).minutes).toBe(220);
    expect(cost("ru", half("2026-11-16")).minutes).toBe(240);
  });

  it("costs nothing on a day off", () => {
    expect(cost("ir", half("2026-11-20"))).toMatchObject({
      minutes: 0,
      days: [{ skipped: "weekend" }],
    });
    expect(cost("ru", half("2026-11-15")).minutes).toBe(0);
  });

  it("never costs more than the day", () => {
    const short = { daily: [{ startMinute: 480, endMinute: 660 }] };
    expect(cost("ir", half("2026-11-21"), short).minutes).toBe(180);
  });
});

describe("leave by the hour", () => {
  it("costs the minutes of the shift it covers", () => {
    expect(cost("ir", hours("2026-11-21", 600, 750)).minutes).toBe(150);
    expect(cost("ir", hours("2026-11-21", 840, 1080)).minutes).toBe(80);
    expect(cost("ir", hours("2026-11-21", 480, 920)).minutes).toBe(440);
  });

  it("does not charge the unpaid lunch", () => {
    expect(cost("ru", hours("2026-11-16", 540, 1080)).minutes).toBe(480);
    expect(cost("ru", hours("2026-11-16", 600, 1020)).minutes).toBe(360);
    expect(cost("ru", hours("2026-11-16", 540, 660)).minutes).toBe(120);
  });

  it("outside the shift costs nothing and says so", () => {
    expect(cost("ir", hours("2026-11-21", 930, 1000))).toMatchObject({
      minutes: 0,
      days: [{ skipped: "outside_shift" }],
    });
    expect(cost("ir", hours("2026-11-20", 600, 700))).toMatchObject({
      minutes: 0,
      days: [{ skipped: "weekend" }],
    });
  });

  it("reaches the night shift of the day before", () => {
    const night = { daily: [{ startMinute: 1320, endMinute: 1800 }] };
    expect(cost("ir", hours("2026-11-22", 120, 240), night).minutes).toBe(120);
    expect(cost("ir", hours("2026-11-21", 1380, 1500), night).minutes).toBe(120);
  });

  it("of people without a shift is taken as asked", () => {
    expect(cost("ir", hours("2026-11-21", 600, 720), { unassigned: true }).minutes).toBe(120);
    expect(cost("ir", hours("2026-11-20", 600, 720), { unassigned: true }).minutes).toBe(0);
  });
});
