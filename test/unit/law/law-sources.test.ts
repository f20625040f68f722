import { describe, expect, it } from "vitest";
import { lawPack, pendingProvisions } from "../../../api/law/rules/law-pack.ts";
import type { LawPack, Provision, ProvisionName } from "../../../api/law/rules/packs/types.ts";

const provisionsOf = (pack: LawPack) =>
  Object.entries(pack).flatMap(([name, one]) =>
    typeof one === "string" ? [] : [[name as ProvisionName, one as Provision<unknown>] as const],
  );

/** Names of the numbers by what is said of them, in the order of the pack. */
function namesBy(profile: "ir" | "ru", by: (provision: Provision<unknown>) => string) {
  const names: Record<string, ProvisionName[]> = {};
  for (const [name, one] of provisionsOf(lawPack(profile, "2026-11-22")))
    (names[by(one)] ??= []).push(name);
  return names;
}

const sourceOf = ({ document, article }: Provision<unknown>) => `${document} ${article}`.trim();

describe("the source of a number", () => {
  it("is an article of the labour code of Iran, or practice (ATT §4.1)", () => {
    expect(namesBy("ir", sourceOf)).toEqual({
      "ir_labour_code 51": ["weekMinutes", "dayMinutes"],
      "ir_labour_code 52": ["hardDayMinutes", "hardWeekMinutes"],
      "ir_labour_code 53": ["nightFromMinute", "nightToMinute", "nightShiftShorterBy"],
      "ir_labour_code 54": ["daySpanMinutes", "restBetweenMinutes", "shiftAfterShift"],
      "ir_labour_code 56": ["rotationPerMille"],
      "ir_labour_code 57": ["fourWeeksMinutes"],
      "ir_labour_code 58": ["nightPerMille", "nightNotForRotation"],
      "ir_labour_code 59": [
        "overtimeDayMinutes",
        "overtimeTwoDaysMinutes",
        "overtimeYearMinutes",
        "overtimeTiers",
        "overtimeBaseWithAdditions",
        "restDayPerMille",
        "holidayPerMille",
      ],
      "ir_labour_code 61": ["overtimeOfNightWorkers"],
      "ir_labour_code 62": ["weeklyRestMinutes", "daysInRow", "minorsOnRestDays"],
      "ir_labour_code 62.1": ["fridayPerMille", "compensatedPerMille"],
      "ir_labour_code 64": [
        "annualLeaveDays",
        "annualLeaveMinutes",
        "leaveCounting",
        "vacationAfterMonths",
        "vacationInAdvance",
      ],
      "ir_labour_code 65": ["hardLeaveDays"],
      "ir_labour_code 66": ["carryDays"],
      "ir_labour_code 69": ["vacationPartDays", "vacationPaidBeforeDays"],
      "ir_labour_code 70": ["leaveDayMinutes"],
      "ir_labour_code 73": ["marriageLeaveDays", "bereavementLeaveDays"],
      "ir_labour_code 80": ["adultAge"],
      "ir_labour_code 83": ["minorsAtNight", "minorsOvertime"],
      custom: ["wageDivisors", "fiveDayHoliday", "summedSchools"],
    });
  });

  it("is an article of the labour code of Russia, a decree, an order, or practice (ATT §4.2)", () => {
    expect(namesBy("ru", sourceOf)).toEqual({
      "ru_labour_code 91": ["weekMinutes"],
      "ru_order_588n 1": ["dayMinutes"],
      "ru_labour_code 94": ["hardDayMinutes", "daySpanMinutes"],
      "ru_labour_code 92": ["hardWeekMinutes"],
      "ru_labour_code 104": ["fourWeeksMinutes"],
      "ru_labour_code 110": ["weeklyRestMinutes"],
      "ru_labour_code 111": ["daysInRow"],
      "ru_labour_code 107": ["restBetweenMinutes"],
      "ru_labour_code 103": ["shiftAfterShift"],
      "ru_labour_code 99": [
        "overtimeDayMinutes",
        "overtimeTwoDaysMinutes",
        "overtimeYearMinutes",
        "overtimeOfNightWorkers",
        "minorsOvertime",
      ],
      "ru_labour_code 152": ["overtimeTiers", "overtimeBaseWithAdditions"],
      "ru_labour_code 96": [
        "nightFromMinute",
        "nightToMinute",
        "nightShiftShorterBy",
        "adultAge",
        "minorsAtNight",
      ],
      "ru_decree_554 1": ["nightPerMille"],
      "ru_labour_code 154": ["nightNotForRotation", "rotationPerMille"],
      "ru_labour_code 153": [
        "fridayPerMille",
        "restDayPerMille",
        "holidayPerMille",
        "compensatedPerMille",
      ],
      "ru_labour_code 115": ["annualLeaveDays", "annualLeaveMinutes"],
      "ru_labour_code 120": ["leaveCounting"],
      "ru_labour_code 124": ["carryDays"],
      "ru_labour_code 117": ["hardLeaveDays"],
      "ru_labour_code 128": ["marriageLeaveDays", "bereavementLeaveDays"],
      "ru_labour_code 125": ["vacationPartDays"],
      "ru_labour_code 122": ["vacationAfterMonths"],
      "ru_labour_code 136": ["vacationPaidBeforeDays"],
      "ru_labour_code 137": ["vacationInAdvance"],
      "ru_labour_code 268": ["minorsOnRestDays"],
      custom: ["leaveDayMinutes", "wageDivisors", "fiveDayHoliday", "summedSchools"],
    });
  });

  it("of the bill of 240 hours is the article it would change", () => {
    expect(pendingProvisions("ru")).toMatchObject([{ article: "99", document: "ru_labour_code" }]);
  });
});

describe("the evidence of a number", () => {
  it("says what follows from the text and what has to be read again before a dispute", () => {
    const { computed, general } = namesBy("ir", ({ evidence }) => evidence);
    expect(computed).toEqual([
      "dayMinutes",
      "daysInRow",
      "restBetweenMinutes",
      "shiftAfterShift",
      "nightShiftShorterBy",
      "restDayPerMille",
      "annualLeaveMinutes",
      "hardLeaveDays",
    ]);
    expect(general).toEqual([
      "overtimeOfNightWorkers",
      "overtimeBaseWithAdditions",
      "vacationInAdvance",
      "adultAge",
      "minorsAtNight",
      "minorsOvertime",
      "minorsOnRestDays",
    ]);
  });

  it("is the text itself for the limits and rates of overtime in Russia", () => {
    const { read, computed, general } = namesBy("ru", ({ evidence }) => evidence);
    expect(computed).toEqual(["annualLeaveMinutes"]);
    expect(general).toEqual([
      "weeklyRestMinutes",
      "daysInRow",
      "restBetweenMinutes",
      "shiftAfterShift",
      "nightPerMille",
      "compensatedPerMille",
      "hardLeaveDays",
      "marriageLeaveDays",
      "bereavementLeaveDays",
      "vacationPartDays",
      "vacationAfterMonths",
      "vacationPaidBeforeDays",
      "vacationInAdvance",
      "adultAge",
      "minorsAtNight",
      "minorsOvertime",
      "minorsOnRestDays",
    ]);
    expect(read).toEqual(
      expect.arrayContaining([
        "weekMinutes",
        "dayMinutes",
        "overtimeTwoDaysMinutes",
        "overtimeYearMinutes",
        "overtimeTiers",
        "overtimeBaseWithAdditions",
        "restDayPerMille",
      ]),
    );
  });
});

describe("the day a number holds from", () => {
  it("is that of its document: two labour codes and a decree on nights", () => {
    expect(lawPack("ir", "2026-11-22").weekMinutes.validFrom).toBe("1990-11-20");
    expect(lawPack("ir", "2026-11-22").wageDivisors.validFrom).toBe("1990-11-20");
    expect(lawPack("ru", "2026-11-22").weekMinutes.validFrom).toBe("2002-02-01");
    expect(lawPack("ru", "2026-11-22").nightPerMille.validFrom).toBe("2008-08-07");
  });

  it("leaves the rates of overtime as they were when art. 152 got its new base", () => {
    const before = lawPack("ru", "2024-08-31").overtimeTiers;
    const after = lawPack("ru", "2024-09-01").overtimeTiers;
    expect(before).toMatchObject({ validFrom: "2002-02-01", validTo: "2024-08-31" });
    expect(after).toMatchObject({ validFrom: "2024-09-01", validTo: null });
    expect(after.value).toEqual(before.value);
  });
});
