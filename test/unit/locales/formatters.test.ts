import { describe, expect, test } from "vitest";
import { translator } from "../../../locales/index.ts";

const fa = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" }).format;
const ru = translator("ru", { calendar: "gregorian", timeZone: "Europe/Moscow" }).format;
const faGregorian = translator("fa", { calendar: "gregorian", timeZone: "Asia/Tehran" }).format;
const ruJalali = translator("ru", { calendar: "jalali", timeZone: "Asia/Tehran" }).format;

const nowruz = Date.parse("2026-03-21T04:35:00Z");

describe("a date", () => {
  test("is written in the reader's language and calendar", () => {
    expect(fa.date("2026-03-21")).toBe("شنبه ۱ فروردین ۱۴۰۵");
    expect(faGregorian.date("2026-03-21")).toBe("شنبه ۲۱ مارس ۲۰۲۶");
    expect(ru.date("2026-04-08")).toBe("8\u00a0апреля 2026\u00a0г.");
    expect(ruJalali.date("2026-03-21")).toBe("1\u00a0фарвардина 1405\u00a0г.");
  });

  test("has short, day-and-month and numeric forms", () => {
    expect(fa.shortDate("2026-04-08")).toBe("چهارشنبه ۱۹ فروردین");
    expect(ru.shortDate("2026-04-08")).toBe("ср, 8\u00a0апреля");
    expect(fa.dayMonth("2026-04-08")).toBe("۱۹ فروردین");
    expect(ru.dayMonth("2026-04-08")).toBe("8\u00a0апреля");
    expect(fa.numericDate("2026-03-25")).toBe("۱۴۰۵/۰۱/۰۵");
    expect(ru.numericDate("2026-04-05")).toBe("05.04.2026");
  });

  test("at the end of a leap year is 30 Esfand", () => {
    expect(fa.date("2025-03-20")).toBe("پنجشنبه ۳۰ اسفند ۱۴۰۳");
    expect(fa.date("2025-03-21")).toBe("جمعه ۱ فروردین ۱۴۰۴");
  });
});

describe("a time", () => {
  test("is the clock of the organisation's zone, 24 hours", () => {
    expect(fa.time(nowruz)).toBe("۰۸:۰۵");
    expect(ru.time(nowruz)).toBe("07:35");
    expect(fa.dateTime(nowruz)).toBe("۱ فروردین، ۰۸:۰۵");
    expect(ru.dateTime(nowruz)).toBe("21\u00a0марта, 07:35");
  });

  test("follows a zone through its changes of offset", () => {
    const berlin = translator("ru", { calendar: "gregorian", timeZone: "Europe/Berlin" }).format;
    expect(berlin.time(Date.parse("2026-03-29T00:59:59Z"))).toBe("01:59");
    expect(berlin.time(Date.parse("2026-03-29T01:00:00Z"))).toBe("03:00");
    expect(berlin.time(Date.parse("2026-10-25T00:59:00Z"))).toBe("02:59");
    expect(berlin.time(Date.parse("2026-10-25T01:00:00Z"))).toBe("02:00");
  });

  test("belongs to its local date", () => {
    expect(fa.localDate(Date.parse("2026-03-20T20:29:59Z"))).toBe("2026-03-20");
    expect(fa.localDate(Date.parse("2026-03-20T20:30:00Z"))).toBe("2026-03-21");
  });

  test("of a plan is given in minutes, and may be of the next day", () => {
    expect(fa.clock(480)).toBe("۰۸:۰۰");
    expect(ru.clock(1440 + 390)).toBe("06:30");
  });
});

describe("amounts", () => {
  test("durations drop the part that is zero", () => {
    expect(fa.duration(440)).toBe("۷ ساعت و ۲۰ دقیقه");
    expect(fa.duration(420)).toBe("۷ ساعت");
    expect(fa.duration(20)).toBe("۲۰ دقیقه");
    expect(fa.duration(0)).toBe("۰ دقیقه");
    expect(ru.duration(440)).toBe("7\u00a0ч 20\u00a0мин");
    expect(fa.durationShort(440)).toBe("۷:۲۰");
    expect(ru.durationShort(5)).toBe("0:05");
  });

  test("a minus stands on the left of Persian digits too", () => {
    expect(fa.durationShort(-440)).toBe("\u2066−۷:۲۰\u2069");
    expect(fa.number(-5)).toBe("\u2066−۵\u2069");
    expect(ru.duration(-60)).toBe("−1\u00a0ч");
    expect(ru.number(-0.001)).toBe("0");
  });

  test("numbers are grouped in the language's own way", () => {
    expect(fa.number(12345.6)).toBe("۱۲٬۳۴۵٫۶");
    expect(ru.number(1234567.891)).toBe("1\u00a0234\u00a0567,89");
    expect(ru.number(100)).toBe("100");
    expect(fa.digits("A-120")).toBe("A-۱۲۰");
  });

  test("distances turn to kilometres from a thousand metres", () => {
    expect(fa.distance(420)).toBe("۴۲۰ متر");
    expect(ru.distance(999)).toBe("999\u00a0м");
    expect(ru.distance(1250)).toBe("1,3\u00a0км");
    expect(fa.distance(2000)).toBe("۲ کیلومتر");
  });
});

test("a period is named in its own calendar, whoever reads it", () => {
  expect(fa.month("1405-08")).toBe("آبان ۱۴۰۵");
  expect(ru.month("2026-11")).toBe("ноябрь\u00a02026");
  expect(fa.month("2026-11")).toBe("نوامبر ۲۰۲۶");
  expect(ru.month("1405-08")).toBe("абан\u00a01405");
});

test("weekdays are numbered from Monday", () => {
  expect([6, 7, 5].map((day) => fa.weekday(day))).toEqual(["شنبه", "یکشنبه", "جمعه"]);
  expect([1, 7].map((day) => ru.weekdayShort(day))).toEqual(["пн", "вс"]);
});

test("money is toman in Iran and roubles in Russia, in the reader's digits", () => {
  expect(fa.money(660_000, "IRR")).toBe("۶۶٬۰۰۰ تومان");
  expect(fa.money(5, "IRR")).toBe("۰٫۵ تومان");
  expect(ru.money(32_900, "RUB")).toBe("329\u00a0₽");
  expect(ru.money(1_496, "RUB")).toBe("14,96\u00a0₽");
  expect(ru.money(-1_405, "RUB")).toBe("−14,05\u00a0₽");
  expect(ru.money(100_000_050, "RUB")).toBe("1\u00a0000\u00a0000,50\u00a0₽");
});
