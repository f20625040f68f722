import { describe, expect, it } from "vitest";
import { lawPack } from "../../../api/law/rules/law-pack.ts";
import {
  summedOvertime,
  type SummedPeriod,
  summedPeriodOf,
} from "../../../api/law/rules/summed-overtime.ts";
import { workday } from "../attendance/workday.ts";

const tiers = lawPack("ru", "2026-11-22").overtimeTiers.value;
const quarter: SummedPeriod = {
  norm: 495 * 60,
  worked: 500 * 60,
  excused: 0,
  holiday: 0,
  shifts: 60,
};

describe("a summed quarter (ATT H15)", () => {
  it("has overtime beyond the norm less vacation", () => {
    const of = summedOvertime({ ...quarter, excused: 40 * 60 }, tiers, "per_period");
    expect(of).toEqual({
      norm: 455 * 60,
      overtime: 45 * 60,
      tiers: [
        { minutes: 120, perMille: 1500 },
        { minutes: 43 * 60, perMille: 2000 },
      ],
      shortfall: 0,
    });
  });

  it("shares it among the rates by the school", () => {
    const many = { ...quarter, worked: 650 * 60 };
    const minutes = (school: "per_period" | "per_shift") =>
      summedOvertime(many, tiers, school).tiers.map((tier) => tier.minutes);
    expect(minutes("per_period")).toEqual([120, 153 * 60]);
    expect(minutes("per_shift")).toEqual([120 * 60, 35 * 60]);
  });

  it("leaves out work on holidays, which is paid double already (art. 152)", () => {
    expect(summedOvertime({ ...quarter, holiday: 3 * 60 }, tiers, "per_period").overtime).toBe(120);
    expect(summedOvertime({ ...quarter, holiday: 9 * 60 }, tiers, "per_period").overtime).toBe(0);
  });

  it("says what is missing to the norm", () => {
    const of = summedOvertime({ ...quarter, worked: 480 * 60 }, tiers, "per_shift");
    expect(of).toMatchObject({ overtime: 0, shortfall: 15 * 60 });
    expect(of.tiers.every(({ minutes }) => minutes === 0)).toBe(true);
    expect(
      summedOvertime({ ...quarter, excused: 600 * 60, worked: 0 }, tiers, "per_shift"),
    ).toMatchObject({ norm: 0, shortfall: 0 });
  });

  it("takes its figures from days: work, leave, holidays, shifts", () => {
    const ru = workday("ru", { rules: { overtimeAfter: "automatic" } });
    const leave = {
      kind: "leave",
      requestId: "r1",
      leaveType: "annual",
      unit: "day",
      from: "2026-11-19",
      to: "2026-11-20",
    } as const;
    const days = ru.days(
      { from: "2026-11-16", to: "2026-11-22" },
      [
        "2026-11-16 09:00 in",
        "2026-11-16 19:00 out",
        "2026-11-17 09:00 in",
        "2026-11-17 18:00 out",
        "2026-11-21 10:00 in",
        "2026-11-21 12:00 out",
      ],
      { requests: [leave] },
    );
    expect(summedPeriodOf(days, 2400)).toEqual({
      norm: 2400,
      worked: 540 + 480 + 120,
      excused: 960,
      holiday: 120,
      shifts: 3,
    });
  });

  it("takes missions as work, and of holiday hours only those that nobody planned", () => {
    const guard = workday("ru", {
      daily: [{ startMinute: 540, endMinute: 1020 }],
      rules: { breaks: [], worksOnHolidays: true },
    });
    const mission = {
      kind: "mission",
      requestId: "m1",
      leaveType: null,
      unit: "day",
      from: "2026-11-05",
      to: "2026-11-05",
    } as const;
    // 4 November is a holiday: planned for the guard, a day off for the office.
    const punches = ["2026-11-04 09:00 in", "2026-11-04 17:00 out"];
    const range = { from: "2026-11-04", to: "2026-11-05" } as const;
    const planned = guard.days(range, punches, { requests: [mission] });
    expect(summedPeriodOf(planned, 2400)).toMatchObject({ worked: 960, holiday: 0, shifts: 1 });
    const office = workday("ru", { rules: { breaks: [] } }).days(range, punches);
    expect(summedPeriodOf(office, 2400)).toMatchObject({ worked: 480, holiday: 480 });
  });
});
