import { describe, expect, it } from "vitest";
import { premiums, wholeMinutes } from "../../../api/law/rules/premiums.ts";
import type { PremiumTerms } from "../../../api/law/rules/premium-types.ts";
import { lawPack } from "../../../api/law/rules/law-pack.ts";
import type { DayResult } from "../../../api/attendance/rules/types.ts";
import { workday } from "../attendance/workday.ts";

const worth = (
  profile: "ir" | "ru",
  days: DayResult | readonly DayResult[],
  terms?: PremiumTerms,
) => {
  const list = Array.isArray(days) ? (days as readonly DayResult[]) : [days as DayResult];
  const result = premiums(list, lawPack(profile, list[0]?.date ?? "2026-11-22"), terms);
  return {
    ...result,
    minutes: wholeMinutes(result.equivalent),
    short: result.lines.map(({ kind, minutes, perMille }) => `${kind} ${minutes} ${perMille}`),
  };
};

const automatic = { overtimeAfter: "automatic", overtimeBefore: "automatic" } as const;
const ir = workday("ir", { rules: automatic });
const ru = workday("ru", { rules: automatic });

describe("premiums of an Iranian day", () => {
  it("count three hours of overtime as 4:12 (ATT H5)", () => {
    const of = worth("ir", ir.day("2026-11-21", ["08:00 in", "18:20 out"]));
    expect(of.short).toEqual(["normal 440 1000", "overtime 180 1400"]);
    expect(of.byKind.overtime).toBe(252_000);
    expect(of.minutes).toBe(440 + 252);
    expect(of.lines[1]).toMatchObject({ article: "59", document: "ir_labour_code", tier: 1 });
  });

  it("give 0:42 for two hours of night to those who do not rotate, nothing to those who do (ATT H7)", () => {
    const evening = workday("ir", { daily: [{ startMinute: 18 * 60, endMinute: 24 * 60 }] });
    const day = evening.day("2026-11-21", ["18:00 in", "+00:00 out"]);
    expect(worth("ir", day).byKind.night).toBe(42_000);
    expect(worth("ir", day).lines.find(({ kind }) => kind === "night")?.article).toBe("58");
    const rotating = worth("ir", day, { rotation: "with_night" });
    expect(rotating.short).toEqual(["normal 360 1000", "rotation 360 225"]);
    expect(rotating.byKind.rotation).toBe(81_000);
  });

  it("pay shifts that turn over 10, 15 or 22.5 per cent (art. 56)", () => {
    const day = ir.day("2026-11-21", ["08:00 in", "15:20 out"]);
    const of = (rotation: PremiumTerms["rotation"] & string) =>
      worth("ir", day, { rotation }).byKind.rotation;
    expect(of("none")).toBe(0);
    expect(of("morning_evening")).toBe(44_000);
    expect(of("morning_evening_night")).toBe(66_000);
    expect(of("with_night")).toBe(99_000);
  });

  it("add 2:56 to a Friday with a substitute, without one it is overtime too (ATT H9)", () => {
    const friday = ir.day("2026-11-20", ["08:00 in", "15:20 out"]);
    const compensated = new Set(["2026-11-20" as const]);
    const given = worth("ir", friday, { compensated });
    expect(given.byKind.friday).toBe(176_000);
    expect(given.short).toEqual(["friday 440 400", "rest_day 440 1000"].toSorted());
    const notGiven = worth("ir", friday);
    expect(notGiven.short).toEqual(["friday 440 400", "friday_overtime 440 1400"]);
    expect(notGiven.minutes).toBe(176 + 616);
    expect(notGiven.lines[0]?.article).toBe("62.1");
  });

  it("add the Friday premium to a shift that is planned on Fridays", () => {
    const fridays = workday("ir", { daily: [{ startMinute: 480, endMinute: 920 }] });
    const of = worth("ir", fridays.day("2026-11-20", ["08:00 in", "15:20 out"]));
    expect(of.short).toEqual(["normal 440 1000", "friday 440 400"]);
  });

  it("count five hours on an official holiday as seven (ATT H10)", () => {
    // 12 Farvardin 1405, a Wednesday.
    const of = worth("ir", ir.day("2026-04-01", ["08:00 in", "13:00 out"]));
    expect(of.short).toEqual(["holiday 300 1400"]);
    expect(of.minutes).toBe(7 * 60);
  });

  it("add what a holiday is worth more to a shift planned on it, not twice to its overtime", () => {
    const guards = workday("ir", {
      daily: [{ startMinute: 480, endMinute: 920 }],
      rules: { ...automatic, worksOnHolidays: true },
    });
    const of = worth("ir", guards.day("2026-04-01", ["08:00 in", "16:20 out"]));
    expect(of.short).toEqual(["normal 440 1000", "holiday_extra 440 400", "holiday 60 1400"]);
  });

  it("pay nothing for a surplus nobody approved (ATT H11)", () => {
    const strict = workday("ir");
    const of = worth("ir", strict.day("2026-11-21", ["08:00 in", "18:20 out"]));
    expect(of.short).toEqual(["normal 440 1000"]);
  });

  it("take a Friday that is a holiday as a Friday", () => {
    const of = worth("ir", ir.day("2026-11-13", ["08:00 in", "10:00 out"]));
    expect(of.short).toEqual(["friday 120 400", "friday_overtime 120 1400"]);
    const planned = workday("ir", {
      daily: [{ startMinute: 480, endMinute: 600 }],
      rules: { worksOnHolidays: true },
    });
    expect(worth("ir", planned.day("2026-11-13", ["08:00 in", "10:00 out"])).short).toEqual([
      "normal 120 1000",
      "friday 120 400",
    ]);
  });

  it("count a paid break as the hours it lies in", () => {
    const prayer = workday("ir", {
      rules: { breaks: [{ mode: "punched", paid: true, minutes: 20 }] },
    });
    const punches = ["08:00 in", "12:00 break_start", "12:20 break_end", "15:20 out"];
    expect(worth("ir", prayer.day("2026-11-21", punches)).short).toEqual(["normal 440 1000"]);
  });

  it("pay an official holiday as one, another day off or not", () => {
    const compensated = new Set(["2026-04-01" as const]);
    const of = worth("ir", ir.day("2026-04-01", ["08:00 in", "13:00 out"]), { compensated });
    expect(of.short).toEqual(["holiday 300 1400"]);
  });

  it("pay other days off of a short week as overtime", () => {
    const days: Record<number, readonly { startMinute: number; endMinute: number }[]> = {};
    for (const weekday of [6, 7, 1, 2, 3]) days[weekday] = [{ startMinute: 480, endMinute: 1008 }];
    const short = workday("ir", { pattern: { kind: "weekly", days } });
    expect(worth("ir", short.day("2026-11-19", ["08:00 in", "10:00 out"])).short).toEqual([
      "rest_day 120 1400",
    ]);
  });
});

describe("premiums of a Russian day", () => {
  it("pay the first two hours of overtime ×1.5 and the rest ×2 (art. 152)", () => {
    const of = worth("ru", ru.day("2026-11-16", ["09:00 in", "21:00 out"]));
    expect(of.short).toEqual(["normal 480 1000", "overtime 120 1500", "overtime 60 2000"]);
    expect(of.byKind.overtime).toBe(300_000);
    expect(of.lines.map(({ tier }) => tier)).toEqual([0, 1, 2]);
  });

  it("add a fifth for the night, over overtime too", () => {
    const of = worth("ru", ru.day("2026-11-16", ["09:00 in", "23:00 out"]));
    expect(of.byKind.night).toBe(12_000);
    expect(
      worth("ru", ru.day("2026-11-16", ["09:00 in", "23:00 out"]), {
        rotation: "with_night",
      }).byKind,
    ).toMatchObject({ night: 12_000, rotation: 0 });
  });

  it("pay a day off double, or single with another day off (art. 153)", () => {
    const saturday = ru.day("2026-11-21", ["10:00 in", "13:00 out"]);
    expect(worth("ru", saturday).short).toEqual(["rest_day 180 2000"]);
    const compensated = new Set(["2026-11-21" as const]);
    expect(worth("ru", saturday, { compensated }).short).toEqual(["rest_day 180 1000"]);
    const holiday = ru.day("2026-11-04", ["10:00 in", "13:00 out"]);
    expect(worth("ru", holiday).short).toEqual(["holiday 180 2000"]);
    const another = new Set(["2026-11-04" as const]);
    expect(worth("ru", holiday, { compensated: another }).short).toEqual(["holiday 180 1000"]);
  });

  it("know no Friday of their own: a holiday on one is paid as a holiday", () => {
    // 12 June 2026 is a Friday.
    expect(worth("ru", ru.day("2026-06-12", ["10:00 in", "12:00 out"])).short).toEqual([
      "holiday 120 2000",
    ]);
  });

  it("pay work on a day off that was moved there double (ATT G5)", () => {
    expect(worth("ru", ru.day("2026-03-09", ["10:00 in", "12:00 out"])).short).toEqual([
      "rest_day 120 2000",
    ]);
  });

  it("take the roster's word that another day off is given", () => {
    const day = ru.day("2026-11-21", ["10:00 in", "13:00 out"]);
    const given = { ...day, planned: { ...day.planned, substituteOn: "2026-11-23" as const } };
    expect(worth("ru", given).short).toEqual(["rest_day 180 1000"]);
  });
});

describe("equivalents", () => {
  it("are exact until they are rounded once, half up", () => {
    expect([499, 500, 1499, 1500, 0].map(wholeMinutes)).toEqual([0, 1, 1, 2, 0]);
  });

  it("of no days are nothing", () => {
    expect(premiums([], lawPack("ir", "2026-11-21"))).toMatchObject({ lines: [], equivalent: 0 });
  });
});
