import { describe, expect, test } from "vitest";
import { maxStatementBytes, readStatement } from "../../../api/documents/read-statement.ts";
import { readDay, readSum } from "../../../api/documents/rules/read-cells.ts";
import { payment1c, statement1c, toWindows1251 } from "./statement-files.ts";

const rub = { currency: "RUB" } as const;
const irr = { currency: "IRR" } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a 1C statement", () => {
  const paid = payment1c({
    number: "311",
    sum: "987.00",
    purpose: "Оплата по счету № 17 от 08.04.2025. Без НДС",
  });
  const line = {
    payerAccount: "40702810900000012345",
    payerName: "ООО «Ромашка»",
    payerInn: "7710140679",
    documentNumber: "311",
    datedOn: "2025-04-09",
    amount: 98_700,
    purpose: "Оплата по счету № 17 от 08.04.2025. Без НДС",
  };

  test("in windows-1251, in UTF-8 and in UTF-16 says the same", () => {
    const text = statement1c([paid]);
    const utf16 = new Uint8Array(
      new Uint16Array([0xfeff, ...Array.from(text, (char) => char.charCodeAt(0))]).buffer,
    );
    for (const file of [toWindows1251(text), bytes(text), bytes(`\ufeff${text}`), utf16])
      expect(readStatement(file, rub)).toEqual({ lines: [line], errors: [], outgoing: 0 });
  });

  test("may be in the old DOS page", () => {
    const dos = Uint8Array.from(statement1c([paid]), (char) => toDos(char));
    expect(readStatement(dos, rub).lines).toMatchObject([
      { purpose: line.purpose.replace("№", "N"), amount: 98_700 },
    ]);
  });

  test("counts what left our account, and takes only what came", () => {
    const sent = payment1c({ number: "5", sum: "100.00", to: "40702810900000099999" });
    expect(readStatement(bytes(statement1c([sent, paid])), rub)).toMatchObject({
      lines: [line],
      outgoing: 1,
    });
    const others = { ...rub, ownAccounts: ["40702810900000099999"] };
    expect(readStatement(bytes(statement1c([sent, paid])), others)).toMatchObject({
      lines: [{ documentNumber: "5" }],
      outgoing: 1,
    });
  });

  test("tells errors by line and keeps the rest", () => {
    const broken = [
      payment1c({ number: "", sum: "1.00" }),
      payment1c({ number: "2", sum: "-1.00" }),
      payment1c({ number: "3", sum: "1.00", date: "31.02.2025" }),
    ];
    const { lines, errors } = readStatement(bytes(statement1c([...broken, paid])), rub);
    expect(lines).toEqual([line]);
    expect(errors.map(({ code }) => code)).toEqual(["no_document", "no_amount", "no_date"]);
    const rows = statement1c([...broken, paid]).split("\r\n");
    expect(errors.every(({ line: at }) => rows[at - 1]?.startsWith("СекцияДокумент"))).toBe(true);
  });

  test("that is cut short keeps what was whole", () => {
    const text = statement1c([paid, payment1c({ number: "9", sum: "5.00" })]);
    const cut = text.slice(0, text.lastIndexOf("КонецДокумента"));
    expect(readStatement(bytes(cut), rub)).toMatchObject({
      lines: [line],
      errors: [{ code: "cut_short" }],
    });
  });

  test("carries nothing dangerous in its texts", () => {
    const nasty = payment1c({
      number: "7\u202e",
      sum: "1.00",
      purpose: `<b>сч</b>\u0007 №\u202e 17\u2066 ${"x".repeat(2000)}`,
      payer: "И".repeat(500),
      inn: "DROP TABLE",
    });
    const [read] = readStatement(bytes(statement1c([nasty])), rub).lines;
    expect(read).toMatchObject({ documentNumber: "7", payerInn: null, payerName: "И".repeat(160) });
    expect(read?.purpose).toMatch(/^<b>сч<\/b> № 17 x+$/);
    expect(read?.purpose).toHaveLength(500);
  });
});

describe("a bank's table", () => {
  test("in Persian: digits, Jalali days, thousands, deposits only", () => {
    const csv = [
      "بانک ملت;;;;;",
      "صورت‌حساب از ۱۴۰۴/۰۱/۰۱ تا ۱۴۰۴/۰۱/۳۱;;;;;",
      "تاريخ;شماره سند;واریز (ریال);برداشت (ریال);شرح;نام واریز‌کننده",
      "۱۴۰۴/۰۱/۰۶;۸۸۱۲;۶۶۰٬۰۰۰;۰;بابت پیش‌فاکتور شماره ۳۱;شرکت آتنسی",
      '1404/01/07;8813;"1,200,000";;سفارش شماره ۱۰۴۲;علی',
      "1404/01/08;8814;0;50,000;کارمزد;",
      "جمع;;۱٬۸۶۰٬۰۰۰;۵۰٬۰۰۰;;",
    ].join("\r\n");
    expect(readStatement(bytes(`\ufeff${csv}`), irr)).toEqual({
      lines: [
        {
          payerAccount: "",
          payerName: "شرکت آتنسی",
          payerInn: null,
          documentNumber: "8812",
          datedOn: "2025-03-26",
          amount: 660_000,
          purpose: "بابت پیش‌فاکتور شماره ۳۱",
        },
        {
          payerAccount: "",
          payerName: "علی",
          payerInn: null,
          documentNumber: "8813",
          datedOn: "2025-03-27",
          amount: 1_200_000,
          purpose: "سفارش شماره ۱۰۴۲",
        },
      ],
      errors: [],
      outgoing: 1,
    });
  });

  test("in Russian, windows-1251, semicolons and decimal commas", () => {
    const csv = [
      '"Дата операции";"Номер документа";"Дебет";"Кредит";"Контрагент";"ИНН контрагента";"Счёт контрагента";"Назначение платежа"',
      '"09.04.2025";"311";"";"98 700,50";"ООО ""Ромашка"";";"7710140679";"40702810900000012345";"Оплата; по сч. № 17"',
      '"10.04.2025";"312";"1 000,00";"";"ИП Иванов";"";"";"Аренда"',
    ].join("\n");
    expect(readStatement(toWindows1251(csv), rub)).toMatchObject({
      lines: [
        {
          payerName: 'ООО "Ромашка";',
          payerInn: "7710140679",
          amount: 9_870_050,
          purpose: "Оплата; по сч. № 17",
        },
      ],
      errors: [],
      outgoing: 1,
    });
  });

  test("in English, with tabs and one column of signed sums", () => {
    const csv = [
      "Date\tReference\tAmount\tDescription",
      "2025-04-09\tA-1\t1,234.50\tinvoice 17",
      "2025-04-09\tA-2\t-5.00\tfee",
    ].join("\n");
    expect(readStatement(bytes(csv), rub)).toMatchObject({
      lines: [{ documentNumber: "A-1", amount: 123_450, datedOn: "2025-04-09" }],
      outgoing: 1,
    });
  });

  test("tells which lines of the file it could not read", () => {
    const csv = [
      "date,document,amount,purpose",
      "2025-04-09,1,abc,x",
      "2025-04-09,,5.00,x",
      "32.13.2025,2,5.00,x",
      "2025-04-09,3,5.00,x",
    ].join("\n");
    expect(readStatement(bytes(csv), rub)).toMatchObject({
      lines: [{ documentNumber: "3" }],
      errors: [
        { line: 2, code: "no_amount" },
        { line: 3, code: "no_document" },
        { line: 4, code: "no_date" },
      ],
    });
  });

  test.each(["", "hello", "\u0000\u0001", "a,b,c\n1,2,3", '"unclosed'])(
    "that is none (%j) is refused, not guessed at",
    (text) => {
      expect(readStatement(bytes(text), rub)).toEqual({
        lines: [],
        errors: [{ line: 1, code: "not_a_statement" }],
        outgoing: 0,
      });
    },
  );

  test("that is far too large is not read", () => {
    const { errors } = readStatement(new Uint8Array(maxStatementBytes + 1), rub);
    expect(errors).toEqual([{ line: 1, code: "not_a_statement" }]);
  });
});

describe("a cell", () => {
  test.each([
    ["1 234,56", 123_456],
    ["1\u00a0234,5", 123_450],
    ["1,234.56", 123_456],
    ["1.234,56", 123_456],
    ["1,234,567", 123_456_700],
    ["1234", 123_400],
    ["329.00", 32_900],
    ["۳۲۹٫۰۰", 32_900],
    ["12,345", 1_234_500],
    ["1,23,45", null],
    ["1.2.3", null],
    ["12.345,678", null],
    ["-5", null],
    ["", null],
    ["1e5", null],
    ["99999999999999999999", null],
  ])("%j is %d kopecks", (text, sum) => {
    expect(readSum(text, 2)).toBe(sum);
  });

  test.each([
    ["۶۶۰٬۰۰۰", 660_000],
    ["660,000", 660_000],
    ["660,000.00", 660_000],
    ["660000.50", null],
  ])("%j is %d rials", (text, sum) => {
    expect(readSum(text, 0)).toBe(sum);
  });

  test.each([
    ["31.12.2025", "2025-12-31"],
    ["2025-12-31T10:00:00", "2025-12-31"],
    ["۱۴۰۳/۱۲/۳۰ ۱۲:۰۰", "2025-03-20"],
    ["1404/12/30", null],
    ["30/12/1403", "2025-03-20"],
    ["31.02.2025", null],
    ["31.12.25", null],
    ["yesterday", null],
  ])("%j is the day %s", (text, day) => {
    expect(readDay(text)).toBe(day);
  });
});

function toDos(char: string): number {
  const code = char.charCodeAt(0);
  if (code < 128) return code;
  if (char === "№") return 0x4e;
  if (char === "«" || char === "»") return 0x22;
  if (code >= 0x410 && code <= 0x43f) return code - 0x410 + 0x80;
  return code - 0x440 + 0xe0;
}
