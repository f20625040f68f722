import { describe, expect, test } from "vitest";
import type { ApprovedRequest } from "../../../api/attendance/rules/types.ts";
import type { LocalDate } from "../../../api/core/calendar/types.ts";
import { dayRecord, type DayRecordOf } from "../../../api/timesheets/rules/day-record.ts";
import { sumDays } from "../../../api/timesheets/rules/sum-days.ts";
import { t13Row } from "../../../api/timesheets/rules/t13-rows.ts";
import { workday } from "../attendance/workday.ts";

const ru = workday("ru", { rules: { overtimeAfter: "automatic" } });
const ir = workday("ir");

const of = (profile: "ir" | "ru", change: Partial<DayRecordOf> = {}): DayRecordOf => ({
  profile,
  today: "2026-12-31",
  typeOfRequest: new Map(["annual", "sick", "unpaid"].map((type) => [`r-${type}`, type])),
  payOfType: new Map([
    ["annual", "paid"],
    ["sick", "sick"],
    ["unpaid", "unpaid"],
  ]),
  ownCodes: new Map(),
  ...change,
});

const away = (type: string, from: LocalDate, to: LocalDate): ApprovedRequest => ({
  kind: "leave",
  requestId: `r-${type}`,
  leaveType: type,
  unit: "day",
  from,
  to,
});

const november = (...requests: ApprovedRequest[]) =>
  ru
    .days({ from: "2026-11-01", to: "2026-11-30" }, [], { requests })
    .map((day) => dayRecord(day, of("ru")));

const codesOf = (days: ReturnType<typeof november>) =>
  days.map(({ codes }) => codes.map(({ code }) => code).join("/"));

/** A month with two weeks of leave. */
const twoWeeksOf = (type: string) => sumDays(november(away(type, "2026-11-09", "2026-11-22")));

describe("a day of the engine as timesheets write it", () => {
  test("keeps arrival, departure and the minutes of every kind", () => {
    const record = dayRecord(ru.day("2026-11-10", ["09:00 in", "20:00 out"]), of("ru"));
    expect(record).toMatchObject({ state: "day", mark: "worked", from: 540, to: 1200 });
    expect(record.totals).toMatchObject({ worked: 600, expected: 480, overtime: 120 });
    expect(record.codes).toEqual([
      { code: "Я", minutes: 480 },
      { code: "С", minutes: 120 },
    ]);
  });

  test("a night's departure is counted on, past midnight", () => {
    const night = workday("ir", { daily: [{ startMinute: 1320, endMinute: 1800 }] });
    const record = dayRecord(night.day("2026-11-10", ["21:55 in", "+06:05 out"]), of("ir"));
    expect([record.from, record.to]).toEqual([1315, 1805]);
  });

  test("I1: sickness is Б on Saturday and Sunday too, vacation is ОТ there and В on a holiday", () => {
    const sick = codesOf(november(away("sick", "2026-11-12", "2026-11-18")));
    expect(sick.slice(11, 18)).toEqual(["Б", "Б", "Б", "Б", "Б", "Б", "Б"]);
    const rest = codesOf(november(away("annual", "2026-11-02", "2026-11-08")));
    expect(rest.slice(1, 8)).toEqual(["ОТ", "ОТ", "В", "ОТ", "ОТ", "ОТ", "ОТ"]);
  });

  test("sick and unpaid leave take every day with them, paid leave none", () => {
    expect(twoWeeksOf("sick")).toMatchObject({ sickDays: 14, leaveDays: 0 });
    expect(twoWeeksOf("unpaid")).toMatchObject({ unpaidDays: 14, sickDays: 0 });
    expect(twoWeeksOf("annual")).toMatchObject({ leaveDays: 10, sickDays: 0, unpaidDays: 0 });
    expect(twoWeeksOf("annual").totals).toMatchObject({
      leavePaid: 4800,
      leaveSick: 0,
      leaveUnpaid: 0,
    });
    expect(twoWeeksOf("annual").payableDays - twoWeeksOf("sick").payableDays).toBe(14);
  });

  test("an unexplained day is НН until somebody said what it was", () => {
    const day = ru.day("2026-11-10", []);
    const codes = (said?: "accepted" | "truancy" | "unpaid") =>
      dayRecord(
        day,
        of("ru", said === undefined ? {} : { saidOf: new Map([["2026-11-10", said]]) }),
      ).codes;
    expect(codes()).toEqual([{ code: "НН", minutes: null }]);
    expect(codes("accepted")).toEqual([{ code: "НН", minutes: null }]);
    expect(codes("truancy")).toEqual([{ code: "ПР", minutes: null }]);
    expect(codes("unpaid")).toEqual([{ code: "ДО", minutes: null }]);
  });

  test("what has not come yet says nothing, even when leave is approved", () => {
    const [day] = ru.days({ from: "2026-11-10", to: "2026-11-10" }, [], {
      requests: [away("annual", "2026-11-10", "2026-11-10")],
      now: "2026-11-05 12:00",
    });
    expect(day && dayRecord(day, of("ru", { today: "2026-11-05" }))).toMatchObject({
      state: "ahead",
      codes: [],
    });
  });

  test.each([
    ["2026-11-20", [], "rest"],
    ["2026-11-14", [], "absent"],
    ["2026-11-14", ["08:00 in"], "unresolved"],
    ["2026-11-14", ["08:00 in", "15:20 out"], "worked"],
  ] as const)("%s with %j is shown as %s", (date, punches, mark) => {
    expect(dayRecord(ir.day(date, punches), of("ir")).mark).toBe(mark);
  });

  test("a holiday is told from a day of rest", () => {
    expect(dayRecord(ru.day("2026-11-04", []), of("ru")).mark).toBe("holiday");
  });

  test("I4: a month of the engine adds up in the form", () => {
    const worked = [2, 3, 5, 6, 9, 10].flatMap((day) => {
      const date = `2026-11-${String(day).padStart(2, "0")}`;
      return [`${date} 09:00 in`, `${date} 18:00 out`];
    });
    const days = ru
      .days({ from: "2026-11-01", to: "2026-11-30" }, worked)
      .map((day) => dayRecord(day, of("ru")));
    const person = {
      employeeId: "e",
      name: "И",
      position: null,
      personnelNumber: null,
      unit: null,
    };
    const { sums, month } = t13Row({ ...person, days }, "full");
    // The 3rd is an hour shorter before the holiday, and the hour that was worked on is overtime.
    expect(month).toEqual({ days: 6, minutes: 6 * 480 });
    expect(sums[0]).toEqual(month);
  });
});
