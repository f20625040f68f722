import { read as readWorkbook, SSF, utils } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { dailySheet } from "../../../api/timesheets/paper/daily-sheet.ts";
import { monthSheet } from "../../../api/timesheets/paper/month-sheet.ts";
import type { MonthHeader } from "../../../api/timesheets/paper/month-words.ts";
import { writePdf } from "../../../api/timesheets/paper/pdf/write-pdf.ts";
import { writeXlsx } from "../../../api/timesheets/paper/xlsx/write-xlsx.ts";
import type { PersonMonth } from "../../../api/timesheets/rules/person-month.ts";
import { addTotals, noWork, sumDays } from "../../../api/timesheets/rules/sum-days.ts";
import { readPdf } from "../../support/read-pdf.ts";
import { sampleMonth } from "./samples.ts";
import { partOf } from "./workbook-parts.ts";

const aban: MonthHeader = {
  language: "fa",
  calendar: "jalali",
  organisation: "شرکت آفتاب",
  period: "1405-08",
  from: "2026-10-23",
  to: "2026-11-21",
  madeOn: "2026-11-22",
  revision: 1,
  isPreliminary: false,
  snapshotHash: "fedcba98765432100000",
};

const isFriday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() === 5;

const person = (name: string, change: Partial<PersonMonth> = {}): PersonMonth =>
  sampleMonth(
    "1405-08",
    "jalali",
    (day, date) => {
      if (isFriday(date)) return { mark: "rest" };
      if (day === 9)
        return { mark: "leave", wholeDay: "paid", totals: { leavePaid: 440, expected: 440 } };
      if (day === 10)
        return { mark: "leave", wholeDay: "sick", totals: { leaveSick: 440, expected: 440 } };
      if (day === 11) return { mark: "absent", totals: { absence: 440, expected: 440 } };
      if (day === 12)
        return {
          mark: "worked",
          from: 485,
          to: 1100,
          totals: { worked: 560, overtime: 120, night: 65, late: 5, expected: 440 },
        };
      return { mark: "worked", from: 480, to: 920, totals: { worked: 440, expected: 440 } };
    },
    { name, position: "فروشنده", personnelNumber: "1042", unit: "فروشگاه", ...change },
  );

function sheets(people: readonly PersonMonth[], header = aban) {
  const sums = people.map(({ days }) => sumDays(days));
  const whole = {
    totals: sums.reduce((sum, { totals }) => addTotals(sum, totals), noWork),
    presentDays: sums.reduce((sum, { presentDays }) => sum + presentDays, 0),
    payableDays: sums.reduce((sum, { payableDays }) => sum + payableDays, 0),
  };
  const lazy = people.map((one) => () => one);
  return [monthSheet(header, lazy, whole), dailySheet(header, lazy, people[0]?.days.length ?? 0)];
}

test("days are counted as payroll counts them: without absence, unpaid and sick leave", () => {
  expect(sumDays(person("a").days)).toMatchObject({
    presentDays: 22,
    payableDays: 28,
    leaveDays: 1,
    sickDays: 1,
    absentDays: 1,
    totals: { worked: 21 * 440 + 560, overtime: 120, leavePaid: 440, leaveSick: 440, absence: 440 },
  });
});

const made = async () => {
  const bytes = await writeXlsx(sheets([person("مریم کریمی"), person("علی رضایی")]));
  return { bytes, book: readWorkbook(bytes, { cellStyles: true, cellNF: true }) };
};

describe("کارکرد ماهانه as a workbook, opened by another library", () => {
  test("reads from the right, with frozen titles, in both tabs", async () => {
    const { bytes, book } = await made();
    expect(book.SheetNames).toEqual(["کارکرد ماهانه", "ریز روزانه"]);
    for (const number of [1, 2])
      expect(partOf(bytes, `xl/worksheets/sheet${number}.xml`)).toContain('rightToLeft="1"');
    expect(partOf(bytes, "xl/worksheets/sheet1.xml")).toContain(
      '<pane xSplit="3" ySplit="5" topLeftCell="D6" activePane="bottomRight" state="frozen"/>',
    );
    expect(partOf(bytes, "xl/styles.xml")).toContain('readingOrder="2"');
  });

  test("hours are numbers to reckon with, shown in Persian digits; sums are under them", async () => {
    const { book } = await made();
    const [sheet = {}] = book.SheetNames.map((name) => book.Sheets[name] ?? {});
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true, defval: "" });
    const titles = rows[4] ?? [];
    expect(titles.slice(0, 7)).toEqual([
      "ردیف",
      "کد پرسنلی",
      "نام",
      "واحد، سمت",
      "روز حضور",
      "روز کارکرد",
      "موظف",
    ]);
    const column = (title: string) => utils.encode_col(titles.indexOf(title));
    const worked = sheet[`${column("کارکرد")}6`] as { v: number; t: string; z: string };
    expect(worked.t).toBe("n");
    expect(Math.round(worked.v * 1440)).toBe(21 * 440 + 560);
    expect(worked.z).toContain("[$-3000429]");
    expect(SSF.format("[h]:mm", worked.v)).toBe("163:20");
    const total = sheet[`${column("کارکرد")}8`] as { v: number };
    expect(Math.round(total.v * 1440)).toBe(2 * (21 * 440 + 560));
    expect(rows[5]?.slice(1, 4)).toEqual(["1042", "مریم کریمی", "فروشگاه، فروشنده"]);
  });
});

describe("کارکرد ماهانه on paper", () => {
  test("is Persian in words, digits and dates, and names its version", async () => {
    const { text, pages } = await readPdf(
      await writePdf(sheets([person("مریم کریمی")]), { title: "x", language: "fa", madeAt: 0 }),
    );
    const [summary = "", daily = ""] = pages;
    expect(summary).toContain("آبان ۱۴۰۵");
    expect(summary).toContain("مریم کریمی");
    expect(summary).toContain("۱۴۰۵/۰۸/۰۱");
    expect(summary).toContain("۱۶۳:۲۰");
    expect(daily).toContain("۰۸:۰۵");
    expect(daily).toContain("چهارشنبه");
    expect(text.replaceAll("fedcba9876543210", "")).not.toMatch(/[0-9]/);
  });

  test("of an open month says that it is provisional", async () => {
    const header = { ...aban, isPreliminary: true, snapshotHash: null };
    const { text } = await readPdf(
      await writePdf(sheets([person("مریم کریمی")], header).slice(0, 1), {
        title: "x",
        language: "fa",
        madeAt: 0,
      }),
    );
    expect(text).toContain("موقت");
  });
});
