import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { t13Row } from "../../../api/timesheets/rules/t13-rows.ts";
import { splitByUnit } from "../../../api/timesheets/rules/unit-stints.ts";
import { coded, dayOff, november, sampleMonth, workday } from "./samples.ts";

const codesOf = (row: ReturnType<typeof t13Row>) =>
  row.halves.map((half) =>
    half.map(({ kind, codes }) => (kind === "x" ? "X" : codes.map(({ code }) => code).join("/"))),
  );

/** The cells of the 28th to the 31st. */
const last = (period: string) =>
  codesOf(
    t13Row(
      sampleMonth(period, "gregorian", () => dayOff),
      "full",
    ),
  )[1]?.slice(-4);

describe("lines of T-13", () => {
  test("an ordinary month: 15 days and an X above, 15 days and an X below (ATT §4.2)", () => {
    const row = t13Row(november(), "full");
    expect(codesOf(row)).toEqual([
      ["В", "Я", "Я", "Я", "Я", "Я", "В", "В", "Я", "Я", "Я", "Я", "Я", "В", "В", "X"],
      ["Я", "Я", "Я", "Я", "Я", "В", "В", "Я", "Я", "Я", "Я", "Я", "В", "В", "Я", "X"],
    ]);
    expect(row.sums).toEqual([
      { days: 10, minutes: 4800 },
      { days: 11, minutes: 5280 },
    ]);
    expect(row.month).toEqual({ days: 21, minutes: 10_080 });
    expect(row.absences).toEqual([]);
  });

  test("I1: sickness from Thursday to Wednesday is seven times Б, Saturday and Sunday too, without hours", () => {
    const row = t13Row(
      sampleMonth("2026-11", "gregorian", (day) =>
        day >= 12 && day <= 18 ? coded("Б") : workday(),
      ),
      "full",
    );
    const sick = row.halves.flat().flatMap(({ codes }) => codes.filter(({ code }) => code === "Б"));
    expect(sick).toHaveLength(7);
    expect(sick.every(({ minutes }) => minutes === null)).toBe(true);
    expect(row.absences).toEqual([{ code: "Б", days: 7, minutes: 0 }]);
  });

  test("I3: a month of thirty days has an X in the cell of the 31st; February three", () => {
    expect(last("2026-11")).toEqual(["В", "В", "В", "X"]);
    expect(last("2026-10")).toEqual(["В", "В", "В", "В"]);
    expect(last("2026-02")).toEqual(["В", "X", "X", "X"]);
    expect(last("2028-02")).toEqual(["В", "В", "X", "X"]);
  });

  test("I4: the halves add up to the month, whatever was worked", () => {
    const minutes = fc.option(fc.integer({ min: 0, max: 1440 }), { nil: null });
    const code = fc.constantFrom("Я", "Н", "РВ", "С", "Б", "ОТ", "НН", "В", "К");
    const day = fc.array(fc.record({ code, minutes }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(day, { minLength: 31, maxLength: 31 }), (days) => {
        const month = sampleMonth("2026-10", "gregorian", (of) => ({ codes: days[of - 1] ?? [] }));
        const { sums, month: whole } = t13Row(month, "full");
        expect(whole).toEqual({
          days: sums[0].days + sums[1].days,
          minutes: sums[0].minutes + sums[1].minutes,
        });
        const worked = days
          .flat()
          .filter((entry) => ["Я", "Н", "РВ", "С"].includes(entry.code))
          .reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
        expect(whole.minutes).toBe(worked);
      }),
    );
  });

  test("I6: who was hired on the 10th has blank days before", () => {
    const row = t13Row(
      sampleMonth("2026-11", "gregorian", (day) => (day < 10 ? { state: "out" } : workday())),
      "full",
    );
    expect(row.halves[0].slice(0, 9).every(({ kind }) => kind === "blank")).toBe(true);
    expect(row.halves[0][9]).toMatchObject({ kind: "day", codes: [{ code: "Я" }] });
    expect(row.sums[0].days).toBe(6);
  });

  test("days that have not come yet are blank and not counted", () => {
    const row = t13Row(
      sampleMonth("2026-11", "gregorian", (day) => (day > 20 ? { state: "ahead" } : workday())),
      "full",
    );
    expect(row.month.days).toBe(20);
    expect(row.halves[1][10]).toEqual({ kind: "blank", codes: [] });
  });

  test("half a month has its own days only: the second half stays empty", () => {
    const row = t13Row(november(), "first");
    expect(row.halves[1].every(({ kind }) => kind === "blank")).toBe(true);
    expect(row.month).toEqual(row.sums[0]);
    expect(row.sums[1]).toEqual({ days: 0, minutes: 0 });
  });

  test("several codes of a day are one day and all their hours: Я/С over 8/2", () => {
    const row = t13Row(
      sampleMonth("2026-11", "gregorian", (day) =>
        day === 3
          ? workday(600, [
              { code: "Я", minutes: 480 },
              { code: "С", minutes: 120 },
            ])
          : dayOff,
      ),
      "full",
    );
    expect(row.month).toEqual({ days: 1, minutes: 600 });
  });

  test("unexplained hours of a worked day are an absence beside the work", () => {
    const row = t13Row(
      sampleMonth("2026-11", "gregorian", (day) =>
        day === 3
          ? workday(360, [
              { code: "Я", minutes: 360 },
              { code: "НН", minutes: 120 },
            ])
          : dayOff,
      ),
      "full",
    );
    expect(row.absences).toEqual([{ code: "НН", days: 1, minutes: 120 }]);
    expect(row.month).toEqual({ days: 1, minutes: 360 });
  });

  test("I10: a Persian name stays as it is written", () => {
    expect(t13Row(november({ name: "علی رضایی" }), "full").name).toBe("علی رضایی");
  });
});

describe("I8: a person who changed units within the month", () => {
  const stints = [
    { unit: "Цех", from: "2026-11-01", to: "2026-11-15" },
    { unit: "Склад", from: "2026-11-16", to: "2026-11-30" },
  ] as const;

  test("has two lines, each with its own days, and nothing is lost", () => {
    const lines = splitByUnit(november(), stints);
    expect(lines.map(({ unit }) => unit)).toEqual(["Цех", "Склад"]);
    const rows = lines.map((line) => t13Row(line, "full"));
    expect(rows.map(({ month }) => month.days)).toEqual([10, 11]);
    expect(rows[0]?.halves[1].slice(0, 15).every(({ kind }) => kind === "blank")).toBe(true);
  });

  test("has one line when they came back to the unit, or never left", () => {
    const back = splitByUnit(november(), [
      { unit: "Цех", from: "2026-11-01", to: "2026-11-05" },
      { unit: "Склад", from: "2026-11-06", to: "2026-11-10" },
      { unit: "Цех", from: "2026-11-11", to: "2026-11-30" },
    ]);
    expect(back).toHaveLength(2);
    expect(back.map((line) => t13Row(line, "full").month.days)).toEqual([18, 3]);
    expect(splitByUnit(november(), [stints[0]])).toHaveLength(1);
  });
});
