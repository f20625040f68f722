import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill/full";
import { describe, it } from "vitest";
import { fromJalali, jalaliOf } from "../../api/core/calendar/jalali.ts";
import {
  addDays,
  epochDayOf,
  fromEpochDay,
  weekdayOf,
} from "../../api/core/calendar/local-date.ts";
import {
  calendarDateOf,
  nextPeriod,
  periodOf,
  periodRange,
  previousPeriod,
} from "../../api/core/calendar/period.ts";
import { instantAt, localDateOf, minuteOfDayOf, offsetAt } from "../../api/core/calendar/zone.ts";

const zones = fc.constantFrom(
  "Asia/Tehran",
  "Europe/Moscow",
  "Europe/Kaliningrad",
  "Asia/Vladivostok",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
);
const dates = fc
  .integer({ min: epochDayOf("1990-01-01"), max: epochDayOf("2060-12-31") })
  .map(fromEpochDay);
const instants = fc.integer({ min: Date.parse("1990-01-01"), max: Date.parse("2037-12-31") });
const calendars = fc.constantFrom("jalali" as const, "gregorian" as const);

describe("calendars", () => {
  it("a Jalali date goes there and back", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const { year, month, day } = jalaliOf(date);
        return fromJalali(year, month, day) === date;
      }),
    );
  });

  it("Jalali arithmetic and Temporal agree", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const { year, month, day } = jalaliOf(date);
        return (
          Temporal.PlainDate.from({ year, month, day, calendar: "persian" })
            .withCalendar("iso8601")
            .toString() === date
        );
      }),
    );
  });

  it("weekdays agree with Temporal and repeat every seven days", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const weekday = Temporal.PlainDate.from(date).dayOfWeek;
        return weekdayOf(date) === weekday && weekdayOf(addDays(date, 7)) === weekday;
      }),
    );
  });

  it("local dates, minutes and offsets agree with Temporal", () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        return (
          localDateOf(instant, zone) === there.toPlainDate().toString() &&
          minuteOfDayOf(instant, zone) === there.hour * 60 + there.minute &&
          offsetAt(instant, zone) === there.offsetNanoseconds / 1e6
        );
      }),
    );
  });

  it("wall-clock times agree with Temporal, when clocks change too", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 1439 }), zones, (date, minute, zone) => {
        const wall = Temporal.PlainDate.from(date).toPlainDateTime({
          hour: Math.floor(minute / 60),
          minute: minute % 60,
        });
        return instantAt(date, minute, zone) === wall.toZonedDateTime(zone).epochMilliseconds;
      }),
      { numRuns: 500 },
    );
  });

  it("periods hold their days, touch and do not overlap", () => {
    fc.assert(
      fc.property(dates, calendars, (date, calendar) => {
        const key = periodOf(date, calendar);
        const { from, to } = periodRange(key, calendar);
        return (
          from <= date &&
          date <= to &&
          calendarDateOf(from, calendar).day === 1 &&
          periodRange(nextPeriod(key), calendar).from === addDays(to, 1) &&
          periodRange(previousPeriod(key), calendar).to === addDays(from, -1)
        );
      }),
    );
  });
});
