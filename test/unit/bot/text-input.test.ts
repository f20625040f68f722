import { describe, expect, test } from "vitest";
import { parseDate } from "../../../bot/core/date-input.ts";
import { normaliseText, parseNumber, parseTime } from "../../../bot/core/text-input.ts";

test("typed text has one shape, whatever the keyboard", () => {
  expect(normaliseText("  علي\u200cرضا  كريمي ۱۲٣ ")).toBe("علیرضا کریمی 123");
  expect(normaliseText("ПРИВЕТ\u00a0мир\u200f")).toBe("привет мир");
});

test.each([
  ["۱٬۲۰۰", 1200],
  ["1 200", 1200],
  ["1,200", 1200],
  ["2,5", 2.5],
  ["۲٫۵", 2.5],
  ["۲/۵", 2.5],
  ["−3", -3],
  ["٤٢", 42],
  ["1.5", 1.5],
])("the number %s is %d", (typed, value) => {
  expect(parseNumber(typed)).toBe(value);
});

test.each(["", "abc", "1.2.3", "12 шт", "--1"])("«%s» is no number", (typed) => {
  expect(parseNumber(typed)).toBeNull();
});

test.each([
  ["۸:۳۰", 510],
  ["٠٨:٣٠", 510],
  ["08:30", 510],
  ["8.30", 510],
  ["0830", 510],
  ["830", 510],
  ["8", 480],
  ["ساعت ۸:۰۵", 485],
  ["23:59", 1439],
  ["00:00", 0],
])("the time %s is minute %d of the day (ATT L4)", (typed, minute) => {
  expect(parseTime(typed)).toBe(minute);
});

test.each(["24:00", "8:60", "8:3", "утром", "", "-1"])("«%s» is no time", (typed) => {
  expect(parseTime(typed)).toBeNull();
});

describe("a typed date", () => {
  const jalali = { calendar: "jalali", today: "2026-03-21" } as const;
  const gregorian = { calendar: "gregorian", today: "2026-04-01" } as const;

  test.each([
    ["۱۴۰۵/۱/۵", "2026-03-25"],
    ["1405-01-05", "2026-03-25"],
    ["۵ فروردین", "2026-03-25"],
    ["۵ فروردين ۱۴۰۶", "2027-03-25"],
    ["۱/۵", "2026-03-25"],
    ["۰۵/۱/۵", "2026-03-25"],
    ["2026/03/25", "2026-03-25"],
    ["امروز", "2026-03-21"],
    ["فردا", "2026-03-22"],
    ["پس‌فردا", "2026-03-23"],
    ["پس فردا", "2026-03-23"],
    ["دیروز", "2026-03-20"],
    ["۲۹ اسفند", "2026-03-20"],
    ["۱۴۰۳/۱۲/۳۰", "2025-03-20"],
  ])("«%s» is %s in the Jalali calendar", (typed, date) => {
    expect(parseDate(typed, jalali)).toEqual({ date });
  });

  test.each([
    ["05.04", "2026-04-05"],
    ["5.4", "2026-04-05"],
    ["05.04.2026", "2026-04-05"],
    ["05.04.27", "2027-04-05"],
    ["5 апреля", "2026-04-05"],
    ["5 апр", "2026-04-05"],
    ["5 апреля 2027 г.", "2027-04-05"],
    ["3 мая", "2026-05-03"],
    ["Сегодня", "2026-04-01"],
    ["завтра", "2026-04-02"],
    ["послезавтра", "2026-04-03"],
    ["30.12", "2025-12-30"],
    ["2026-04-05", "2026-04-05"],
    ["۵ فروردین", "2026-03-25"],
  ])("«%s» is %s in the Gregorian calendar", (typed, date) => {
    expect(parseDate(typed, gregorian)).toEqual({ date });
  });

  test("that the calendar does not have is told apart from nonsense (TG 8.52)", () => {
    expect(parseDate("۱۴۰۴/۱۲/۳۰", jalali)).toEqual({ problem: "missing" });
    expect(parseDate("31.02", gregorian)).toEqual({ problem: "missing" });
    expect(parseDate("۵/۱/۱", { ...jalali })).toEqual({ date: "2026-03-21" });
    for (const typed of ["", "скоро", "12", "1.2.3.4", "5 foo"])
      expect([typed, parseDate(typed, gregorian)]).toEqual([typed, { problem: "invalid" }]);
  });
});
