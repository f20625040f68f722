import { describe, expect, it } from "vitest";
import {
  firstWeekday,
  lastDaily,
  lastMonthly,
  lastWeekly,
} from "../../api/notify/rules/schedule.ts";

const tehran = "Asia/Tehran";
const nine = 9 * 60;
const at = (text: string) => Date.parse(text);

describe("the week of an organisation", () => {
  it("begins after its weekend", () => {
    expect(firstWeekday([5])).toBe(6);
    expect(firstWeekday([4, 5])).toBe(6);
    expect(firstWeekday([6, 7])).toBe(1);
    expect(firstWeekday([7, 1])).toBe(2);
    expect(firstWeekday([])).toBe(1);
  });

  it("is summed up on its chosen day, for the seven days before", () => {
    const weekly = { zone: tehran, weekday: 6, minute: nine };
    expect(lastWeekly(at("2026-11-21T09:00+03:30"), weekly)).toEqual({
      at: at("2026-11-21T09:00+03:30"),
      key: "week:2026-11-21",
      from: "2026-11-14",
      to: "2026-11-20",
    });
    expect(lastWeekly(at("2026-11-21T08:59:59+03:30"), weekly)).toMatchObject({
      key: "week:2026-11-14",
      at: at("2026-11-14T09:00+03:30"),
      to: "2026-11-13",
    });
    const monday = { zone: "Europe/Moscow", weekday: 1, minute: nine };
    expect(lastWeekly(at("2026-11-25T12:00+03:00"), monday)).toMatchObject({
      from: "2026-11-16",
      to: "2026-11-22",
    });
  });
});

describe("the month of an organisation", () => {
  it("is summed up on the first day of the next one, in its own calendar", () => {
    const jalali = { zone: tehran, calendar: "jalali", minute: nine } as const;
    expect(lastMonthly(at("2026-11-22T09:00+03:30"), jalali)).toMatchObject({
      key: "month:1405-08",
      from: "2026-10-23",
      to: "2026-11-21",
    });
    expect(lastMonthly(at("2026-11-22T08:59+03:30"), jalali)).toMatchObject({
      key: "month:1405-07",
    });
    const gregorian = { zone: "Europe/Moscow", calendar: "gregorian", minute: nine } as const;
    expect(lastMonthly(at("2026-12-01T09:00+03:00"), gregorian)).toMatchObject({
      key: "month:2026-11",
      from: "2026-11-01",
      to: "2026-11-30",
    });
  });
});

describe("the daily digest", () => {
  it("is about everything since the one before", () => {
    const daily = { zone: tehran, minute: 19 * 60 };
    expect(lastDaily(at("2026-11-21T19:00+03:30"), daily)).toMatchObject({
      key: "day:2026-11-21",
      since: at("2026-11-20T19:00+03:30"),
    });
    expect(lastDaily(at("2026-11-21T18:59+03:30"), daily)).toMatchObject({ key: "day:2026-11-20" });
  });
});
