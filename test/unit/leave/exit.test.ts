import { describe, expect, it } from "vitest";
import { sumOf } from "../../../api/leave/project-balance.ts";
import { accrualEntries } from "../../../api/leave/rules/accrual.ts";
import { exitAccrual } from "../../../api/leave/rules/exit.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import type { AccrualRules } from "../../../api/requests/rules/types.ts";

const ir: AccrualRules = { profile: "ir", yearMinutes: 26 * 440 };
const ru: AccrualRules = { profile: "ru", yearMinutes: 28 * 480 };

const earned = (rules: AccrualRules, startedOn: LocalDate, endedOn: LocalDate): number =>
  sumOf(accrualEntries(rules, startedOn, endedOn)) +
  (exitAccrual(rules, startedOn, endedOn)?.minutes ?? 0);

describe("leave earned until the last day of work", () => {
  it("in Iran counts the days of the unfinished month (art. 64, 71)", () => {
    // 15 of the 30 days of Aban after seven whole months of 1405.
    expect(earned(ir, "2026-03-21", "2026-11-06")).toBe(
      sumOf(accrualEntries(ir, "2026-03-21", "2026-10-22")) + 476,
    );
    expect(exitAccrual(ir, "2026-03-21", "2026-10-22")).toBeNull();
  });

  it("in Iran of somebody who came and left in one month is that month's part", () => {
    // 8 to 15 Mehr 1405: eight of thirty days.
    expect(earned(ir, "2026-09-30", "2026-10-07")).toBe(Math.floor((26 * 440 * 8) / 360));
  });

  it("in Russia is the whole year after eleven months (rules № 169, p. 28)", () => {
    expect(earned(ru, "2026-01-01", "2026-10-14")).toBe(Math.floor((28 * 480 * 9) / 12));
    expect(earned(ru, "2026-01-01", "2026-11-14")).toBe(Math.floor((28 * 480 * 10) / 12));
    expect(earned(ru, "2026-01-01", "2026-11-15")).toBe(28 * 480);
    expect(earned(ru, "2026-01-01", "2026-12-31")).toBe(28 * 480);
    expect(earned(ru, "2026-01-01", "2027-01-14")).toBe(28 * 480);
  });

  it("in Russia of 5 months and 14 days is 11.67 days, a day later 14.00 (ATT F23)", () => {
    expect(earned(ru, "2026-01-01", "2026-06-14") / 480).toBeCloseTo(11.67, 2);
    expect(earned(ru, "2026-01-01", "2026-06-15") / 480).toBe(14);
  });
});
