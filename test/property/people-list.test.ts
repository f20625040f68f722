import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOf } from "../../api/attendance/corrections/decode-table.ts";
import { localDateFrom } from "../../api/core/calendar/local-date.ts";
import { readXlsx } from "../../api/people/imports/read-xlsx.ts";
import { readList, type ListFacts } from "../../api/people/rules/read-list.ts";

const facts: ListFacts = {
  today: localDateFrom(2026, 11, 21),
  calendar: "jalali",
  known: [{ name: "Ali", phone: "+989121111111", personnelNumber: "1", state: "active" }],
  groups: [{ id: "g", name: "All" }],
  shifts: [{ id: "s", name: "Day" }],
  roles: [{ id: "r", preset: "employee", name: "employee" }],
  mayMakeGroups: true,
  isWithin: () => true,
  mayGive: () => true,
};
const most = { rows: 600, columns: 40 };

const cell = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("name", "نام", "телефон", "phone", "09121234567", "۱۴۰۵/۰۸/۰۱", "31.02.2026", ""),
);
const table = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 });

const mark = "⎮";
const trimmed = (cells: readonly string[]): string => cells.join(mark).replace(/⎮+$/, "");

const book = (rows: readonly (readonly string[])[]): Uint8Array => {
  const made = utils.book_new();
  utils.book_append_sheet(made, utils.aoa_to_sheet(rows.map((row) => [...row])), "S");
  return new Uint8Array(
    write(made, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer,
  );
};

test("any table is read without a fault; each line is a person, an error, or blank, once", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const read = readList(rows, facts);
      if (read === null) return;
      const lines = [...read.people, ...read.errors].map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines.every((line) => line >= 1 && line <= rows.length)).toBe(true);
      const phones = read.people.flatMap(({ phone }) => phone ?? []);
      expect(new Set(phones).size).toBe(phones.length);
      expect(phones).not.toContain("+989121111111");
    }),
    { numRuns: 3000 },
  );
});

test("any bytes are a table of cells or none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const read = await readXlsx(bytes, most);
      expect(read === null || Array.isArray(read)).toBe(true);
      expect(Array.isArray(cellsOf(bytes, "ru"))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("a workbook that is bent, cut or mixed is read as far as it goes, and never throws", async () => {
  const whole = book([
    ["نام", "موبایل", "تاریخ شروع"],
    ["سارا", "09121234567", "1405/08/01"],
    ["Анна & <b>", "89161112233", "01.11.2026"],
  ]);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
      async (cut, bends) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of bends) bytes[at] = value;
        for (const one of [bytes, bytes.subarray(0, cut), bytes.subarray(cut)]) {
          const read = await readXlsx(one, most);
          if (read !== null) readList(read, facts);
        }
      },
    ),
    { numRuns: 1000 },
  );
}, 60_000);

test("what a spreadsheet wrote is what is read", async () => {
  const plain = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) =>
    // A cell of a sheet holds no controls, and line ends are one.
    text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "").replace(/_x[\dA-Fa-f]{4}_/g, ""),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(plain, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      async (rows) => {
        const read = await readXlsx(book(rows), most);
        expect(read?.map(trimmed).join("\n").trimEnd()).toBe(
          rows.map(trimmed).join("\n").trimEnd(),
        );
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
