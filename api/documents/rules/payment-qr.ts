import { calmText } from "./calm-text.ts";

/** A transfer to a Russian account. */
export interface RussianTransfer {
  readonly name: string;
  readonly account: string;
  readonly bankName: string;
  readonly bic: string;
  readonly correspondentAccount: string;
  /** Kopecks. */
  readonly sum: number;
  readonly purpose: string;
  readonly inn: string;
  readonly kpp?: string | undefined;
}

/** Bytes of the mandatory fields, `ST00012|` not counted (ГОСТ Р 56042-2014). */
const maxMandatoryBytes = 300;
const limits = { name: 160, bankName: 45, purpose: 210 };
const separators = ["|", "~", "^", "#", "$", "*", "@", "%", "&", "!", "{", "}", "[", "]"];

/**
 * What the QR of a Russian invoice says: ГОСТ Р 56042-2014, UTF-8. Too long names are cut, since banks go by account and ИНН.
 * @throws RangeError when the sum is not positive whole kopecks, or every separator occurs in the texts
 */
export function paymentQrPayload(transfer: RussianTransfer): string {
  if (!Number.isSafeInteger(transfer.sum) || transfer.sum <= 0)
    throw new RangeError("A QR asks for whole kopecks");
  const fixed = { ...transfer, bankName: calmText(transfer.bankName, limits.bankName) };
  const optional = [
    `Sum=${transfer.sum}`,
    `Purpose=${calmText(transfer.purpose, limits.purpose)}`,
    `PayeeINN=${transfer.inn}`,
    ...(transfer.kpp === undefined ? [] : [`KPP=${transfer.kpp}`]),
  ];
  const mandatory = fitted(fixed, calmText(transfer.name, limits.name));
  const texts = [...mandatory, ...optional].join("");
  const separator = separators.find((char) => !texts.includes(char));
  if (separator === undefined) throw new RangeError("No separator is left");
  return ["ST00012", ...mandatory, ...optional].join(separator);
}

function fitted(transfer: RussianTransfer, name: string): string[] {
  const fields = [
    `Name=${name}`,
    `PersonalAcc=${transfer.account}`,
    `BankName=${transfer.bankName}`,
    `BIC=${transfer.bic}`,
    `CorrespAcc=${transfer.correspondentAccount}`,
  ];
  const bytes = new TextEncoder().encode(fields.join("|")).length;
  if (bytes <= maxMandatoryBytes || name === "") return fields;
  return fitted(transfer, calmText(name, Array.from(name).length - 1));
}
