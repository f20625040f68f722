import { describe, expect, it } from "vitest";
import { addCalendarMonths, monthsLeftInclusive } from "../../../../api/billing/rules/months.ts";
import type { CalendarDate } from "../../../../api/core/calendar/types.ts";
import { dateFromCalendar } from "../../../../api/core/calendar/period.ts";

function jalali(year: number, month: number, day: number) {
  const date = dateFromCalendar({ year, month, day } satisfies CalendarDate, "jalali");
  if (!date) throw new Error(`no ${year}-${month}-${day}`);
  return date;
}

describe("months of a term", () => {
  it("end on the same day of the month, held inside it", () => {
    expect(addCalendarMonths("2025-02-01", 3, "gregorian")).toBe("2025-05-01");
    expect(addCalendarMonths("2025-01-31", 1, "gregorian")).toBe("2025-02-28");
    expect(addCalendarMonths(jalali(1404, 1, 31), 6, "jalali")).toBe(jalali(1404, 7, 30));
    expect(addCalendarMonths(jalali(1404, 10, 30), 2, "jalali")).toBe(jalali(1404, 12, 29));
    expect(addCalendarMonths(jalali(1403, 10, 30), 2, "jalali")).toBe(jalali(1403, 12, 30));
    expect(addCalendarMonths(jalali(1404, 3, 7), 12, "jalali")).toBe(jalali(1405, 3, 7));
    expect(addCalendarMonths(jalali(1404, 3, 31), -1, "jalali")).toBe(jalali(1404, 2, 31));
  });

  it("left are those by name, the running and the last one included (BIL C-6)", () => {
    const endsOn = jalali(1404, 7, 10);
    expect(monthsLeftInclusive(jalali(1404, 3, 20), endsOn, "jalali")).toBe(5);
    expect(monthsLeftInclusive(jalali(1404, 7, 9), endsOn, "jalali")).toBe(1);
    expect(monthsLeftInclusive(endsOn, endsOn, "jalali")).toBe(0);
    expect(monthsLeftInclusive(jalali(1404, 8, 1), endsOn, "jalali")).toBe(0);
    expect(monthsLeftInclusive(jalali(1404, 6, 31), jalali(1404, 7, 1), "jalali")).toBe(1);
    expect(monthsLeftInclusive(jalali(1403, 12, 1), jalali(1404, 1, 2), "jalali")).toBe(2);
  });
});
