import { expect, test } from "vitest";
import { matchPurpose, type OpenInvoice } from "../../../api/documents/rules/match-purpose.ts";

const open: readonly OpenInvoice[] = [
  { number: "17", orderNumber: "1042", amount: 32_900, buyerInn: "7710140679" },
  { number: "18", orderNumber: null, amount: 98_700, buyerInn: null },
  { number: "1404-000031", orderNumber: "77", amount: 660_000, buyerInn: null },
];
const pay = (purpose: string, amount = 32_900, payerInn: string | null = "7710140679") =>
  matchPurpose({ purpose, amount, payerInn }, open);

test.each([
  "Оплата по счету № 17 от 08.04.2025. Без НДС",
  "оплата по счёту №17",
  "Оплата счета 17 за доступ",
  "СЧЕТ N 0017 ОТ 18.04.2025",
  "сч. 17",
  "За услуги по сч.№ 17",
  "Оплата по счету на оплату №: 17",
  "Invoice No. 17",
  "Invoice #17, services",
  "оплата заказа № 1042",
])("«%s» names invoice 17", (purpose) => {
  expect(pay(purpose)).toEqual({ verdict: "exact", number: "17", doubt: null });
});

test.each([
  "بابت پیش‌فاکتور شماره ۱۴۰۴-۰۰۰۰۳۱",
  "بابت پيش فاكتور ۱۴۰۴-۳۱",
  "فاکتور شمارهٔ 1404-000031 شرکت آتنسی",
  "سفارش شماره ۷۷",
  "صورت‌حساب: ۱۴۰۴-۰۰۰۰۳۱",
])("«%s» names a Persian invoice", (purpose) => {
  expect(pay(purpose, 660_000, null)).toEqual({
    verdict: "exact",
    number: "1404-000031",
    doubt: null,
  });
});

test.each([
  "Оплата по договору 17",
  "Оплата по счет-фактуре № 17",
  "Перевод на счет 40702810138250123017",
  "Оплата 17 мест",
  "расчет 17",
  "",
])("«%s» names none of them", (purpose) => {
  expect(pay(purpose, 1, null)).toEqual({ verdict: "unmatched", number: null, doubt: "no_number" });
});

test("the sum makes it exact, partial or over", () => {
  expect([32_900, 32_899, 32_901].map((amount) => pay("счет 17", amount).verdict)).toEqual([
    "exact",
    "partial",
    "over",
  ]);
});

test("money of somebody else's ИНН is for a human", () => {
  expect(pay("счет 17", 32_900, "7707083893")).toEqual({
    verdict: "unmatched",
    number: "17",
    doubt: "other_payer",
  });
  expect(pay("счет 18", 98_700, "7707083893").verdict).toBe("exact");
  expect(pay("счет 17", 32_900, null).verdict).toBe("exact");
});

test("money for several invoices is for a human", () => {
  expect(pay("счет 17, счет 18", 131_600)).toEqual({
    verdict: "unmatched",
    number: null,
    doubt: "several",
  });
});

test("without a number only the payer's single invoice of that sum is worth asking about", () => {
  expect(pay("Оплата за услуги")).toEqual({
    verdict: "unmatched",
    number: "17",
    doubt: "no_number",
  });
  expect(pay("Оплата за услуги", 100)).toEqual({
    verdict: "unmatched",
    number: null,
    doubt: "no_number",
  });
});
