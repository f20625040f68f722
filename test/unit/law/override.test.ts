import { describe, expect, it } from "vitest";
import { officialCalendarOf, officialDay } from "../../../api/core/calendar/official-days.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import {
  type Declaration,
  declarationOf,
  declarations,
  declaredDays,
} from "../../../api/law/rules/override.ts";

const ir = officialCalendarOf("ir");
// 19 November 2026 is a Thursday, 20 a Friday, the day of rest; 21 and 22 are working days.
const thursday: LocalDate = "2026-11-19";
const friday: LocalDate = "2026-11-20";

const kindsOf = (declaration: Declaration, shortenedMinutes = 0) =>
  declaredDays({ from: thursday, to: friday }, declaration, shortenedMinutes, ir).map(
    ({ kind, shortenedMinutes: less }) => `${kind} ${less}`,
  );

describe("what an organisation declares of its days", () => {
  it("closes them as days off, which are no public holidays", () => {
    expect(kindsOf("closed")).toEqual(["moved_off 0", "moved_off 0"]);
  });

  it("makes them holidays", () => {
    expect(kindsOf("holiday")).toEqual(["holiday 0", "holiday 0"]);
  });

  it("makes them working days, a day of rest one that was made working", () => {
    expect(kindsOf("work")).toEqual(["work 0", "work_moved 0"]);
  });

  it("makes them end earlier; only short days have minutes less", () => {
    expect(kindsOf("short", 90)).toEqual(["short 90", "work_moved 90"]);
    expect(kindsOf("holiday", 90)).toEqual(["holiday 0", "holiday 0"]);
    expect(kindsOf("work", 90)).toEqual(["work 0", "work_moved 0"]);
  });

  it("is said day by day", () => {
    const days = declaredDays({ from: thursday, to: "2026-11-21" }, "closed", 0, ir);
    expect(days.map(({ date }) => date)).toEqual([thursday, friday, "2026-11-21"]);
  });

  it("is what the calendar then says", () => {
    const overrides = declaredDays({ from: friday, to: friday }, "short", 60, ir);
    expect(officialDay({ ...ir, overrides }, friday)).toMatchObject({
      kind: "work_moved",
      shortenedMinutes: 60,
    });
  });
});

describe("what a stored day was declared as", () => {
  it("is the declaration that made it, on any day of the week", () => {
    for (const declaration of declarations) {
      const days = declaredDays({ from: thursday, to: friday }, declaration, 60, ir);
      expect(days.map((day) => declarationOf(day.kind, day.shortenedMinutes))).toEqual([
        declaration,
        declaration,
      ]);
    }
  });

  it("is nothing for kinds that nobody declares", () => {
    expect(declarationOf("weekend", 0)).toBeNull();
    expect(declarationOf("none", 60)).toBeNull();
  });

  it("is a working day where nothing is taken off it", () => {
    expect(declarationOf("work_moved", 0)).toBe("work");
    expect(declarationOf("work_moved", 1)).toBe("short");
    expect(declarationOf("work", 60)).toBe("work");
  });
});
