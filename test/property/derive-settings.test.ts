import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultDaySettings } from "../../api/attendance/rules/defaults.ts";
import { countedAt } from "../../api/attendance/rules/rounding.ts";
import type {
  DayResult,
  DaySettings,
  EffectivePunch,
  Rounding,
  ShiftPattern,
  ShiftSegment,
  WorkRule,
} from "../../api/attendance/rules/types.ts";
import { weekBalances, weekStart } from "../../api/attendance/rules/week-balance.ts";
import { addDays } from "../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../api/core/calendar/types.ts";
import { workday } from "../unit/attendance/workday.ts";

type Case = ReturnType<typeof workday>;

const directions = fc.constantFrom(
  "in" as const,
  "in" as const,
  "out" as const,
  "out" as const,
  "undirected" as const,
  "break_start" as const,
  "break_end" as const,
);
const moments = (days: number) =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: days * 86_400 - 1 }), directions), { maxLength: 14 });

const punchesOf = (
  of: Case,
  from: LocalDate,
  given: readonly (readonly [number, EffectivePunch["direction"]])[],
): EffectivePunch[] =>
  given.map(([seconds, direction], index) =>
    of.punch(`${from} 00:00 ${direction}`, {
      id: `p${index}`,
      at: of.at(`${from} 00:00`) + seconds * 1000,
    }),
  );

const rounding: fc.Arbitrary<Rounding> = fc.record({
  minutes: fc.constantFrom(1, 5, 6, 10, 15, 20, 30, 60),
  mode: fc.constantFrom("nearest", "up", "down"),
});

const settings: fc.Arbitrary<DaySettings> = fc
  .record({
    rounding,
    nightFromMinute: fc.integer({ min: 0, max: 1439 }),
    nightToMinute: fc.integer({ min: 0, max: 1439 }),
    maxOpenMinutes: fc.integer({ min: 240, max: 1440 }),
    restDayWork: fc.constantFrom("automatic" as const, "approval" as const, "never" as const),
    markWeekend: fc.boolean(),
    overtimeTiers: fc.constantFrom([], [30], [120]),
    autoOutAfterMinutes: fc.constantFrom(null, 0, 120),
    freeLatesPerMonth: fc.constantFrom(null, 0, 2),
  })
  .map((changes) => ({ ...defaultDaySettings("ir"), ...changes }));

/** Weekends on which clocks change, by an hour and by half an hour, at night and at midnight. */
const changes = [
  ["Europe/Berlin", "2026-03-28"],
  ["Europe/Berlin", "2026-10-24"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Asia/Tehran", "2022-03-21"],
  ["Asia/Tehran", "2022-09-21"],
  ["Africa/Cairo", "2026-04-23"],
  ["America/Santiago", "2026-09-05"],
] as const satisfies readonly (readonly [string, LocalDate])[];

const shifts: fc.Arbitrary<ShiftSegment[]> = fc.constantFrom(
  [{ startMinute: 480, endMinute: 960 }],
  [{ startMinute: 1320, endMinute: 1800 }],
  [{ startMinute: 0, endMinute: 240 }],
  [{ startMinute: 480, endMinute: 1920 }],
  [
    { startMinute: 60, endMinute: 300 },
    { startMinute: 900, endMinute: 1140 },
  ],
);

const timeOf = ({ lines }: DayResult) => lines.filter(({ layer }) => layer === "time");
const sum = (minutes: readonly { readonly minutes: number }[]) =>
  minutes.reduce((total, line) => total + line.minutes, 0);

describe("days where clocks change", () => {
  it("keep every minute of presence, once, and none that was not", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        shifts,
        fc.boolean(),
        settings,
        moments(3),
        ([zone, from], daily, unassigned, chosen, given) => {
          const of = workday("ru", {
            zone,
            daily,
            unassigned,
            rules: { breaks: [] },
            settings: { ...chosen, rounding: { minutes: 1, mode: "nearest" } },
          });
          const range = { from, to: addDays(from, 2) };
          const days = of.days(range, punchesOf(of, from, given));
          for (const day of days) {
            expect(sum(timeOf(day))).toBe(day.totals.presence);
            expect(day.lines.every(({ minutes }) => Number.isInteger(minutes) && minutes > 0)).toBe(
              true,
            );
            expect(day.totals.night).toBeLessThanOrEqual(day.totals.worked);
          }
          const lines = days.flatMap(timeOf).toSorted((a, b) => a.from! - b.from!);
          for (const [index, line] of lines.entries())
            expect(line.from! >= (lines[index - 1]?.to ?? 0)).toBe(true);
        },
      ),
    );
  });

  it("are the same in any order of arrival (ATT A12)", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        shifts,
        settings,
        moments(3).chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray([...given.keys()], { minLength: given.length }),
          ),
        ),
        ([zone, from], daily, chosen, [given, order]) => {
          const of = workday("ru", { zone, daily, settings: chosen });
          const range = { from, to: addDays(from, 2) };
          const punches = punchesOf(of, from, given);
          const shuffled = order.map((index) => punches[index]!);
          expect(of.days(range, shuffled)).toEqual(of.days(range, punches));
        },
      ),
    );
  });
});

describe("rounded minutes", () => {
  const punches = fc.tuple(
    fc.constantFrom("Asia/Tehran", "Europe/Moscow", "Asia/Kathmandu", "Australia/Lord_Howe"),
    fc.integer({ min: 0, max: 400 * 86_400 }),
  );

  it("never compound, move by less than the grid and keep the order (ATT D7)", () => {
    fc.assert(
      fc.property(punches, fc.nat({ max: 7200 }), rounding, ([zone, second], later, chosen) => {
        const of = workday("ir", { zone });
        const at = of.at("2026-01-01 00:00") + second * 1000;
        const one = of.punch("2026-01-01 00:00 in", { at });
        const two = of.punch("2026-01-01 00:00 out", { at: at + later * 1000 });
        const counted = countedAt(one, chosen);
        expect(countedAt({ ...one, at: counted }, chosen)).toBe(counted);
        expect(Math.abs(counted - at)).toBeLessThan(chosen.minutes * 60_000);
        expect(countedAt(two, chosen)).toBeGreaterThanOrEqual(counted);
        expect(one.at).toBe(at);
      }),
    );
  });

  it("are kept like any others: the lines of a day are its presence (ATT H14)", () => {
    fc.assert(
      fc.property(settings, shifts, moments(3), (chosen, daily, given) => {
        const of = workday("ir", {
          settings: chosen,
          daily,
          rules: { overtimeAfter: "automatic" },
        });
        const from = "2026-11-14";
        for (const day of of.days({ from, to: addDays(from, 2) }, punchesOf(of, from, given))) {
          expect(sum(timeOf(day))).toBe(day.totals.presence);
          expect(day.totals.overtimeTier1 + day.totals.overtimeTier2).toBe(day.totals.overtime);
        }
      }),
    );
  });
});

describe("an automatic OUT", () => {
  it("never earns overtime, nor a minute after the plan (ATT B6)", () => {
    fc.assert(
      fc.property(
        shifts,
        fc.array(fc.integer({ min: 0, max: 3 * 86_400 - 1 }), { maxLength: 5 }),
        (daily, seconds) => {
          const of = workday("ir", {
            daily,
            rules: { overtimeBefore: "never", overtimeAfter: "automatic" },
            settings: { autoOutAfterMinutes: 60 },
          });
          const from = "2026-11-14";
          const given = seconds.map((second) => [second, "in"] as const);
          for (const day of of.days({ from, to: addDays(from, 2) }, punchesOf(of, from, given))) {
            expect(day.totals.overtime).toBe(0);
            const end = day.planned.segments.at(-1)?.end ?? 0;
            expect(timeOf(day).every(({ to }) => to! <= end)).toBe(true);
          }
        },
      ),
    );
  });
});

describe("a rule that begins later", () => {
  it("leaves the days before byte for byte (ATT D8)", () => {
    fc.assert(
      fc.property(settings, settings, shifts, moments(5), (first, second, daily, given) => {
        const from: LocalDate = "2026-11-14";
        const base: WorkRule = { id: "w1", validFrom: "2016-01-01", settings: first };
        const later: WorkRule = { id: "w2", validFrom: addDays(from, 3), settings: second };
        const range = { from, to: addDays(from, 2) };
        const days = (...workRules: WorkRule[]) => {
          const of = workday("ir", { workRules, daily });
          return JSON.stringify(of.days(range, punchesOf(of, from, given)));
        };
        expect(days(base, later)).toBe(days(base));
      }),
    );
  });
});

describe("weekly-flexible weeks", () => {
  it("owe what was shared among their days, and balance what was worked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("ir" as const, "ru" as const),
        fc.integer({ min: 0, max: 4000 }),
        moments(7),
        (profile, weekMinutes, given) => {
          const pattern: ShiftPattern = { kind: "weekly_flexible", weekMinutes };
          const of = workday(profile, { pattern });
          // A week without holidays in either country.
          const from = weekStart("2026-10-08", profile);
          const range = { from, to: addDays(from, 6) };
          const days = of.days(range, punchesOf(of, from, given));
          const [week] = weekBalances(days, range, profile, addDays(from, 30));
          expect(week?.expected).toBe(weekMinutes);
          expect(week?.balance).toBe(
            sum(days.map(({ totals }) => ({ minutes: totals.worked }))) - weekMinutes,
          );
        },
      ),
    );
  });
});
