import { read as readWorkbook, utils, type WorkSheet } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { writePdf } from "../../../api/timesheets/paper/pdf/write-pdf.ts";
import type { T13Header } from "../../../api/timesheets/paper/t13-head.ts";
import { t13Sheet } from "../../../api/timesheets/paper/t13-sheet.ts";
import { writeXlsx } from "../../../api/timesheets/paper/xlsx/write-xlsx.ts";
import type { Marks } from "../../../api/timesheets/rules/marks.ts";
import type { PersonMonth } from "../../../api/timesheets/rules/person-month.ts";
import { t13Row } from "../../../api/timesheets/rules/t13-rows.ts";
import { readPdf } from "../../support/read-pdf.ts";
import { coded, dayOff, november, sampleMonth, workday } from "./samples.ts";
import { partOf } from "./workbook-parts.ts";

const header: T13Header = {
  organisation: "ООО «Ромашка»",
  okpo: "12345678",
  unit: "Цех № 1",
  number: "11",
  madeOn: "2026-11-30",
  from: "2026-11-01",
  to: "2026-11-30",
  revision: 1,
  isPreliminary: false,
  snapshotHash: "0123456789abcdef0123",
};

const busy = sampleMonth("2026-11", "gregorian", (day) => {
  if (day < 10) return { state: "out" };
  if (day === 11)
    return workday(600, [
      { code: "Я", minutes: 480 },
      { code: "С", minutes: 120 },
    ]);
  if (day === 12)
    return workday(730, [
      { code: "Я", minutes: 250 },
      { code: "Н", minutes: 480 },
    ]);
  if (day >= 19 && day <= 25) return coded("Б");
  if (day === 26) return coded("НН", "absent");
  if (day === 27) return workday(440);
  return [14, 15, 28, 29].includes(day) ? dayOff : workday();
});

const sheetOf = (
  people: readonly PersonMonth[],
  change: Partial<T13Header> = {},
  marks: Marks = "letters",
) =>
  t13Sheet(
    { ...header, ...change },
    people.map((person) => () => t13Row(person, "full")),
    marks,
  );

const opened = async (
  people: readonly PersonMonth[],
  change?: Partial<T13Header>,
  marks?: Marks,
) => {
  const bytes = await writeXlsx([sheetOf(people, change, marks)]);
  const book = readWorkbook(bytes, { cellStyles: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
  return {
    bytes,
    book,
    sheet,
    at: (ref: string) => (sheet[ref] as { v?: unknown } | undefined)?.v,
  };
};

/** Rows of the sheet where the table's body begins: after 13 rows of the head and 5 of titles. */
const firstLine = 19;
const line = (sheet: WorkSheet, row: number, from: string, to: string) =>
  utils.sheet_to_json<unknown[]>(sheet, {
    header: 1,
    range: `${from}${row}:${to}${row}`,
    blankrows: true,
    defval: "",
  })[0];

describe("T-13 as a workbook, opened by another library", () => {
  test("says form, organisation, unit, number, dates and version", async () => {
    const { sheet, book } = await opened([november()]);
    const texts = Object.values(sheet).map((cell: { v?: unknown }) => cell?.v);
    expect(book.SheetNames).toEqual(["Цех № 1"]);
    for (const text of [
      "Унифицированная форма № Т-13",
      "0301008",
      "12345678",
      "ООО «Ромашка»",
      "ТАБЕЛЬ",
      "30.11.2026",
      "01.11.2026",
      "первичный",
      "Руководитель структурного подразделения",
    ])
      expect(texts).toContain(text);
  });

  test("has the 31 columns of the form under their numbers, 7–9 twice", async () => {
    const { sheet } = await opened([november()]);
    const numbers = line(sheet, firstLine - 1, "A", "AE")?.filter((value) => value !== "");
    expect(numbers).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "7",
      "8",
      "9",
      "10",
      "11",
      "12",
      "13",
    ]);
    expect(line(sheet, firstLine - 3, "D", "S")).toEqual([
      ...Array.from({ length: 15 }, (_, day) => String(day + 1)),
      "X",
    ]);
  });

  test("four lines a person: codes over hours, twice; sums beside them (ATT §4.2)", async () => {
    const { sheet, at } = await opened([november(), busy]);
    const second = firstLine + 4;
    expect(at(`A${second}`)).toBe(2);
    expect(line(sheet, second, "M", "S")).toEqual(["Я", "Я/С", "Я/Н", "Я", "В", "В", "X"]);
    expect(line(sheet, second + 1, "M", "S")).toEqual([8, "8/2", "4:10/8", 8, "", "", "X"]);
    expect(line(sheet, second + 2, "D", "S")).toEqual([
      "Я",
      "Я",
      "Я",
      "Б",
      "Б",
      "Б",
      "Б",
      "Б",
      "Б",
      "Б",
      "НН",
      "Я",
      "В",
      "В",
      "Я",
      "X",
    ]);
    expect(at(`O${second + 3}`)).toBe("7:20");
    expect([at(`T${second}`), at(`T${second + 1}`)]).toEqual([4, "38:10"]);
    expect([at(`T${second + 2}`), at(`T${second + 3}`)]).toEqual([5, "39:20"]);
    expect([at(`U${second}`), at(`U${second + 2}`)]).toEqual([9, "77:30"]);
    expect(line(sheet, second, "AB", "AC")).toEqual(["Б", "7"]);
    expect(line(sheet, second + 1, "AB", "AC")).toEqual(["НН", "1"]);
  });

  test("I9: codes are letters or numbers, as asked", async () => {
    const { sheet } = await opened([busy], {}, "numbers");
    expect(line(sheet, firstLine, "M", "O")).toEqual(["01", "01/04", "01/02"]);
    expect(line(sheet, firstLine + 2, "G", "G")).toEqual(["19"]);
    expect(line(sheet, firstLine, "AB", "AB")).toEqual(["19"]);
  });

  test("I5: the second version is corrective and says which", async () => {
    const { sheet } = await opened([november()], { revision: 2, isPreliminary: true });
    const texts = Object.values(sheet).map((cell: { v?: unknown }) => cell?.v);
    expect(texts).toContain("корректирующий № 1, предварительный");
  });

  test("I10: a Persian name stays as it is, and a formula typed as a name stays a text", async () => {
    const { at, sheet } = await opened([
      november({ name: "علی رضایی", position: null }),
      november({ name: "=1+1", position: null }),
    ]);
    expect(at(`B${firstLine}`)).toBe("علی رضایی");
    expect(sheet[`B${firstLine + 4}`]).toMatchObject({ t: "s", v: "=1+1" });
    expect(sheet[`B${firstLine + 4}`]).not.toHaveProperty("f");
  });

  test("a person's name and number go over four lines, the month's sums over two", async () => {
    const { sheet } = await opened([november()]);
    const merges = (sheet["!merges"] ?? []).map((range) => utils.encode_range(range));
    expect(merges).toEqual(
      expect.arrayContaining(["A19:A22", "B19:B22", "C19:C22", "U19:U20", "U21:U22", "D14:S15"]),
    );
  });

  test("prints on A4 across, as wide as the page, with titles on each and nobody cut in two", async () => {
    const { bytes, book } = await opened(Array.from({ length: 30 }, () => november()));
    const xml = partOf(bytes, "xl/worksheets/sheet1.xml");
    expect(xml).toContain('paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"');
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    const titles = book.Workbook?.Names?.find(({ Name }) => Name === "_xlnm.Print_Titles");
    expect(titles?.Ref).toBe("'Цех № 1'!$14:$18");
    const breaks = [...xml.matchAll(/<brk id="(\d+)"/g)].map(([, row]) => Number(row));
    expect(breaks.length).toBeGreaterThan(1);
    expect(breaks.every((row) => (row - 18) % 4 === 0)).toBe(true);
  });

  test("units are tabs with names Excel takes, each its own", async () => {
    const bytes = await writeXlsx(
      ["Цех [1]/2: «главный» и ещё очень длинное имя", "a", "A", "", "''"].map((unit) =>
        sheetOf([november()], { unit }),
      ),
    );
    const names = readWorkbook(bytes).SheetNames;
    expect(names.every((name) => name.length <= 31 && !/[[\]:*?/\\]/.test(name))).toBe(true);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});

describe("T-13 on paper", () => {
  test("has the same words and figures, and nobody is cut in two", async () => {
    const people = Array.from({ length: 30 }, (_, index) =>
      november({ name: `Работник ${String(index + 1).padStart(2, "0")}`, position: null }),
    );
    const { pages, text } = await readPdf(
      await writePdf([sheetOf([busy, ...people])], { title: "Т-13", language: "ru", madeAt: 0 }),
    );
    expect(text).toContain("Унифицированная форма № Т-13");
    expect(text).toContain("Иванов Иван Петрович, слесарь");
    expect(text).toContain("Я/С");
    expect(text).toContain("4:10/8");
    expect(text).toContain("снимок месяца 0123456789abcdef");
    expect(pages.every((page) => page.includes("Отметки о явках"))).toBe(true);
    expect(pages.map((_, index) => `Страница ${index + 1} из ${pages.length}`)).toEqual(
      pages.map((page) => /Страница \d+ из \d+/.exec(page)?.[0]),
    );
    for (const { name } of people) expect(text.split(name)).toHaveLength(2);
  });
});
