import { expect, test } from "vitest";
import { breakOf } from "../../../bot/screens/owner/found-draft.ts";
import { parseHours } from "../../../bot/screens/shared/hours.ts";
import { parsePoint, parseRadius } from "../../../bot/screens/shared/place-input.ts";
import { typedName } from "../../../bot/screens/shared/typed-name.ts";

test.each([
  ["8:30-17", 510, 1020],
  ["8:30 – 17:00", 510, 1020],
  ["۸:۳۰ تا ۱۷", 510, 1020],
  ["از ۸ تا ۱۵:۲۰", 480, 920],
  ["с 9 до 18", 540, 1080],
  ["9 18", 540, 1080],
  ["0830-1700", 510, 1020],
  ["22-6", 1320, 360],
])("%s are hours", (typed, startMinute, endMinute) => {
  expect(parseHours(typed)).toEqual({ startMinute, endMinute });
});

test.each(["", "8", "8-8", "25-30", "8-12-17", "morning", "8 до", "до 17"])(
  "%j are no hours",
  (typed) => {
    expect(parseHours(typed)).toBeNull();
  },
);

test.each([
  ["35.7153, 51.4043", { latitudeE6: 35_715_300, longitudeE6: 51_404_300 }],
  ["۳۵٫۷۱۵۳، ۵۱٫۴۰۴۳", { latitudeE6: 35_715_300, longitudeE6: 51_404_300 }],
  ["-33.86 151.2", null],
  ["-33.86 151.21", { latitudeE6: -33_860_000, longitudeE6: 151_210_000 }],
  ["95.00, 10.00", null],
  ["next to the bank", null],
])("%s as a point", (typed, point) => {
  expect(parsePoint(typed)).toEqual(point);
});

test.each([
  ["150", 150],
  ["۱۵۰ متر", 150],
  ["200 м", 200],
  ["30", 30],
  ["3000", 3000],
  ["29", null],
  ["3001", null],
  ["99.5", null],
  ["wide", null],
])("%s as a radius", (typed, metres) => {
  expect(parseRadius(typed)).toBe(metres);
});

test("a typed name is one line of 1 to 120 characters", () => {
  expect(typedName("  کافه نادری ")).toBe("کافه نادری");
  expect(typedName("\u202e")).toBeNull();
  expect(typedName("a\nb")).toBeNull();
  expect(typedName("x".repeat(121))).toBeNull();
});

const breakFor = (profile: "ir" | "ru", startMinute: number, endMinute: number) =>
  breakOf({ key: "k", profile }, { startMinute, endMinute });

test("the profile's break goes with a long shift only", () => {
  expect(breakFor("ru", 540, 1080)).toBe(60);
  expect(breakFor("ru", 540, 780)).toBe(0);
  expect(breakFor("ru", 1320, 360)).toBe(60);
  expect(breakFor("ir", 480, 920)).toBe(0);
});
