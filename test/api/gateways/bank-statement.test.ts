import { describe, expect, it } from "vitest";
import { bankStatement, paymentHabits } from "../../../bot/simulator/gateways/bank-statement.ts";

const seller = {
  name: "ООО «Хозур»",
  inn: "7701234567",
  kpp: "770101001",
  account: "40702810138250123017",
  bank: "ПАО СБЕРБАНК",
  bic: "044525225",
};
const payer = { ...seller, name: "ООО «Плательщик»", inn: "7702345678" };
const day = "2026-11-21";
const payment = { invoice: "17", invoiceDay: "2026-11-20", amount: 32_901, payer };

/** The documents of the file, as an importer would see them. */
function documents(text: string): Map<string, string>[] {
  return text
    .split("СекцияДокумент=")
    .slice(1)
    .map(
      (part) =>
        new Map(
          part.split("\r\n").map((line): [string, string] => {
            const [name = "", ...value] = line.split("=");
            return [name, value.join("=")];
          }),
        ),
    );
}

describe("a bank's statement (BIL 3.4)", () => {
  it("is the text of 1CClientBankExchange in windows-1251", () => {
    const { text, bytes } = bankStatement({
      day,
      seller,
      payments: [{ ...payment, habit: "exact" }],
    });
    expect(new TextDecoder("windows-1251").decode(bytes)).toBe(text);
    expect(
      text.startsWith("1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\n"),
    ).toBe(true);
    expect(text.endsWith("КонецДокумента\r\nКонецФайла\r\n")).toBe(true);
    expect(Object.fromEntries(documents(text)[0] ?? [])).toMatchObject({
      Номер: "101",
      Дата: "21.11.2026",
      Сумма: "329.01",
      ПлательщикИНН: "7702345678",
      Плательщик: "ИНН 7702345678 ООО «Плательщик»",
      ПолучательСчет: seller.account,
      НазначениеПлатежа: "Оплата по счету № 17 от 20.11.2026. Без НДС",
    });
  });

  it.each([
    ["exact", ["329.01"]],
    ["partial", ["164.50"]],
    ["doubled", ["329.01", "329.01"]],
    ["wrong_purpose", ["329.01"]],
    ["split", ["164.50", "164.51"]],
    ["over", ["429.01"]],
    ["other_payer", ["329.01"]],
  ] as const)("knows the habit %s", (habit, sums) => {
    const { text } = bankStatement({ day, seller, payments: [{ ...payment, habit }] });
    expect(documents(text).map((document) => document.get("Сумма"))).toEqual(sums);
    const named = documents(text).every((document) =>
      /сч[её]?т?[уа]?\.?\s*[№N]?\s*17/i.test(document.get("НазначениеПлатежа") ?? ""),
    );
    expect(named).toBe(habit !== "wrong_purpose");
    const own = documents(text).every((document) => document.get("ПлательщикИНН") === payer.inn);
    expect(own).toBe(habit !== "other_payer");
  });

  it("numbers the documents of a day and adds up, its own payments apart", () => {
    const payments = paymentHabits.map((habit) => ({ ...payment, habit }));
    const { text } = bankStatement({ day, seller, payments, outgoing: true });
    const all = documents(text);
    expect(new Set(all.map((document) => document.get("Номер"))).size).toBe(all.length);
    expect(text).toContain("ВсегоСписано=15000.00");
    const received = all
      .filter((document) => document.get("ПолучательСчет") === seller.account)
      .filter((document) => document.get("ПолучательИНН") === seller.inn)
      .reduce((sum, document) => sum + Number(document.get("Сумма")?.replace(".", "")), 0);
    expect(text).toContain(`ВсегоПоступило=${(received / 100).toFixed(2)}`);
  });
});
