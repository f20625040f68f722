import { latinDigits } from "./calm-text.ts";

export type Column =
  | "datedOn"
  | "amount"
  | "credit"
  | "debit"
  | "documentNumber"
  | "payerName"
  | "payerAccount"
  | "payerInn"
  | "purpose";

const listed = (...texts: readonly string[]) => texts.flatMap((text) => text.split(" | "));

/** How banks call their columns, already plain. An earlier name wins over a later one. */
const names: Readonly<Record<Column, readonly string[]>> = {
  datedOn: listed(
    "تاریخ | تاریخ تراکنش | تاریخ سند | تاریخ عملیات",
    "дата | дата операции | дата документа | дата проводки",
    "date | transaction date | value date | booking date",
  ),
  amount: listed("مبلغ", "сумма | сумма платежа | сумма операции", "amount | sum"),
  credit: listed(
    "واریز | مبلغ واریز | بستانکار | مبلغ بستانکار | گردش بستانکار",
    "кредит | приход | поступление | сумма по кредиту | зачисление",
    "credit | deposit | credit amount | money in",
  ),
  debit: listed(
    "برداشت | مبلغ برداشت | بدهکار | مبلغ بدهکار | گردش بدهکار",
    "дебет | расход | списание | сумма по дебету",
    "debit | withdrawal | debit amount | money out",
  ),
  documentNumber: listed(
    "شماره سند | شماره پیگیری | کد پیگیری | شماره مرجع | شماره ارجاع | شناسه تراکنش",
    "номер документа | номер | № | № документа | номер п/п",
    "document number | document | reference | reference number | transaction id | trace number",
  ),
  payerName: listed(
    "نام واریز کننده | واریز کننده | نام پرداخت کننده | نام فرستنده | نام صاحب حساب مبدا",
    "плательщик | контрагент | наименование плательщика | наименование контрагента",
    "payer | payer name | counterparty | sender | sender name",
  ),
  payerAccount: listed(
    "حساب مبدا | شماره حساب مبدا | شبا مبدا | شبای مبدا | شماره شبا مبدا | شماره کارت مبدا",
    "счет плательщика | р/с плательщика | счет контрагента | р/с контрагента",
    "payer account | counterparty account | sender account | iban",
  ),
  payerInn: listed("инн плательщика | инн контрагента | инн", "payer inn | inn"),
  purpose: listed(
    "شرح | توضیحات | شرح تراکنش | شرح سند | بابت",
    "назначение платежа | назначение | основание | описание",
    "purpose | description | details | narrative | memo",
  ),
};

/** Which cell of a header row is which column. */
export function columnsOf(row: readonly string[]): Map<Column, number> {
  const shown = row.map(columnName);
  const found = new Map<Column, number>();
  for (const [column, known] of Object.entries(names) as [Column, readonly string[]][]) {
    const name = known.find((candidate) => shown.includes(candidate));
    if (name !== undefined) found.set(column, shown.indexOf(name));
  }
  return found;
}

/** A header without what differs from bank to bank: case, marks, Arabic letters, ё, the non-joiner, the currency. */
function columnName(text: string): string {
  return latinDigits(text)
    .toLowerCase()
    .replaceAll("ي", "ی")
    .replaceAll("ك", "ک")
    .replaceAll("ё", "е")
    .replaceAll("مبدأ", "مبدا")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, " ")
    .replace(/\s*\((?:ریال|irr|rial|rub|руб\.?|₽)\)$|,\s*(?:руб\.?|₽|rub)$/u, "")
    .replace(/[:*"]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
