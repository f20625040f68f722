import { describe, expect, test } from "vitest";
import { type LeaveDraft, nextStep, stepBack } from "../../bot/screens/staff/leave-draft.ts";
import { parseDates } from "../../bot/screens/shared/typed-dates.ts";
import { parseHours } from "../../bot/screens/staff/leave-typed.ts";

/** 30 Aban 1405. */
const today = "2026-11-21";

describe("dates as people type them (TG 8.52)", () => {
  test.each([
    ["۱۴۰۵/۹/۱۲", { from: "2026-12-03" }],
    ["۱۲ آذر", { from: "2026-12-03" }],
    ["فردا", { from: "2026-11-22" }],
    ["۱۴۰۵/۹/۱۲ تا ۱۴۰۵/۹/۱۵", { from: "2026-12-03", to: "2026-12-06" }],
    ["از ۱۲ آذر تا ۱۵ آذر", { from: "2026-12-03", to: "2026-12-06" }],
    ["۱۲ تا ۱۵ آذر", { from: "2026-12-03", to: "2026-12-06" }],
    ["۱۵ آذر تا ۱۲ آذر", { problem: "order" }],
    ["۱۴۰۵/۱۲/۳۰", { problem: "missing" }],
    ["۱۴۰۸/۱۲/۳۰", { from: "2030-03-20" }],
    ["سلام", { problem: "invalid" }],
  ])("fa: %s", (typed, expected) => {
    expect(parseDates(typed, { calendar: "jalali", today })).toEqual(expected);
  });

  test.each([
    ["12.12", { from: "2026-12-12" }],
    ["12.12.2026", { from: "2026-12-12" }],
    ["завтра", { from: "2026-11-22" }],
    ["12.12 - 18.12", { from: "2026-12-12", to: "2026-12-18" }],
    ["12.12–18.12", { from: "2026-12-12", to: "2026-12-18" }],
    ["12.12-18.12", { from: "2026-12-12", to: "2026-12-18" }],
    ["с 3 по 16 марта", { from: "2027-03-03", to: "2027-03-16" }],
    ["29.12 – 05.01", { from: "2026-12-29", to: "2027-01-05" }],
    ["31.02", { problem: "missing" }],
    ["12.12 – 31.02", { problem: "missing" }],
    ["привет", { problem: "invalid" }],
  ])("ru: %s", (typed, expected) => {
    expect(parseDates(typed, { calendar: "gregorian", today })).toEqual(expected);
  });
});

describe("hours as people type them", () => {
  test.each([
    ["10-12", { fromMinute: 600, toMinute: 720 }],
    ["۱۰ تا ۱۲:۳۰", { fromMinute: 600, toMinute: 750 }],
    ["از ساعت ۸:۱۵ تا ۹", { fromMinute: 495, toMinute: 540 }],
    ["с 10 до 12.30", { fromMinute: 600, toMinute: 750 }],
    ["10:00 – 12:30", { fromMinute: 600, toMinute: 750 }],
    ["22-2", { fromMinute: 1320, toMinute: 1560 }],
    ["10", null],
    ["10-10", null],
    ["25-26", null],
    ["утром", null],
  ])("%s", (typed, expected) => {
    expect(parseHours(typed)).toEqual(expected);
  });
});

describe("the way through the questions", () => {
  const full: readonly LeaveDraft[] = [
    { unit: "day", from: "2026-12-05", to: "2026-12-06" },
    { unit: "half_day", from: "2026-12-05", part: "second" },
    { unit: "hour", from: "2026-12-05", fromMinute: 600, toMinute: 660 },
  ];

  test.each(full)(
    "back from the card of $unit leads to the first question and forgets answers",
    (draft) => {
      let state = { step: "card", draft: { ...draft, note: "x", nonce: "n" } } as Parameters<
        typeof stepBack
      >[0];
      const steps: string[] = [];
      for (let step = 0; step < 6; step++) {
        state = stepBack(state);
        steps.push(state.step);
        expect(nextStep(state.draft)).toBe(state.step);
      }
      expect(steps[0]).toBe("note");
      expect(state).toEqual({ step: "unit", draft: {} });
    },
  );
});
