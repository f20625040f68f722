import { describe, expect, test } from "vitest";
import {
  calmCell,
  guessColumns,
  readClock,
  readDate,
  readDirection,
  readHeader,
  readMoment,
} from "../../../api/attendance/corrections/rules/import-values.ts";
import {
  type ImportPerson,
  readTable,
} from "../../../api/attendance/corrections/rules/import-rows.ts";
import { cellsOf } from "../../../api/attendance/corrections/decode-table.ts";

const now = Date.parse("2026-11-21T16:00:00+03:30");
const zone = "Asia/Tehran";
const always = () => true;
const people: readonly ImportPerson[] = [
  {
    id: "a",
    name: "مریم احمدی",
    number: "12",
    phone: "+989121234567",
    telegram: 1001,
    isEmployedOn: always,
  },
  {
    id: "b",
    name: "Иван Петров",
    number: "13",
    phone: "+79161234567",
    telegram: 1002,
    isEmployedOn: always,
  },
  {
    id: "c",
    name: "Иван Петров",
    number: null,
    phone: null,
    telegram: 1003,
    isEmployedOn: (date) => date < "2026-11-01",
  },
];
const read = (text: string) => readTable(cellsOf(text, "ir"), people, { zone, now });
const at = (time: string, date = "2026-11-20") => Date.parse(`${date}T${time}+03:30`);

describe("one cell", () => {
  test.each([
    ["۱۴۰۵/۰۸/۲۹", "2026-11-20"],
    ["1405-8-29", "2026-11-20"],
    ["2026-11-20", "2026-11-20"],
    ["20.11.2026", "2026-11-20"],
    ["٢٠/١١/٢٠٢٦", "2026-11-20"],
    ["29/08/1405", "2026-11-20"],
    ["1404/12/30", null],
    ["31.02.2026", null],
    ["20.13.2026", null],
    ["20.11.26", null],
    ["0405/08/29", null],
    ["yesterday", null],
  ])("the date %s is %s", (text, date) => {
    expect(readDate(calmCell(text))).toBe(date);
  });

  test.each([
    ["8:02", 482, 0],
    ["۰۸:۰۲:۱۱", 482, 11],
    ["0802", 482, 0],
    ["080211", 482, 11],
    ["08.02", 482, 0],
    ["8:02 am", 482, 0],
    ["12:05 AM", 5, 0],
    ["12:05 pm", 725, 0],
  ])("the clock %s is %i minutes and %i seconds", (text, minute, second) => {
    expect(readClock(calmCell(text))).toEqual({ minute, second });
  });

  test.each(["24:00", "8:60", "8:02:60", "13:00 pm", "0:10 am", "8", "x"])(
    "%s is no clock",
    (text) => {
      expect(readClock(calmCell(text))).toBeNull();
    },
  );

  test.each([
    ["In", "in"],
    ["C/Out", "out"],
    ["ورود", "in"],
    ["خروج", "out"],
    ["Приход", "in"],
    ["уход", "out"],
    ["0", "in"],
    ["1", "out"],
    ["", "undirected"],
    ["lunch", null],
  ])("the direction «%s» is %s", (text, kind) => {
    expect(readDirection(calmCell(text))).toBe(kind);
  });

  test("date and clock may share a cell", () => {
    const moment = { date: "2026-11-20", clock: { minute: 482, second: 5 } };
    for (const text of [
      "2026-11-20 08:02:05",
      "1405/08/29 ۰۸:۰۲:۰۵",
      "20.11.2026, 08:02:05",
      "2026-11-20T08:02:05",
    ])
      expect(readMoment(calmCell(text))).toEqual(moment);
    expect(readMoment("2026-11-20")).toBeNull();
  });
});

describe("columns", () => {
  test("are named by headers in three languages", () => {
    expect([...(readHeader(["کد پرسنلی", "تاریخ", "ساعت", "نوع"]) ?? [])]).toEqual([
      ["number", 0],
      ["date", 1],
      ["time", 2],
      ["direction", 3],
    ]);
    expect([...(readHeader(["Табельный номер", "ФИО", "Дата и время"]) ?? [])]).toEqual([
      ["number", 0],
      ["name", 1],
      ["moment", 2],
    ]);
    expect(readHeader(["Name", "Comment"])).toBeNull();
    expect(readHeader(["Date", "Time"])).toBeNull();
  });

  test("without a header they are what the first line looks like", () => {
    expect([...(guessColumns(["12", "2026-11-20 08:01:00", "0"]) ?? [])]).toEqual([
      ["number", 0],
      ["moment", 1],
      ["direction", 2],
    ]);
    expect([...(guessColumns(["مریم احمدی", "1405/08/29", "8:01"]) ?? [])]).toEqual([
      ["name", 0],
      ["date", 1],
      ["time", 2],
    ]);
    expect(guessColumns(["12", "13"])).toBeNull();
  });
});

describe("a table", () => {
  test("a device's file without directions is taken as it is (ATT A16)", () => {
    const table = read(
      "12\t2026-11-20 08:01:00\n12\t2026-11-20 12:00:00\n0012\t2026-11-20 12:40:00\n",
    );
    expect(table?.errors).toEqual([]);
    expect(table?.rows.map(({ employeeId, at: when, kind }) => [employeeId, when, kind])).toEqual([
      ["a", at("08:01:00"), "undirected"],
      ["a", at("12:00:00"), "undirected"],
      ["a", at("12:40:00"), "undirected"],
    ]);
  });

  test("people are found by number, Telegram id, phone in any form, or name", () => {
    const table = read(
      [
        "number,telegram,phone,name,date,time,direction",
        "12,,,,1405/08/29,8:00,in",
        ",1002,,,1405/08/29,8:00,in",
        ",,0912 123 45 67,,1405/08/29,9:00,out",
        ",,,مريم  احمدي,1405/08/29,10:00,",
        "1003,,,,1405/07/01,10:00,",
      ].join("\n"),
    );
    expect(table?.errors).toEqual([]);
    expect(table?.rows.map(({ employeeId }) => employeeId)).toEqual(["a", "b", "a", "a", "c"]);
  });

  test("a bad line is told by its number and stops no other", () => {
    const table = read(
      [
        "name;date;time;direction",
        "مریم احمدی;1405/08/29;8:00;in",
        "",
        "Nobody;1405/08/29;8:00;in",
        "Иван Петров;1405/08/29;8:00;in",
        "مریم احمدی;1404/12/30;8:00;in",
        "مریم احمدی;1405/08/29;25:00;in",
        "مریم احمدی;1405/08/29;8:00;lunch",
        "مریم احمدی;1405/08/29;8:00;in",
      ].join("\n"),
    );
    expect(table?.rows).toHaveLength(1);
    expect(table?.repeated).toBe(1);
    expect(table?.errors.map(({ line, code }) => [line, code])).toEqual([
      [4, "unknown_person"],
      [5, "ambiguous_person"],
      [6, "bad_date"],
      [7, "bad_time"],
      [8, "bad_direction"],
    ]);
  });

  test("a clock ahead of ours and days without employment are kept out (ATT A15, J10)", () => {
    const table = read(
      [
        "number,date,time",
        "12,2026-11-21,16:01",
        "12,2026-11-21,16:03",
        "1003,2026-10-31,08:00",
        "1003,2026-11-01,08:00",
      ].join("\n"),
    );
    expect(table?.rows.map(({ isKeptOut }) => isKeptOut)).toEqual([false, true, false, true]);
  });

  test("what is no table of punches is none", () => {
    expect(read("")).toBeNull();
    expect(read("hello world\nhow are you")).toBeNull();
  });
});

describe("bytes", () => {
  const line = "Иван Петров;20.11.2026;08:00";
  const bytes1251 = Uint8Array.from(
    [...line].map((char) => {
      const code = char.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    }),
  );

  test("UTF-8, UTF-16 and the Windows page of the country are read", () => {
    const rows = [["Иван Петров", "20.11.2026", "08:00"]];
    expect(cellsOf(new TextEncoder().encode(`\ufeff${line}`), "ru")).toEqual(rows);
    expect(cellsOf(bytes1251, "ru")).toEqual(rows);
    const utf16 = new Uint8Array(2 + line.length * 2);
    const view = new DataView(utf16.buffer);
    view.setUint16(0, 0xfeff, true);
    [...line].forEach((char, index) => view.setUint16(2 + index * 2, char.charCodeAt(0), true));
    expect(cellsOf(utf16, "ru")).toEqual(rows);
    // «علي» as Windows writes it in Iran.
    expect(cellsOf(Uint8Array.from([0xda, 0xe1, 0xed, 0x3b, 0x31]), "ir")[0]?.[1]).toBe("1");
  });
});
