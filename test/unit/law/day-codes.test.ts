import { describe, expect, it } from "vitest";
import type { ApprovedRequest, DayResult } from "../../../api/attendance/rules/types.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { dayCodes, type DayCodesOf } from "../../../api/law/rules/day-codes.ts";
import { codeOfType, t13Codes, t13Numbers } from "../../../api/law/rules/t13-codes.ts";
import { workday } from "../attendance/workday.ts";

const ru = workday("ru", { rules: { overtimeAfter: "automatic" } });
const ir = workday("ir");

function shown(day: DayResult, over: Partial<DayCodesOf> = {}): string {
  const codes = dayCodes(day, { profile: "ru", requestTypeCodes: new Map(), ...over });
  const hours = codes.map(({ minutes }) => (minutes === null ? "" : String(minutes / 60)));
  return `${codes.map(({ code }) => code).join("/")} ${hours.join("/")}`.trim();
}

const away = (
  type: string,
  from: LocalDate,
  to: LocalDate,
  kind: "leave" | "mission" = "leave",
): ApprovedRequest => ({
  kind,
  requestId: `r-${type}`,
  leaveType: kind === "leave" ? type : null,
  unit: "day",
  from,
  to,
});
const types = (...names: string[]) => ({
  requestTypeCodes: new Map(names.map((name) => [`r-${name}`, name])),
});
const month = (...requests: ApprovedRequest[]) =>
  ru.days({ from: "2026-10-26", to: "2026-11-10" }, [], { requests });
const on = (days: readonly DayResult[], date: LocalDate) => days.find((day) => day.date === date)!;

describe("codes of the time sheet", () => {
  it("are thirty-six, numbered 01 to 36", () => {
    expect(t13Codes).toHaveLength(36);
    expect(t13Codes.map((code) => Number(t13Numbers[code]))).toEqual(
      Array.from({ length: 36 }, (_, index) => index + 1),
    );
    expect([t13Numbers.Я, t13Numbers.Н, t13Numbers.РВ, t13Numbers.С, t13Numbers.ОТ]).toEqual([
      "01",
      "02",
      "03",
      "04",
      "09",
    ]);
    expect([t13Numbers.Б, t13Numbers.В, t13Numbers.НН, t13Numbers.НЗ]).toEqual([
      "19",
      "26",
      "30",
      "36",
    ]);
  });
});

describe("a worked day", () => {
  it("is Я, overtime is С over its own hours", () => {
    expect(shown(ru.day("2026-11-16", ["09:00 in", "18:00 out"]))).toBe("Я 8");
    expect(shown(ru.day("2026-11-16", ["09:00 in", "20:00 out"]))).toBe("Я/С 8/2");
  });

  it("parts into Я by day and Н by night, which never overlap", () => {
    const late = workday("ru", {
      daily: [{ startMinute: 18 * 60, endMinute: 30 * 60 }],
      rules: { breaks: [] },
    });
    expect(shown(late.day("2026-11-16", ["18:00 in", "+06:00 out"]))).toBe("Я/Н 4/8");
  });

  it("counts overtime at night as С alone", () => {
    const day = ru.day("2026-11-16", ["09:00 in", "23:00 out"]);
    expect(shown(day)).toBe("Я/С 8/5");
  });

  it("is РВ on a weekend, a holiday and a moved day off (ATT G5)", () => {
    expect(shown(ru.day("2026-11-21", ["10:00 in", "13:00 out"]))).toBe("РВ 3");
    expect(shown(ru.day("2026-11-04", ["10:00 in", "12:00 out"]))).toBe("РВ 2");
    expect(shown(ru.day("2026-03-09", ["10:00 in", "12:00 out"]))).toBe("РВ 2");
  });

  it("is РВ when a guard's shift falls on a public holiday, with its night and its overtime", () => {
    const guard = workday("ru", {
      daily: [{ startMinute: 14 * 60, endMinute: 23 * 60 }],
      rules: { breaks: [], worksOnHolidays: true, overtimeAfter: "automatic" },
    });
    expect(shown(guard.day("2026-11-04", ["14:00 in", "23:00 out"]))).toBe("РВ 9");
    expect(shown(guard.day("2026-11-04", ["14:00 in", "23:30 out"]))).toBe("РВ 9.5");
    // Into the night before the holiday: hours after midnight are holiday ones.
    const night = workday("ru", {
      daily: [{ startMinute: 20 * 60, endMinute: 28 * 60 }],
      rules: { breaks: [], worksOnHolidays: true, shortDays: false },
    });
    expect(shown(night.day("2026-11-03", ["20:00 in", "+04:00 out"]))).toBe("Я/Н/РВ 2/2/4");
  });

  it("counts paid breaks and leaves surplus out", () => {
    const paid = workday("ru", {
      rules: { breaks: [{ mode: "window", paid: true, startMinute: 720, endMinute: 740 }] },
    });
    expect(shown(paid.day("2026-11-16", ["09:00 in", "18:00 out"]))).toBe("Я 9");
    const strict = workday("ru");
    expect(shown(strict.day("2026-11-16", ["09:00 in", "20:00 out"]))).toBe("Я 8");
  });

  it("names the hours that a request excused", () => {
    const at = (time: string) => ru.at(`2026-11-16 ${time}`);
    const hours: ApprovedRequest = {
      kind: "leave",
      requestId: "r-unpaid",
      leaveType: "unpaid",
      unit: "hour",
      from: at("16:00"),
      to: at("18:00"),
    };
    const day = ru.day("2026-11-16", ["09:00 in", "16:00 out"], { requests: [hours] });
    expect(shown(day, types("unpaid"))).toBe("Я/ДО 6/2");
  });
});

describe("a day without work", () => {
  it("is В on weekends and holidays, НН when nobody knows why (ATT I5)", () => {
    const days = month();
    expect(
      ["2026-10-31", "2026-11-04", "2026-11-02"].map((date) => shown(on(days, date as LocalDate))),
    ).toEqual(["В", "В", "НН"]);
  });

  it("stays НН while a punch is missing", () => {
    expect(shown(ru.day("2026-11-16", ["09:00 in"]))).toBe("НН");
  });

  it("has no code before it begins", () => {
    const day = ru.day("2026-11-16", [], { now: "2026-11-15 12:00" });
    expect(dayCodes(day, { profile: "ru", requestTypeCodes: new Map() })).toEqual([]);
  });

  it("is Б on every calendar day from Thursday to Wednesday, without hours (ATT I1)", () => {
    const days = ru.days({ from: "2026-10-29", to: "2026-11-04" }, [], {
      requests: [away("sick", "2026-10-29", "2026-11-04")],
    });
    expect(days.map((day) => shown(day, types("sick")))).toEqual(Array(7).fill("Б"));
  });

  it("is ОТ on weekends inside vacation and В on its holidays", () => {
    const days = month(away("annual", "2026-10-30", "2026-11-06"));
    const codes = days.map((day) => [day.date.slice(8), shown(day, types("annual"))]);
    expect(Object.fromEntries(codes)).toMatchObject({
      "29": "НН",
      "30": "ОТ",
      "31": "ОТ",
      "01": "ОТ",
      "03": "ОТ",
      "04": "В",
      "05": "ОТ",
      "06": "ОТ",
      "07": "В",
    });
  });

  it("counts a moved day off inside vacation as vacation (ATT G5)", () => {
    const [day] = ru.days({ from: "2026-03-09", to: "2026-03-09" }, [], {
      requests: [away("annual", "2026-03-05", "2026-03-12")],
    });
    expect(shown(day!, types("annual"))).toBe("ОТ");
  });

  it("lets sickness break a vacation (ATT F10)", () => {
    const [day] = ru.days({ from: "2026-11-05", to: "2026-11-05" }, [], {
      requests: [
        away("annual", "2026-11-02", "2026-11-13"),
        away("sick", "2026-11-05", "2026-11-06"),
      ],
    });
    expect(shown(day!, types("annual", "sick"))).toBe("Б");
  });

  it("is К for the whole of a mission, ДО for leave without pay", () => {
    const trip = month(away("mission", "2026-10-30", "2026-11-02", "mission"));
    expect(trip.slice(4, 8).map((day) => shown(day, types("mission")))).toEqual([
      "К",
      "К",
      "К",
      "К",
    ]);
    const unpaid = month(away("unpaid", "2026-10-30", "2026-11-02"));
    expect(shown(on(unpaid, "2026-10-31"), types("unpaid"))).toBe("ДО");
  });

  it("knows the type from the line when nobody gives it", () => {
    const [monday] = ru.days({ from: "2026-11-02", to: "2026-11-02" }, [], {
      requests: [away("study", "2026-11-02", "2026-11-02")],
    });
    expect(shown(monday!)).toBe("У");
    const [trip] = ru.days({ from: "2026-11-02", to: "2026-11-02" }, [], {
      requests: [away("mission", "2026-11-02", "2026-11-02", "mission")],
    });
    expect(shown(trip!)).toBe("К");
  });

  it("takes the organisation's own codes, and ДО for what has none", () => {
    const [day] = ru.days({ from: "2026-11-02", to: "2026-11-02" }, [], {
      requests: [away("moving", "2026-11-02", "2026-11-02")],
    });
    expect(shown(day!, types("moving"))).toBe("ДО");
    expect(shown(day!, { ...types("moving"), ownCodes: new Map([["moving", "ОВ"]]) })).toBe("ОВ");
  });

  it("leaves the rest of a day with an hour's leave unexplained (ATT F21)", () => {
    const at = (time: string) => ru.at(`2026-11-16 ${time}`);
    const hour: ApprovedRequest = {
      kind: "leave",
      requestId: "r-unpaid",
      leaveType: "unpaid",
      unit: "hour",
      from: at("09:00"),
      to: at("11:00"),
    };
    const day = ru.day("2026-11-16", [], { requests: [hour] });
    expect(shown(day, types("unpaid"))).toBe("ДО/НН 2/");
  });

  it("shows a free day inside Iranian leave as free: it is not charged", () => {
    const days = ir.days({ from: "2026-11-19", to: "2026-11-21" }, [], {
      requests: [away("annual", "2026-11-19", "2026-11-21")],
    });
    const of = { profile: "ir", ...types("annual") } as const;
    expect(days.map((day) => shown(day, of))).toEqual(["ОТ", "В", "ОТ"]);
  });

  it("gives every built-in type a code of the list", () => {
    for (const code of Object.values(codeOfType)) expect(t13Codes).toContain(code);
    expect(codeOfType).toMatchObject({ annual: "ОТ", sick: "Б", unpaid: "ДО", mission: "К" });
  });
});
