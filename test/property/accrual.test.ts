import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, epochDayOf, fromEpochDay } from "../../api/core/calendar/local-date.ts";
import { sumOf } from "../../api/leave/project-balance.ts";
import { accrualEntries } from "../../api/leave/rules/accrual.ts";
import type { AccrualRules } from "../../api/requests/rules/types.ts";

const rules: fc.Arbitrary<AccrualRules> = fc.record({
  profile: fc.constantFrom("ir", "ru"),
  yearMinutes: fc.integer({ min: 1, max: 30_000 }),
});
const starts = fc
  .integer({ min: epochDayOf("2010-01-01"), max: epochDayOf("2030-12-31") })
  .map(fromEpochDay);
const days = fc.integer({ min: 0, max: 1500 });

describe("accrual", () => {
  it("only grows, and what was earned stays as it was", () => {
    fc.assert(
      fc.property(rules, starts, days, days, (rule, startedOn, first, more) => {
        const early = accrualEntries(rule, startedOn, addDays(startedOn, first));
        const late = accrualEntries(rule, startedOn, addDays(startedOn, first + more));
        expect(late.slice(0, early.length)).toEqual(early);
        expect(late.every(({ minutes }) => minutes >= 0)).toBe(true);
        expect(new Set(late.map(({ key }) => key)).size).toBe(late.length);
      }),
    );
  });

  it("never runs ahead of the entitlement of a year by more than a month", () => {
    fc.assert(
      fc.property(rules, starts, days, (rule, startedOn, count) => {
        const earned = sumOf(accrualEntries(rule, startedOn, addDays(startedOn, count)));
        expect(earned).toBeLessThanOrEqual(Math.ceil(((count + 32) / 365) * rule.yearMinutes) + 1);
      }),
    );
  });
});
