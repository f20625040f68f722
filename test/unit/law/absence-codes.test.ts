import { describe, expect, it } from "vitest";
import type { ApprovedRequest, DayResult } from "../../../api/attendance/rules/types.ts";
import { dayCodes } from "../../../api/law/rules/day-codes.ts";
import { type T13Code, workedCodes } from "../../../api/law/rules/t13-codes.ts";
import { workday } from "../attendance/workday.ts";

const ru = workday("ru");
const monday = "2026-11-16";
const saturday = "2026-11-21";
/** National unity day, a Wednesday. */
const holiday = "2026-11-04";

type On = typeof monday | typeof saturday | typeof holiday;

const wholeDay = (date: On, type: string): ApprovedRequest => ({
  kind: type === "mission" ? "mission" : "leave",
  requestId: type,
  leaveType: type === "mission" ? null : type,
  unit: "day",
  from: date,
  to: date,
});

const hoursOff = (type: string, from: string, to: string): ApprovedRequest => ({
  kind: type === "mission" ? "mission" : "leave",
  requestId: type,
  leaveType: type === "mission" ? null : type,
  unit: "hour",
  from: ru.at(`${monday} ${from}`),
  to: ru.at(`${monday} ${to}`),
});

function shown(day: DayResult, ownCodes: ReadonlyMap<string, T13Code> = new Map()): string {
  const requestTypeCodes = new Map(day.requestIds.map((id) => [id, id]));
  return dayCodes(day, { profile: "ru", requestTypeCodes, ownCodes })
    .map(({ code, minutes }) => (minutes === null ? code : `${code} ${minutes}`))
    .join(", ");
}

const awayOn = (date: On, ...types: string[]) =>
  shown(ru.day(date, [], { requests: types.map((type) => wholeDay(date, type)) }));

describe("a public holiday inside an absence", () => {
  it("keeps the code of sickness, maternity, childcare, missions and unpaid leave", () => {
    const codes = [
      "sick",
      "sick_unpaid",
      "maternity",
      "childcare",
      "mission",
      "unpaid",
      "unpaid_by_law",
    ].map((type) => awayOn(holiday, type));
    expect(codes).toEqual(["Б", "Т", "Р", "ОЖ", "К", "ДО", "ОЗ"]);
  });

  it("keeps a training elsewhere and a suspension, which only an organisation's own type can be", () => {
    const own = new Map<string, T13Code>([
      ["course", "ПМ"],
      ["suspended", "НО"],
      ["suspended_unpaid", "НБ"],
    ]);
    const codes = [...own.keys()].map((type) =>
      shown(ru.day(holiday, [], { requests: [wholeDay(holiday, type)] }), own),
    );
    expect(codes).toEqual(["ПМ", "НО", "НБ"]);
  });

  it("is В inside every kind of vacation and study", () => {
    for (const type of ["annual", "additional", "study", "study_unpaid", "training", "rest_day"])
      expect(awayOn(holiday, type)).toBe("В");
  });
});

describe("of two absences on one day", () => {
  it("the stronger is shown: sickness, maternity, childcare, mission, then the rest (ATT F10)", () => {
    expect(awayOn(monday, "annual", "sick_unpaid")).toBe("Т");
    expect(awayOn(monday, "sick_unpaid", "sick")).toBe("Б");
    expect(awayOn(monday, "annual", "maternity")).toBe("Р");
    expect(awayOn(monday, "maternity", "sick_unpaid")).toBe("Т");
    expect(awayOn(monday, "childcare", "annual")).toBe("ОЖ");
    expect(awayOn(monday, "childcare", "maternity")).toBe("Р");
    expect(awayOn(monday, "annual", "mission")).toBe("К");
    expect(awayOn(monday, "mission", "childcare")).toBe("ОЖ");
  });

  it("each has its own hours beside the work", () => {
    const requests = [hoursOff("unpaid", "14:00", "16:00"), hoursOff("mission", "16:00", "18:00")];
    const day = ru.day(monday, ["09:00 in", "14:00 out"], { requests });
    expect(shown(day)).toBe("Я 240, ДО 120, К 120");
  });
});

describe("an absence and what else is known of the day", () => {
  it("shows work on a day off inside a vacation as work alone", () => {
    const day = ru.day(saturday, ["10:00 in", "12:00 out"], {
      requests: [wholeDay(saturday, "annual")],
    });
    expect(shown(day)).toBe("РВ 120");
  });

  it("is shown alone when it explains the whole day, though a punch is missing", () => {
    const requests = [wholeDay(monday, "annual")];
    expect(shown(ru.day(monday, ["09:00 in"], { requests }))).toBe("ОТ");
  });

  it("leaves the rest of the day open when a punch is missing", () => {
    const requests = [hoursOff("unpaid", "09:00", "11:00")];
    expect(shown(ru.day(monday, ["11:00 in"], { requests }))).toBe("ДО 120, НН");
  });

  it("is vacation where nobody says what it is and no line can tell", () => {
    const day = ru.day(saturday, [], { requests: [wholeDay(saturday, "annual")] });
    expect(dayCodes(day, { profile: "ru", requestTypeCodes: new Map() })).toEqual([
      { code: "ОТ", minutes: null },
    ]);
  });
});

describe("a day of a flexible week without work", () => {
  it("is В: the week is balanced as a whole", () => {
    const flexible = workday("ru", { pattern: { kind: "weekly_flexible", weekMinutes: 2400 } });
    expect(shown(flexible.day(monday, []))).toBe("В");
    expect(shown(flexible.day(saturday, []))).toBe("В");
  });
});

describe("days worked", () => {
  it("are those with any of six codes (order № 1 of 2004)", () => {
    expect(workedCodes).toEqual(["Я", "Н", "РВ", "С", "ВМ", "НС"]);
  });
});
