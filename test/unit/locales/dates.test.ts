import { expect, test } from "vitest";
import { fromCalendar, inCalendar, isoDate, monthLength } from "../../../locales/dates.ts";

const dayMs = 86_400_000;

test("Jalali dates agree with ICU from 1300 to 1500", () => {
  const icu = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
    timeZone: "UTC",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const first = Date.UTC(1921, 2, 21) / dayMs;
  const last = Date.UTC(2121, 2, 20) / dayMs;
  for (let day = first; day <= last; day += 3) {
    const { year, month, day: of } = inCalendar("jalali", day);
    const parts = icu.formatToParts(day * dayMs);
    const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    expect([year, month, of]).toEqual([value("year"), value("month"), value("day")]);
    expect(fromCalendar("jalali", { year, month, day: of })).toBe(day);
  }
});

test("Esfand has 30 days in leap years only (TG 8.52)", () => {
  const leap = [1399, 1403, 1408, 1412];
  const years = Array.from({ length: 18 }, (_year, index) => 1396 + index);
  expect(years.filter((year) => monthLength("jalali", year, 12) === 30)).toEqual(leap);
});

test("a day the calendar does not have is null", () => {
  expect(fromCalendar("jalali", { year: 1404, month: 12, day: 30 })).toBeNull();
  expect(fromCalendar("gregorian", { year: 2026, month: 2, day: 31 })).toBeNull();
  expect(fromCalendar("gregorian", { year: 2026, month: 13, day: 1 })).toBeNull();
  expect(isoDate(fromCalendar("gregorian", { year: 2028, month: 2, day: 29 }) ?? 0)).toBe(
    "2028-02-29",
  );
});
