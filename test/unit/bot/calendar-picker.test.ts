import { describe, expect, test } from "vitest";
import {
  calendarPicker,
  type CalendarPickerOptions,
  monthOf,
  pickRange,
} from "../../../bot/core/calendar-picker.ts";
import { type Key, to } from "../../../bot/core/view.ts";
import { translator } from "../../../locales/index.ts";

const fa = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
const ru = translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" });
const options = (more: Partial<CalendarPickerOptions>): CalendarPickerOptions => ({
  month: "2026-04",
  today: "2026-04-08",
  pick: (date) => to("pick", [date]),
  page: (month) => to("page", [month]),
  ...more,
});
const labels = (rows: Key[][]) => rows.map((row) => row.map((key) => key.label).join("|"));
const routeOf = (rows: Key[][], label: string) => {
  const key = rows.flat().find((one) => one.label === label);
  return key && "go" in key ? key.go : undefined;
};

describe("the Gregorian picker", () => {
  test("begins weeks on Monday and reads left to right", () => {
    expect(labels(calendarPicker(ru, options({})))).toEqual([
      "‹|апрель\u00a02026|›",
      "пн|вт|ср|чт|пт|сб|вс",
      "\u2800|\u2800|1|2|3|4|5",
      "6|7|8|9|10|11|12",
      "13|14|15|16|17|18|19",
      "20|21|22|23|24|25|26",
      "27|28|29|30|\u2800|\u2800|\u2800",
      "Сегодня|Завтра",
    ]);
  });

  test("leads to the day, the months around and over the year's end", () => {
    const rows = calendarPicker(ru, options({ month: "2026-12" }));
    expect(routeOf(rows, "31")).toEqual(to("pick", ["2026-12-31"]));
    expect(routeOf(rows, "‹")).toEqual(to("page", ["2026-11"]));
    expect(routeOf(rows, "›")).toEqual(to("page", ["2027-01"]));
  });
});

describe("the Jalali picker", () => {
  test("begins weeks on Saturday, on the right, with the previous month on the right (TG 8.52)", () => {
    const rows = calendarPicker(fa, options({ month: "1405-01", today: "2026-03-21" }));
    expect(labels(rows).slice(0, 3)).toEqual([
      "‹|فروردین ۱۴۰۵|›",
      "ج|پ|چ|س|د|ی|ش",
      "۷|۶|۵|۴|۳|۲|۱",
    ]);
    expect(routeOf(rows, "›")).toEqual(to("page", ["1404-12"]));
    expect(routeOf(rows, "‹")).toEqual(to("page", ["1405-02"]));
    expect(labels(rows).at(-1)).toBe("فردا|امروز");
  });

  test("shows 30 Esfand in a leap year only", () => {
    expect(routeOf(calendarPicker(fa, options({ month: "1403-12" })), "۳۰")).toBeDefined();
    expect(routeOf(calendarPicker(fa, options({ month: "1404-12" })), "۳۰")).toBeUndefined();
  });

  test("opens with the month of a date", () => {
    expect(monthOf(fa, "2026-03-20")).toBe("1404-12");
    expect(monthOf(ru, "2026-03-20")).toBe("2026-03");
  });
});

test("days and months out of bounds explain themselves", () => {
  const rows = calendarPicker(ru, options({ first: "2026-04-08", last: "2026-04-20" }));
  expect(labels(rows)[0]).toBe("·|апрель\u00a02026|·");
  expect(labels(rows)[3]).toBe("·|·|8|9|10|11|12");
  const explained = rows.flat().filter((key) => key.label === "·" && "go" in key);
  expect(new Set(explained.map((key) => ("go" in key ? key.go.args[0] : "")))).toEqual(
    new Set([
      "common:picker:first_month",
      "common:picker:last_month",
      "common:picker:out_of_range",
    ]),
  );
});

test("a disabled day tells its own reason, and is no chip", () => {
  const rows = calendarPicker(
    ru,
    options({
      disabled: (date) => (date === "2026-04-08" ? "common.paging.empty" : undefined),
    }),
  );
  expect(labels(rows)[3]).toBe("6|7|·|9|10|11|12");
  expect(labels(rows).at(-1)).toBe("Завтра");
});

test("a range takes two taps, and an earlier second tap begins anew", () => {
  expect(pickRange(undefined, "2026-04-08")).toEqual({ start: "2026-04-08" });
  expect(pickRange("2026-04-08", "2026-04-10")).toEqual({ start: "2026-04-08", end: "2026-04-10" });
  expect(pickRange("2026-04-08", "2026-04-08")).toEqual({ start: "2026-04-08", end: "2026-04-08" });
  expect(pickRange("2026-04-08", "2026-04-01")).toEqual({ start: "2026-04-01" });
  const rows = calendarPicker(ru, options({ selected: ["2026-04-08", "2026-04-10"] }));
  expect(labels(rows)[3]).toBe("6|7|[8]|(9)|[10]|11|12");
});
