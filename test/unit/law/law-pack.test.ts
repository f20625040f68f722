import { describe, expect, it } from "vitest";
import { lawPack, pendingProvisions } from "../../../api/law/rules/law-pack.ts";
import { iran } from "../../../api/law/rules/packs/ir.ts";
import { russia } from "../../../api/law/rules/packs/ru.ts";
import { addDays } from "../../../api/core/calendar/local-date.ts";

const today = "2026-11-22";
const valuesOf = (profile: "ir" | "ru", date: `${number}-${number}-${number}` = today) =>
  Object.fromEntries(
    Object.entries(lawPack(profile, date)).map(([name, one]) => [
      name,
      typeof one === "string" ? one : one.value,
    ]),
  );

describe("the law of Iran", () => {
  it("has the numbers of ATT §4.1", () => {
    expect(valuesOf("ir")).toEqual({
      profile: "ir",
      date: today,
      weekMinutes: 44 * 60,
      dayMinutes: 440,
      hardDayMinutes: 360,
      hardWeekMinutes: 36 * 60,
      fourWeeksMinutes: 176 * 60,
      daySpanMinutes: 15 * 60,
      weeklyRestMinutes: 24 * 60,
      daysInRow: 6,
      restBetweenMinutes: 9 * 60,
      shiftAfterShift: true,
      overtimeDayMinutes: 240,
      overtimeTwoDaysMinutes: null,
      overtimeYearMinutes: null,
      overtimeTiers: [{ upTo: null, perMille: 1400 }],
      overtimeOfNightWorkers: false,
      overtimeBaseWithAdditions: false,
      nightFromMinute: 22 * 60,
      nightToMinute: 6 * 60,
      nightPerMille: 350,
      nightNotForRotation: true,
      nightShiftShorterBy: 0,
      rotationPerMille: {
        none: 0,
        morning_evening: 100,
        morning_evening_night: 150,
        with_night: 225,
      },
      fridayPerMille: 400,
      restDayPerMille: 1400,
      holidayPerMille: 1400,
      compensatedPerMille: 1000,
      annualLeaveDays: 26,
      annualLeaveMinutes: 190 * 60 + 40,
      leaveCounting: "planned",
      carryDays: 9,
      hardLeaveDays: 30,
      leaveDayMinutes: [440, 480],
      marriageLeaveDays: 3,
      bereavementLeaveDays: 3,
      vacationPartDays: null,
      vacationAfterMonths: null,
      vacationPaidBeforeDays: null,
      vacationInAdvance: false,
      adultAge: 18,
      minorsAtNight: false,
      minorsOvertime: false,
      minorsOnRestDays: true,
      wageDivisors: ["7.33", "22/3"],
      fiveDayHoliday: ["credit720", "credit848"],
      summedSchools: [],
    });
  });

  it("cites the article of every number", () => {
    const pack = lawPack("ir", today);
    expect([
      pack.weekMinutes.article,
      pack.fourWeeksMinutes.article,
      pack.daySpanMinutes.article,
      pack.rotationPerMille.article,
      pack.nightPerMille.article,
      pack.overtimeDayMinutes.article,
      pack.fridayPerMille.article,
      pack.annualLeaveDays.article,
      pack.carryDays.article,
      pack.marriageLeaveDays.article,
    ]).toEqual(["51", "57", "54", "56", "58", "59", "62.1", "64", "66", "73"]);
    expect(pack.wageDivisors).toMatchObject({ document: "custom", article: "" });
  });
});

describe("the law of Russia", () => {
  it("has the numbers of ATT §4.2", () => {
    expect(valuesOf("ru")).toEqual({
      profile: "ru",
      date: today,
      weekMinutes: 2400,
      dayMinutes: 480,
      hardDayMinutes: null,
      hardWeekMinutes: 36 * 60,
      fourWeeksMinutes: null,
      daySpanMinutes: null,
      weeklyRestMinutes: 42 * 60,
      daysInRow: 6,
      restBetweenMinutes: 12 * 60,
      shiftAfterShift: false,
      overtimeDayMinutes: null,
      overtimeTwoDaysMinutes: 240,
      overtimeYearMinutes: 120 * 60,
      overtimeTiers: [
        { upTo: 120, perMille: 1500 },
        { upTo: null, perMille: 2000 },
      ],
      overtimeOfNightWorkers: true,
      overtimeBaseWithAdditions: true,
      nightFromMinute: 22 * 60,
      nightToMinute: 6 * 60,
      nightPerMille: 200,
      nightNotForRotation: false,
      nightShiftShorterBy: 60,
      rotationPerMille: null,
      fridayPerMille: null,
      restDayPerMille: 2000,
      holidayPerMille: 2000,
      compensatedPerMille: 1000,
      annualLeaveDays: 28,
      annualLeaveMinutes: 28 * 480,
      leaveCounting: "calendar",
      carryDays: null,
      hardLeaveDays: 35,
      leaveDayMinutes: [480],
      marriageLeaveDays: 5,
      bereavementLeaveDays: 5,
      vacationPartDays: 14,
      vacationAfterMonths: 6,
      vacationPaidBeforeDays: 3,
      vacationInAdvance: true,
      adultAge: 18,
      minorsAtNight: false,
      minorsOvertime: false,
      minorsOnRestDays: false,
      wageDivisors: [],
      fiveDayHoliday: [],
      summedSchools: ["per_period", "per_shift"],
    });
  });

  it("takes the base of overtime with additions from 1 September 2024 on", () => {
    expect(lawPack("ru", "2024-08-31").overtimeBaseWithAdditions).toMatchObject({
      value: false,
      validTo: "2024-08-31",
    });
    expect(lawPack("ru", "2024-09-01").overtimeBaseWithAdditions).toMatchObject({
      value: true,
      article: "152",
      validFrom: "2024-09-01",
      validTo: null,
    });
  });

  it("names the decree of the night and the order of the norm", () => {
    expect(lawPack("ru", today).nightPerMille.document).toBe("ru_decree_554");
    expect(lawPack("ru", today).dayMinutes.document).toBe("ru_order_588n");
  });

  it("knows the bill of 240 hours and does not count with it", () => {
    expect(pendingProvisions("ru")).toEqual([
      expect.objectContaining({
        name: "overtimeYearMinutes",
        value: 240 * 60,
        stage: "first_reading",
        on: "2026-02-10",
      }),
    ]);
    expect(lawPack("ru", "2030-01-01").overtimeYearMinutes.value).toBe(120 * 60);
    expect(pendingProvisions("ir")).toEqual([]);
  });
});

describe("dated numbers", () => {
  it("follow each other without a gap, the last one is in force", () => {
    for (const pack of [iran, russia])
      for (const versions of Object.values(pack)) {
        expect(versions.at(-1)?.validTo).toBeNull();
        for (const [index, version] of versions.slice(1).entries())
          expect(version.validFrom).toBe(addDays(versions[index]?.validTo ?? "2000-01-01", 1));
      }
  });

  it("guess the first version for days before all of them", () => {
    expect(lawPack("ru", "1999-01-01").overtimeBaseWithAdditions.value).toBe(false);
    expect(lawPack("ir", "1980-01-01").weekMinutes.value).toBe(2640);
  });
});
