import { toWindows1251 } from "./windows-1251.ts";

/** What payers do with an invoice; each is a scenario by name. */
export const paymentHabits = [
  "exact",
  "partial",
  "doubled",
  "wrong_purpose",
  "split",
  "over",
  "other_payer",
] as const;
export type PaymentHabit = (typeof paymentHabits)[number];

export interface BankParty {
  readonly name: string;
  readonly inn: string;
  readonly kpp?: string;
  readonly account: string;
  readonly bank: string;
  readonly bic: string;
}

export interface StatementInput {
  /** Day of all payments, `2026-11-21`. */
  readonly day: string;
  readonly seller: BankParty;
  readonly payments: readonly {
    readonly habit: PaymentHabit;
    readonly invoice: string;
    /** Day of the invoice, `2026-11-20`. */
    readonly invoiceDay: string;
    /** Kopecks. */
    readonly amount: number;
    readonly payer: BankParty;
  }[];
  /** Also a payment of the seller's own, which is nobody's money for us. */
  readonly outgoing?: boolean;
}

interface Transfer {
  readonly payer: BankParty;
  readonly payee: BankParty;
  readonly amount: number;
  readonly purpose: string;
}

const stranger: BankParty = {
  name: "ООО «Чужая компания»",
  inn: "7707083893",
  account: "40702810500000000777",
  bank: "АО «АЛЬФА-БАНК»",
  bic: "044525593",
};

/** A bank's file of the day as an accountant downloads it: 1CClientBankExchange 1.03, windows-1251, CRLF. (BIL 3.4) */
export function bankStatement(input: StatementInput): { text: string; bytes: Uint8Array } {
  const { seller } = input;
  const incoming = input.payments.flatMap((payment) => transfersOf(payment, seller));
  const rent = { payer: seller, payee: stranger, amount: 1_500_000, purpose: "Аренда. Без НДС" };
  const transfers = input.outgoing === true ? [...incoming, rent] : incoming;
  const text = [...header(input, transfers), ...documents(input.day, transfers), "КонецФайла"]
    .map((line) => `${line}\r\n`)
    .join("");
  return { text, bytes: toWindows1251(text) };
}

function transfersOf(
  payment: StatementInput["payments"][number],
  seller: BankParty,
): readonly Transfer[] {
  const { habit, invoice, invoiceDay, amount, payer } = payment;
  const purpose = `Оплата по счету № ${invoice} от ${dots(invoiceDay)}. Без НДС`;
  const whole: Transfer = { payer, payee: seller, amount, purpose };
  const half = Math.floor(amount / 2);
  const shapes: Readonly<Record<PaymentHabit, readonly Transfer[]>> = {
    exact: [whole],
    partial: [{ ...whole, amount: half }],
    doubled: [whole, whole],
    wrong_purpose: [{ ...whole, purpose: "За услуги по договору. Без НДС" }],
    split: [
      { ...whole, amount: half, purpose: `Частичная оплата сч.${invoice}. Без НДС` },
      { ...whole, amount: amount - half, purpose: `Доплата по счёту N ${invoice}. Без НДС` },
    ],
    over: [{ ...whole, amount: amount + 10_000 }],
    other_payer: [{ ...whole, payer: stranger }],
  };
  return shapes[habit];
}

function header({ day, seller }: StatementInput, transfers: readonly Transfer[]): string[] {
  const total = (own: (transfer: Transfer) => boolean): number =>
    transfers.filter(own).reduce((sum, { amount }) => sum + amount, 0);
  const received = total(({ payee }) => payee === seller);
  const spent = total(({ payer }) => payer === seller);
  return [
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    "Кодировка=Windows",
    "Отправитель=Песочница",
    "Получатель=",
    `ДатаСоздания=${dots(day)}`,
    "ВремяСоздания=18:00:00",
    `ДатаНачала=${dots(day)}`,
    `ДатаКонца=${dots(day)}`,
    `РасчСчет=${seller.account}`,
    "СекцияРасчСчет",
    `ДатаНачала=${dots(day)}`,
    `ДатаКонца=${dots(day)}`,
    `РасчСчет=${seller.account}`,
    "НачальныйОстаток=100000.00",
    `ВсегоПоступило=${rubles(received)}`,
    `ВсегоСписано=${rubles(spent)}`,
    `КонечныйОстаток=${rubles(10_000_000 + received - spent)}`,
    "КонецРасчСчет",
  ];
}

function documents(day: string, transfers: readonly Transfer[]): string[] {
  return transfers.flatMap(({ payer, payee, amount, purpose }, at) => [
    "СекцияДокумент=Платежное поручение",
    `Номер=${101 + at}`,
    `Дата=${dots(day)}`,
    `Сумма=${rubles(amount)}`,
    ...party("Плательщик", payer),
    ...party("Получатель", payee),
    `ДатаПоступило=${dots(day)}`,
    "ВидОплаты=01",
    "Очередность=5",
    `НазначениеПлатежа=${purpose}`,
    "КонецДокумента",
  ]);
}

function party(role: string, { name, inn, kpp, account, bank, bic }: BankParty): string[] {
  return [
    `${role}Счет=${account}`,
    `${role}=ИНН ${inn} ${name}`,
    `${role}ИНН=${inn}`,
    `${role}КПП=${kpp ?? ""}`,
    `${role}1=${name}`,
    `${role}РасчСчет=${account}`,
    `${role}Банк1=${bank}`,
    `${role}БИК=${bic}`,
  ];
}

const dots = (day: string): string => day.split("-").toReversed().join(".");

function rubles(kopecks: number): string {
  const digits = String(kopecks).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
