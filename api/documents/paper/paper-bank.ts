import { paymentQrPayload } from "../rules/payment-qr.ts";
import type { RussianSnapshot } from "../rules/snapshot.ts";
import type { BankBlock } from "./paper.ts";
import { drawQr } from "./qr.ts";
import type { PaperWords } from "./words.ts";

/** What a Russian transfer is copied from, and the QR of the same transfer. @param number as it is shown */
export function bankBlockOf(
  snapshot: RussianSnapshot,
  number: string,
  words: PaperWords,
): BankBlock {
  const { seller, totals, tax } = snapshot;
  const { tp } = words;
  const purpose = tp("documents.purpose.whole", {
    number,
    date: words.shortDay(snapshot.issuedOn),
    purpose: snapshot.purpose.replace(/[.\s]+$/, ""),
    tax:
      tax === null
        ? tp("documents.purpose.no_tax")
        : tp("documents.purpose.tax", {
            rate: words.percent(tax.rateBp),
            amount: words.sum(tax.amount),
          }),
  });
  const transfer = {
    ...seller.bank,
    bankName: seller.bank.name,
    name: seller.name,
    inn: seller.inn,
    kpp: seller.kpp,
  };
  return {
    labels: {
      bank: tp("documents.bank.bank"),
      payee: tp("documents.bank.payee"),
      bic: tp("documents.bank.bic"),
      account: tp("documents.bank.account"),
    },
    bankName: words.own(seller.bank.name),
    bic: seller.bank.bic,
    correspondentAccount: seller.bank.correspondentAccount,
    account: seller.bank.account,
    ids: [
      `${tp("documents.parties.tax_id")} ${seller.inn}`,
      ...(seller.kpp === undefined ? [] : [`${tp("documents.parties.second_id")} ${seller.kpp}`]),
    ],
    payee: words.own(seller.name),
    purpose: tp("documents.bank.purpose", { purpose }),
    qr:
      totals.payable > 0
        ? {
            drawing: drawQr(paymentQrPayload({ ...transfer, sum: totals.payable, purpose })),
            caption: tp("documents.bank.qr"),
          }
        : null,
  };
}
