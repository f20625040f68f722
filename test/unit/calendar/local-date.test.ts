import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  datesOf,
  daysBetween,
  localDateFrom,
  parseLocalDate,
  weekdayOf,
} from "../../../api/core/calendar/local-date.ts";

describe("local dates", () => {
  it("count days over months, years and leap days", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addDays("1969-12-31", 1)).toBe("1970-01-01");
    expect(daysBetween("2026-03-21", "2027-03-21")).toBe(365);
    expect(daysBetween("2026-11-21", "2026-11-20")).toBe(-1);
  });

  it("know their ISO weekday, before 1970 too", () => {
    expect(weekdayOf("2026-11-21")).toBe(6);
    expect(weekdayOf("2026-11-20")).toBe(5);
    expect(weekdayOf("2026-11-22")).toBe(7);
    expect(weekdayOf("2026-11-23")).toBe(1);
    expect(weekdayOf("1969-12-31")).toBe(3);
  });

  it("are read only from real days", () => {
    expect(parseLocalDate("2026-11-21")).toBe("2026-11-21");
    expect(parseLocalDate("2028-02-29")).toBe("2028-02-29");
    for (const wrong of [
      "2026-02-29",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "0026-04-01",
      "26-4-1",
      "2026-11-21T00",
      "",
    ]) {
      expect([wrong, parseLocalDate(wrong)]).toEqual([wrong, null]);
    }
  });

  it("list a range with both ends, nothing when it is upside down", () => {
    expect(datesOf({ from: "2026-02-27", to: "2026-03-01" })).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(datesOf({ from: "2026-03-01", to: "2026-02-27" })).toEqual([]);
  });

  it("hold the day inside a shorter month when months are added", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-31", 13)).toBe("2027-02-28");
    expect(addMonths("2026-03-15", -3)).toBe("2025-12-15");
    expect(localDateFrom(999, 1, 2)).toBe("0999-01-02");
  });
});
