import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, datesOf, epochDayOf, fromEpochDay } from "../../api/core/calendar/local-date.ts";
import {
  isWorkingDay,
  officialCalendarOf,
  officialDays,
} from "../../api/core/calendar/official-days.ts";
import type { LawProfile, LocalDate } from "../../api/core/calendar/types.ts";
import { dayCodes } from "../../api/law/rules/day-codes.ts";
import { lawPack } from "../../api/law/rules/law-pack.ts";
import { lint, newWarnings } from "../../api/law/rules/lint.ts";
import type { LintDay, LintInput } from "../../api/law/rules/lint/types.ts";
import { obligation, periodNorm } from "../../api/law/rules/norms.ts";
import { premiums } from "../../api/law/rules/premiums.ts";
import { summedOvertime } from "../../api/law/rules/summed-overtime.ts";
import { workday } from "../unit/attendance/workday.ts";

const dates = fc
  .integer({ min: epochDayOf("2024-06-01"), max: epochDayOf("2028-06-01") })
  .map(fromEpochDay);
const profiles = fc.constantFrom<LawProfile>("ir", "ru");

describe("norms", () => {
  it("equal the sum over their days, whatever the week", () => {
    fc.assert(
      fc.property(
        profiles,
        dates,
        fc.integer({ min: 0, max: 120 }),
        fc.constantFrom(2400, 2160, 1440, 2100),
        (profile, from, length, weekMinutes) => {
          const calendar = officialCalendarOf(profile);
          const range = { from, to: addDays(from, length) };
          const daily = datesOf(range).reduce(
            (sum, date) => sum + periodNorm(calendar, { from: date, to: date }, weekMinutes),
            0,
          );
          return periodNorm(calendar, range, weekMinutes) === daily;
        },
      ),
    );
  });

  it("of the Iranian short week never owe less for a credit of 7:20 than for one of 8:48", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 60 }), (from, length) => {
        const calendar = { ...officialCalendarOf("ir"), weekend: [4, 5] as const };
        const range = { from, to: addDays(from, length) };
        const of = (fiveDayHoliday: "credit720" | "credit848") =>
          obligation(calendar, range, { weekDays: 5, fiveDayHoliday });
        const off = officialDays(calendar, range).filter(
          (day) => !day.weeklyRest && !isWorkingDay(day),
        ).length;
        return of("credit720") - of("credit848") === off * 88;
      }),
    );
  });
});

const punchTimes = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 739 }));
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A month of random presence under both laws, with every kind of day. */
const months = fc
  .tuple(
    profiles,
    fc.constantFrom<LocalDate>("2026-03-20", "2026-05-01", "2026-10-30"),
    fc.array(punchTimes, { minLength: 12, maxLength: 12 }),
    fc.boolean(),
  )
  .map(([profile, from, times, guard]) => {
    const house = workday(profile, {
      ...(guard ? { daily: [{ startMinute: 14 * 60, endMinute: 22 * 60 + 30 }] } : {}),
      rules: { overtimeAfter: "automatic", overtimeBefore: "automatic", worksOnHolidays: guard },
    });
    const range = { from, to: addDays(from, times.length - 1) };
    const punches = times.flatMap(([start, length], index) => {
      const date = addDays(from, index);
      return [`${date} ${clock(start)} in`, `${date} ${clock(start + length)} out`];
    });
    return { profile, days: house.days(range, punches) };
  });

describe("premiums", () => {
  it("of a month are the sum of its days", () => {
    fc.assert(
      fc.property(months, fc.integer({ min: 0, max: 12 }), ({ profile, days }, cut) => {
        const pack = lawPack(profile, "2026-06-01");
        const whole = premiums(days, pack);
        const [first, second] = [days.slice(0, cut), days.slice(cut)].map((part) =>
          premiums(part, pack),
        );
        expect(whole.equivalent).toBe(first!.equivalent + second!.equivalent);
        expect(whole.lines).toEqual([...first!.lines, ...second!.lines]);
      }),
      { numRuns: 60 },
    );
  });

  it("pay every counted minute at its own rate once, at least plainly", () => {
    const base = ["normal", "overtime", "friday_overtime", "holiday", "rest_day"];
    fc.assert(
      fc.property(months, ({ profile, days }) => {
        const { lines, equivalent } = premiums(days, lawPack(profile, "2026-06-01"));
        const counted = days.reduce((sum, { totals }) => sum + totals.worked, 0);
        const paid = lines.filter(({ kind }) => base.includes(kind));
        expect(paid.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(counted);
        expect(paid.every(({ perMille }) => perMille >= 1000)).toBe(true);
        expect(equivalent).toBeGreaterThanOrEqual(counted * 1000);
        expect(Number.isInteger(equivalent)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("codes", () => {
  it("hold every counted minute of a day exactly once", () => {
    fc.assert(
      fc.property(months, ({ profile, days }) => {
        for (const day of days) {
          const codes = dayCodes(day, { profile, requestTypeCodes: new Map() });
          const hours = codes.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
          expect(hours).toBe(day.totals.worked);
          expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("summed overtime", () => {
  it("is all in its tiers, and more work is never less of it", () => {
    const minutes = fc.integer({ min: 0, max: 40_000 });
    const periods = fc.record({
      norm: minutes,
      worked: minutes,
      excused: minutes,
      holiday: fc.integer({ min: 0, max: 2000 }),
      shifts: fc.integer({ min: 0, max: 92 }),
    });
    const { value: tiers } = lawPack("ru", "2026-06-01").overtimeTiers;
    fc.assert(
      fc.property(
        periods,
        fc.constantFrom("per_period" as const, "per_shift" as const),
        fc.integer({ min: 1, max: 600 }),
        (period, school, more) => {
          const of = summedOvertime(period, tiers, school);
          const after = summedOvertime({ ...period, worked: period.worked + more }, tiers, school);
          expect(of.tiers.reduce((sum, tier) => sum + tier.minutes, 0)).toBe(of.overtime);
          expect(after.overtime).toBeGreaterThanOrEqual(of.overtime);
          expect(after.shortfall).toBeLessThanOrEqual(of.shortfall);
        },
      ),
    );
  });
});

const HOUR = 3_600_000;

/** Days with morning work and overtime, some free. */
const lintInputs = fc
  .record({
    profile: profiles,
    from: dates,
    hours: fc.array(
      fc.record({
        length: fc.integer({ min: 0, max: 12 }),
        overtime: fc.integer({ min: 0, max: 5 }),
        night: fc.boolean(),
      }),
      { minLength: 3, maxLength: 40 },
    ),
    rotating: fc.boolean(),
    born: fc.constantFrom<LocalDate | null>(null, "2009-01-01", "1990-01-01"),
    overtimeBefore: fc.integer({ min: 0, max: 7300 }),
  })
  .map(({ profile, from, hours, rotating, born, overtimeBefore }): LintInput => {
    const days = hours.map(({ length, overtime, night }, index): LintDay => {
      const date = addDays(from, index);
      const start = Date.parse(`${date}T06:00:00Z`);
      const extra = length === 0 ? 0 : overtime;
      return {
        date,
        work: length === 0 ? [] : [{ from: start, to: start + (length + extra) * HOUR }],
        normal: length * 60,
        overtime: extra * 60,
        restDay: 0,
        night: night ? 60 : 0,
        shiftNight: night ? 60 : 0,
        free: length === 0,
        substituted: false,
      };
    });
    const person = { birthDate: born, rotating, summed: false, hardWork: false };
    return { profile, days, person, overtimeBefore };
  });

describe("the linter", () => {
  it("is monotone: an hour of overtime more takes no warning away and makes none less", () => {
    fc.assert(
      fc.property(lintInputs, fc.nat(), (input, pick) => {
        const worked = input.days.filter(({ work }) => work.length > 0);
        const chosen = worked[pick % Math.max(1, worked.length)];
        fc.pre(chosen !== undefined);
        const days = input.days.map((day) =>
          day === chosen
            ? {
                ...day,
                overtime: day.overtime + 60,
                work: day.work.map(({ from, to }) => ({ from, to: to + HOUR })),
              }
            : day,
        );
        const [before, after] = [lint(input), lint({ ...input, days })];
        for (const known of before) {
          const match = after.find(
            ({ code, from, to, over }) =>
              code === known.code && over >= known.over && from <= known.to && known.from <= to,
          );
          expect(match, `${known.code} ${known.from}`).toBeDefined();
        }
      }),
    );
  });

  it("tells every warning once, past its limit, with an article, and nothing new of the same days", () => {
    fc.assert(
      fc.property(lintInputs, (input) => {
        const found = lint(input);
        expect(new Set(found.map(({ code, from, to }) => `${code} ${from} ${to}`)).size).toBe(
          found.length,
        );
        for (const { over, article, from, to } of found) {
          expect(over).toBeGreaterThan(0);
          expect(article).toMatch(/^\d+(\.\d+)?$/);
          expect(from <= to).toBe(true);
        }
        expect(newWarnings(found, found)).toEqual([]);
      }),
    );
  });
});
