interface Payment {
  readonly number: string;
  readonly sum: string;
  readonly date?: string;
  readonly purpose?: string;
  readonly payer?: string;
  readonly inn?: string;
  readonly to?: string;
}

const ourAccount = "40702810138250123017";

/** One payment as banks write it for 1C. */
export function payment1c(payment: Payment): string {
  const { number, sum, date = "09.04.2025", inn = "7710140679", to = ourAccount } = payment;
  return [
    "СекцияДокумент=Платежное поручение",
    `Номер=${number}`,
    `Дата=${date}`,
    `Сумма=${sum}`,
    "ПлательщикСчет=40702810900000012345",
    `Плательщик=ИНН 7710140679 ${payment.payer ?? "ООО «Ромашка»"}`,
    `ПлательщикИНН=${inn}`,
    `ПолучательСчет=${to}`,
    "ПолучательИНН=7707083893",
    "ВидОплаты=01",
    `НазначениеПлатежа=${payment.purpose ?? "Оплата"}`,
    "КонецДокумента",
  ].join("\r\n");
}

/** The whole file. */
export function statement1c(payments: readonly string[]): string {
  return [
    "1CClientBankExchange",
    "ВерсияФормата=1.03",
    "Кодировка=Windows",
    "Получатель=Бухгалтерия",
    `РасчСчет=${ourAccount}`,
    "СекцияРасчСчет",
    `РасчСчет=${ourAccount}`,
    "КонецРасчСчет",
    ...payments,
    "КонецФайла",
    "",
  ].join("\r\n");
}

/** windows-1251 of texts that have nothing but ASCII, Cyrillic and what banks put around names. */
export function toWindows1251(text: string): Uint8Array {
  const special: Readonly<Record<string, number>> = {
    Ё: 0xa8,
    ё: 0xb8,
    "«": 0xab,
    "»": 0xbb,
    "№": 0xb9,
    "—": 0x97,
    "\u00a0": 0xa0,
  };
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (code < 128) return code;
    return special[char] ?? code - 0x410 + 0xc0;
  });
}
