import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ShiftPattern } from "../../../api/attendance/rules/types.ts";
import { segmentsOn } from "../../../api/attendance/rules/shift-pattern.ts";
import { defaultShiftRules } from "../../../api/attendance/rules/defaults.ts";
import { addDays, datesOf, weekdayOf } from "../../../api/core/calendar/local-date.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { patternOf, shiftPattern } from "../../../api/schedule/plan-schemas.ts";
import {
  dayTemplates,
  isPattern,
  usualSegments,
} from "../../../api/schedule/rules/check-pattern.ts";
import { planFrom, storedPlan, versionView } from "../../../api/schedule/stored-plan.ts";

const segments = fc
  .array(fc.integer({ min: 0, max: 47 }), { minLength: 2, maxLength: 4 })
  .map((marks) => [...new Set(marks)].toSorted((a, b) => a - b))
  .filter((marks) => marks.length >= 2)
  .map((marks) => [{ startMinute: (marks[0] ?? 0) * 30, endMinute: (marks.at(-1) ?? 1) * 30 }]);
const maybe = fc.oneof(segments, fc.constant([]));
const patterns: fc.Arbitrary<ShiftPattern> = fc.oneof(
  segments.map((one) => ({ kind: "workdays" as const, segments: one })),
  fc.array(maybe, { minLength: 7, maxLength: 7 }).map((days) => ({
    kind: "weekly" as const,
    days: Object.fromEntries(days.map((one, index) => [index + 1, one])),
  })),
  fc
    .record({
      cycle: fc.array(maybe, { minLength: 1, maxLength: 12 }),
      shift: fc.integer({ min: 0, max: 400 }),
    })
    .map(({ cycle, shift }) => ({
      kind: "rotating" as const,
      anchor: addDays("2026-01-01", shift),
      cycle,
    })),
  fc.integer({ min: 60, max: 10_000 }).map((weekMinutes) => ({
    kind: "weekly_flexible" as const,
    weekMinutes,
  })),
);

const range = datesOf({ from: "2026-12-20", to: "2027-01-12" });
const planOn = (pattern: ShiftPattern, date: LocalDate) =>
  segmentsOn(
    {
      id: "v",
      shiftId: "s",
      validFrom: "2026-01-01",
      validTo: null,
      pattern,
      rules: { ...defaultShiftRules("ir"), worksOnHolidays: true },
    },
    {
      date,
      kind: "work",
      weeklyRest: weekdayOf(date) === 5,
      shortenedMinutes: 0,
      names: [],
      source: "published",
      known: true,
    },
    [5],
  );

test("a pattern plans the same days after it went through the API, the table and back", () => {
  fc.assert(
    fc.property(patterns.filter(isPattern), (pattern) => {
      const sent = shiftPattern.parse(JSON.parse(JSON.stringify(pattern)));
      const plan = planFrom({ pattern: sent, breakMinutes: 0 }, null, "ir");
      const stored = storedPlan(JSON.stringify(plan.pattern), JSON.stringify(plan.rules), "ir");
      expect(stored).toEqual(plan);
      const shown = versionView("2026-01-01", stored).pattern;
      const again = patternOf(shiftPattern.parse(JSON.parse(JSON.stringify(shown))));
      for (const date of range) {
        expect(planOn(stored.pattern, date)).toEqual(planOn(pattern, date));
        expect(planOn(again as ShiftPattern, date)).toEqual(planOn(pattern, date));
      }
    }),
  );
});

test("days of a cycle repeat from their anchor on, before it too", () => {
  fc.assert(
    fc.property(
      fc.array(maybe, { minLength: 1, maxLength: 9 }),
      fc.constantFrom(...range),
      fc.integer({ min: -40, max: 40 }),
      (cycle, anchor, turns) => {
        const pattern: ShiftPattern = { kind: "rotating", anchor, cycle };
        const date = addDays(anchor, turns * cycle.length);
        expect(planOn(pattern, date)).toEqual(cycle[0]);
      },
    ),
  );
});

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

test("the usual day is one of the templates", () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      const usual = usualSegments(pattern);
      expect(usual.length === 0 || dayTemplates(pattern).some((one) => same(one, usual))).toBe(
        true,
      );
    }),
  );
});
