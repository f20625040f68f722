import { describe, expect, it } from "vitest";
import { addDays, datesOf, weekdayOf } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { lint, newWarnings } from "../../../api/law/rules/lint.ts";
import type { LintVacation } from "../../../api/law/rules/lint/types.ts";
import {
  adult,
  allWeek,
  day,
  HOUR,
  irLint,
  off,
  only,
  ruLint,
  shortly,
  utc,
} from "./lint-cases.ts";

const weekOf = (from: LocalDate, hours: number) =>
  datesOf({ from, to: addDays(from, 6) }).map((date) =>
    weekdayOf(date) === 5 ? off(date) : day(date, [8, 8 + hours]),
  );

const rested = (date: LocalDate) =>
  only(irLint(allWeek("2026-11-14", 13, [date])), "friday_without_rest");

const born = (birthDate: LocalDate) => ({ birthDate });

describe("Russian overtime", () => {
  it("is at most four hours on two days running (ATT H2)", () => {
    const days = [
      day("2026-11-16", [9, 20], { normal: 480, overtime: 180 }),
      day("2026-11-17", [9, 19], { normal: 480, overtime: 120 }),
      day("2026-11-18", [9, 17], { normal: 480 }),
    ];
    const [found, ...more] = only(ruLint(days), "overtime_two_days");
    expect(found).toEqual({
      code: "overtime_two_days",
      article: "99",
      document: "ru_labour_code",
      severity: "breach",
      unit: "minutes",
      amount: 300,
      limit: 240,
      over: 60,
      from: "2026-11-16",
      to: "2026-11-17",
    });
    expect(more).toEqual([]);
  });

  it("may be four hours on two days, or four on one of them", () => {
    const four = [
      day("2026-11-16", [9, 20], { overtime: 120 }),
      day("2026-11-17", [9, 19], { overtime: 120 }),
      day("2026-11-18", [9, 17]),
      day("2026-11-19", [9, 22], { overtime: 240 }),
    ];
    expect(only(ruLint(four), "overtime_two_days")).toEqual([]);
    const five = [day("2026-11-18", [9, 17]), day("2026-11-19", [9, 23], { overtime: 300 })];
    expect(shortly(only(ruLint(five), "overtime_two_days"))).toEqual([
      "overtime_two_days 300/240 2026-11-19 2026-11-19",
    ]);
    const before = [day("2026-11-18", [9, 23], { overtime: 300 }), day("2026-11-19", [9, 17])];
    expect(shortly(only(ruLint(before), "overtime_two_days"))).toEqual([
      "overtime_two_days 300/240 2026-11-18 2026-11-18",
    ]);
  });

  it("crosses 120 hours a year in the second of three hours (ATT H3)", () => {
    const days = [
      day("2026-11-16", [9, 17]),
      day("2026-11-17", [9, 20], { overtime: 180 }),
      day("2026-11-18", [9, 18], { overtime: 60 }),
    ];
    const [found] = only(ruLint(days.slice(0, 2), {}, 119 * 60), "overtime_year");
    expect(found).toMatchObject({
      amount: 122 * 60,
      limit: 7200,
      from: "2026-11-17",
      article: "99",
    });
    // One hour was still free: the second is the first one over.
    expect(180 - (found?.over ?? 0)).toBe(60);
    expect(shortly(only(ruLint(days, {}, 119 * 60), "overtime_year"))).toEqual([
      "overtime_year 7380/7200 2026-11-17 2026-11-18",
    ]);
    expect(only(ruLint(days, {}, 116 * 60), "overtime_year")).toEqual([]);
    expect(only(ruLint([day("2026-11-16", [9, 17])], {}, 121 * 60), "overtime_year")).toEqual([]);
  });

  it("begins anew with the year", () => {
    const days = datesOf({ from: "2026-12-31", to: "2027-01-01" }).map((date) =>
      day(date, [9, 18], { overtime: 120 }),
    );
    expect(shortly(only(ruLint(days, {}, 119 * 60), "overtime_year"))).toEqual([
      "overtime_year 7260/7200 2026-12-31 2026-12-31",
    ]);
  });
});

describe("Iranian overtime", () => {
  it("is at most four hours a day: the fifth is over (ATT H6)", () => {
    const found = only(irLint([day("2026-11-21", [8, 20], { overtime: 300 })]), "overtime_day");
    expect(found).toEqual([
      expect.objectContaining({
        article: "59",
        document: "ir_labour_code",
        amount: 300,
        limit: 240,
        over: 60,
        from: "2026-11-21",
        to: "2026-11-21",
      }),
    ]);
    expect(only(irLint([day("2026-11-21", [8, 19], { overtime: 240 })]), "overtime_day")).toEqual(
      [],
    );
    expect(only(ruLint([day("2026-11-16", [8, 20], { overtime: 300 })]), "overtime_day")).toEqual(
      [],
    );
  });

  it("is not for those who work at night or hard (art. 61)", () => {
    const night = day("2026-11-21", [18, 27], { overtime: 60, night: 300, shiftNight: 300 });
    expect(shortly(only(irLint([night]), "overtime_night_worker"))).toEqual([
      "overtime_night_worker 60/0 2026-11-21 2026-11-21",
    ]);
    const evening = day("2026-11-21", [8, 23], { overtime: 60, night: 60 });
    expect(only(irLint([evening]), "overtime_night_worker")).toEqual([]);
    expect(only(irLint([evening], { hardWork: true }), "overtime_night_worker")).toHaveLength(1);
    expect(only(ruLint([night]), "overtime_night_worker")).toEqual([]);
    const plain = day("2026-11-21", [18, 27], { night: 300, shiftNight: 300 });
    expect(only(irLint([plain]), "overtime_night_worker")).toEqual([]);
  });
});

describe("the week", () => {
  it("has 44 hours from Saturday to Friday in Iran (art. 51)", () => {
    const found = irLint(weekOf("2026-11-21", 8));
    expect(shortly(found)).toEqual(["week_hours 2880/2640 2026-11-21 2026-11-27"]);
    expect(found[0]).toMatchObject({ article: "51" });
    expect(irLint(weekOf("2026-11-21", 7))).toEqual([]);
    expect(only(irLint(weekOf("2026-11-21", 8), { rotating: true }), "week_hours")).toEqual([]);
  });

  it("has 36 hours for hard work (art. 52)", () => {
    expect(irLint(weekOf("2026-11-21", 7), { hardWork: true })).toEqual([
      expect.objectContaining({ code: "week_hours", limit: 2160, article: "52" }),
    ]);
  });

  it("has 40 hours from Monday to Sunday in Russia unless time is summed (art. 91)", () => {
    const days = datesOf({ from: "2026-11-16", to: "2026-11-22" }).map((date) =>
      weekdayOf(date) < 7 ? day(date, [9, 16]) : off(date),
    );
    expect(shortly(only(ruLint(days), "week_hours"))).toEqual([
      "week_hours 2520/2400 2026-11-16 2026-11-22",
    ]);
    expect(only(ruLint(days, { summed: true }), "week_hours")).toEqual([]);
  });

  it("of rotation has no limit, but four of them have: 176 h (art. 57)", () => {
    const rotation = datesOf({ from: "2026-11-01", to: "2026-12-10" }).map((date, index) =>
      index % 3 === 0 ? off(date) : day(date, [8, 18]),
    );
    const found = only(irLint(rotation, { rotating: true }), "four_weeks");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ amount: 19 * 600, limit: 10_560, article: "57" });
    expect(found[0]?.to).toBe(addDays(found[0]!.from, 27));
    expect(only(irLint(rotation), "four_weeks")).toEqual([]);
    expect(only(ruLint(rotation, { rotating: true }), "four_weeks")).toEqual([]);
    const lighter = rotation.map((one) => ({ ...one, normal: one.normal && 540 }));
    expect(only(irLint(lighter, { rotating: true }), "four_weeks")).toEqual([]);
  });
});

describe("a day", () => {
  it("spans fifteen hours with its gaps and its overtime (art. 54)", () => {
    const split = {
      ...day("2026-11-21", [6, 10]),
      work: [
        { from: utc("2026-11-21") + 6 * HOUR, to: utc("2026-11-21") + 10 * HOUR },
        { from: utc("2026-11-21") + 18 * HOUR, to: utc("2026-11-21") + 22 * HOUR },
      ],
    };
    const found = only(irLint([split]), "day_span");
    expect(shortly(found)).toEqual(["day_span 960/900 2026-11-21 2026-11-21"]);
    expect(found[0]?.article).toBe("54");
    expect(only(irLint([day("2026-11-21", [6, 21])]), "day_span")).toEqual([]);
    expect(only(ruLint([split]), "day_span")).toEqual([]);
  });
});

describe("rest", () => {
  it("comes on another day for those who work on Friday (art. 62)", () => {
    // 20 November 2026 is a Friday.
    const worked = allWeek("2026-11-14", 13);
    const found = only(irLint(worked), "friday_without_rest");
    expect(shortly(found)).toEqual(["friday_without_rest 360/0 2026-11-20 2026-11-20"]);
    expect(found[0]).toMatchObject({ article: "62.1" });
    expect(rested("2026-11-14")).toEqual([]);
    expect(rested("2026-11-26")).toEqual([]);
    const given = worked.map((one) => ({ ...one, substituted: one.date === "2026-11-20" }));
    expect(only(irLint(given), "friday_without_rest")).toEqual([]);
    expect(only(ruLint(worked), "friday_without_rest")).toEqual([]);
  });

  it("does not judge a Friday of which less than a week is known", () => {
    expect(only(irLint(allWeek("2026-11-18", 4)), "friday_without_rest")).toEqual([]);
  });

  it("comes after six days at the latest", () => {
    expect(only(irLint(allWeek("2026-11-14", 6)), "days_in_row")).toEqual([]);
    const found = only(irLint(allWeek("2026-11-14", 9, ["2026-11-21"])), "days_in_row");
    expect(found).toEqual([
      expect.objectContaining({
        unit: "days",
        amount: 7,
        limit: 6,
        over: 1,
        article: "62",
        from: "2026-11-14",
        to: "2026-11-20",
      }),
    ]);
    expect(only(ruLint(allWeek("2026-11-14", 8)), "days_in_row")[0]?.article).toBe("111");
  });

  it("of a Russian week is 42 hours without a break (art. 110)", () => {
    const three = allWeek("2026-11-09", 21, ["2026-11-15", "2026-11-22", "2026-11-29"]);
    // Sunday free: 14:00 on Saturday to 08:00 on Monday are exactly 42 hours.
    expect(only(ruLint(three), "weekly_rest")).toEqual([]);
    const longer = three.map((one) => (one.date === "2026-11-21" ? day(one.date, [8, 16]) : one));
    const found = only(ruLint(longer), "weekly_rest");
    expect(shortly(found)).toEqual(["weekly_rest 2400/2520 2026-11-16 2026-11-22"]);
    expect(found[0]).toMatchObject({ over: 120, severity: "advice", article: "110" });
    expect(only(irLint(longer), "weekly_rest")).toEqual([]);
  });

  it("is not judged at the edge of what is known", () => {
    expect(only(ruLint(allWeek("2026-11-16", 7)), "weekly_rest")).toEqual([]);
  });

  it("between two shifts is a night (art. 107; in Iran what art. 54 leaves)", () => {
    const close = [day("2026-11-16", [14, 23]), day("2026-11-17", [7, 15])];
    expect(only(ruLint(close), "rest_between")).toEqual([
      expect.objectContaining({
        amount: 480,
        limit: 720,
        over: 240,
        severity: "advice",
        from: "2026-11-16",
        to: "2026-11-17",
        article: "107",
      }),
    ]);
    expect(only(irLint(close), "rest_between")[0]).toMatchObject({ limit: 540, article: "54" });
    const apart = [day("2026-11-16", [14, 20]), day("2026-11-17", [8, 15])];
    expect(ruLint(apart)).toEqual([]);
  });

  it("must lie between two shifts in Russia (art. 103)", () => {
    const running = [day("2026-11-16", [12, 24]), day("2026-11-17", [0, 12])];
    expect(only(ruLint(running), "shift_after_shift")).toEqual([
      expect.objectContaining({ article: "103", severity: "breach", amount: 0 }),
    ]);
    expect(only(irLint(running), "shift_after_shift")).toEqual([]);
    expect(only(irLint(running), "rest_between")).toHaveLength(1);
  });
});

describe("people under eighteen", () => {
  const late = day("2026-11-21", [14, 23], { night: 60, overtime: 60, restDay: 30 });

  it("work no nights, no overtime, and in Russia no days off", () => {
    const found = ruLint([late], born("2008-11-22"));
    expect(found.map(({ code, article }) => `${code} ${article}`)).toEqual([
      "minor_night 96",
      "minor_overtime 99",
      "minor_rest_day 268",
    ]);
    const codes = irLint([late], born("2008-11-22")).map(
      ({ code, article }) => `${code} ${article}`,
    );
    expect(codes).toEqual(["minor_night 83", "minor_overtime 83"]);
  });

  it("are grown up on their birthday", () => {
    expect(ruLint([late], born("2008-11-21"))).toEqual([]);
    expect(ruLint([late])).toEqual([]);
    expect(ruLint([day("2026-11-21", [9, 14])], born("2010-01-01"))).toEqual([]);
  });
});

describe("a Russian vacation", () => {
  const vacation: LintVacation = {
    from: "2026-12-07",
    to: "2026-12-20",
    days: 14,
    otherParts: [],
    monthsWorked: 12,
    today: "2026-11-22",
    balanceAfter: 2,
  };
  const codes = (over: Partial<LintVacation>, profile: "ru" | "ir" = "ru") =>
    lint({
      profile,
      days: [],
      person: adult,
      overtimeBefore: 0,
      vacation: { ...vacation, ...over },
    }).map(
      ({ code, amount, limit, unit, article }) => `${code} ${amount}/${limit} ${unit} ${article}`,
    );

  it("of two weeks, earned and asked for in time, is nobody's business", () => {
    expect(codes({})).toEqual([]);
  });

  it("has one part of fourteen days a year (art. 125)", () => {
    expect(codes({ days: 10, otherParts: [7] })).toEqual(["vacation_part 10/14 days 125"]);
    expect(codes({ days: 10, otherParts: [14] })).toEqual([]);
    // Eighteen days are left: the long part can still be taken.
    expect(codes({ days: 10 })).toEqual([]);
    expect(codes({ days: 7, otherParts: [7] })).toEqual([]);
    expect(codes({ days: 7, otherParts: [8] })).toEqual(["vacation_part 7/14 days 125"]);
  });

  it("may be demanded after six months, is paid three days before, and may be in advance", () => {
    expect(codes({ monthsWorked: 5 })).toEqual(["vacation_too_early 5/6 months 122"]);
    expect(codes({ monthsWorked: 6 })).toEqual([]);
    expect(codes({ today: "2026-12-05" })).toEqual(["vacation_paid_late 2/3 days 136"]);
    expect(codes({ today: "2026-12-04" })).toEqual([]);
    expect(codes({ balanceAfter: -3 })).toEqual(["vacation_in_advance 3/0 days 137"]);
    expect(codes({ balanceAfter: 0 })).toEqual([]);
  });

  it("has no such rules in Iran", () => {
    expect(
      codes({ days: 3, monthsWorked: 0, today: "2026-12-07", balanceAfter: -5 }, "ir"),
    ).toEqual([]);
  });
});

describe("what an approval adds", () => {
  const base = [
    day("2026-11-16", [9, 20], { overtime: 180 }),
    day("2026-11-17", [9, 19], { overtime: 120 }),
    day("2026-11-18", [9, 17]),
  ];

  it("is what was not broken before, or is broken further", () => {
    const more = base.map((one) => (one.date === "2026-11-18" ? { ...one, overtime: 180 } : one));
    expect(shortly(newWarnings(ruLint(base), ruLint(more)))).toEqual([
      "overtime_two_days 300/240 2026-11-17 2026-11-18",
    ]);
    const further = base.map((one) =>
      one.date === "2026-11-17" ? { ...one, overtime: 180 } : one,
    );
    expect(shortly(newWarnings(ruLint(base), ruLint(further)))).toEqual([
      "overtime_two_days 360/240 2026-11-16 2026-11-17",
    ]);
    expect(newWarnings(ruLint(base), ruLint(base))).toEqual([]);
    expect(newWarnings([], ruLint(base))).toEqual(ruLint(base));
  });

  it("comes in the order of the days", () => {
    const found = ruLint(base, { birthDate: "2010-01-01" });
    expect(found.map(({ from }) => from)).toEqual(found.map(({ from }) => from).toSorted());
    expect(found.map(({ code }) => code)).toEqual([
      "minor_overtime",
      "overtime_two_days",
      "minor_overtime",
    ]);
  });
});
