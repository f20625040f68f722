import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { csv1cHead, csv1cLines } from "../../../api/timesheets/paper/csv-1c.ts";
import { payrollHead, payrollLine } from "../../../api/timesheets/paper/csv-payroll.ts";
import { monthWords } from "../../../api/timesheets/paper/month-words.ts";
import { csvLine } from "../../../api/timesheets/rules/csv.ts";
import { coded, dayOff, sampleMonth, workday } from "./samples.ts";

describe("lines of CSV", () => {
  const cell = fc
    .oneof(
      fc.string({ unit: "grapheme" }),
      fc.string(),
      fc.constantFrom("=1+1", "+7", "-2", "@a", "\tx", 'a"b', "a;b,c", "a\r\nb"),
    )
    // A text that begins with an apostrophe of its own cannot be told from one of ours.
    .filter((text) => !text.startsWith("'"));

  test("come back as they were written, whatever is in them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(";" as const, "," as const),
        (rows, delimiter) => {
          const text = rows.map((row) => csvLine(row, delimiter)).join("");
          const back = Papa.parse<string[]>(text, { delimiter, newline: "\r\n" }).data.slice(0, -1);
          const plain = back.map((row) =>
            row.map((value) => value.replace(/^'(?=[=+\-@\t\r])/, "")),
          );
          expect(plain).toEqual(rows);
        },
      ),
    );
  });

  test("hold nothing a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (row) => {
        const [back = []] = Papa.parse<string[]>(csvLine(["first", ...row], ";"), {
          delimiter: ";",
          newline: "\r\n",
        }).data;
        expect(back.every((value) => !/^[=+\-@\t\r]/.test(value))).toBe(true);
      }),
    );
  });

  test("numbers of ours stay numbers", () => {
    expect(csvLine([1, -2, "x"], ";")).toBe("1;-2;x\r\n");
  });
});

test("the file for 1C has a line for each code of each day, with letter, number and hours", () => {
  const month = sampleMonth("2026-11", "gregorian", (day) => {
    if (day === 2)
      return workday(560, [
        { code: "Я", minutes: 440 },
        { code: "С", minutes: 120 },
      ]);
    if (day === 3) return coded("ОТ");
    return day === 4 ? { ...dayOff, state: "out" } : day > 4 ? { state: "ahead" } : dayOff;
  });
  const text = csv1cHead() + csv1cLines("ООО «Ромашка; и Ко»", month);
  expect(text.startsWith("\ufeffОрганизация;Подразделение;")).toBe(true);
  expect(
    Papa.parse<string[]>(text.slice(1), { delimiter: ";", skipEmptyLines: true }).data.slice(1),
  ).toEqual(
    [
      ["01.11.2026", "В", "26", ""],
      ["02.11.2026", "Я", "01", "7,33"],
      ["02.11.2026", "С", "04", "2"],
      ["03.11.2026", "ОТ", "09", ""],
    ].map((own) => [
      "ООО «Ромашка; и Ко»",
      "Цех № 1",
      "0042",
      "Иванов Иван Петрович",
      "слесарь",
      ...own,
    ]),
  );
});

test("the file for Iranian payroll has a line a person, with Latin digits for programs", () => {
  const month = sampleMonth("1405-08", "jalali", (day) =>
    day === 1 ? { mark: "absent", totals: { absence: 440 } } : workday(440),
  );
  const words = monthWords({ language: "fa", calendar: "jalali" });
  const text = payrollHead(words) + payrollLine({ ...month, name: "-علی" }, 1);
  const [titles = [], line = []] = Papa.parse<string[]>(text.slice(1), { delimiter: "," }).data;
  const of = (title: string) => line[titles.indexOf(title)];
  expect(titles).toHaveLength(line.length);
  expect(of("روز کارکرد")).toBe("29");
  expect(of("روز غیبت")).toBe("1");
  expect(of("کارکرد")).toBe("212:40");
  expect(of("غیبت")).toBe("7:20");
  expect(of("کد ملی")).toBe("");
  expect(of("نام")).toBe("'-علی");
});
