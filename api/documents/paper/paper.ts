import { paymentQrPayload } from "../rules/payment-qr.ts";
import type { DocumentLine, DocumentSnapshot, RussianSnapshot } from "../rules/snapshot.ts";
import { iranianParty, type Party, russianParty } from "./parties.ts";
import { drawQr, type QrDrawing } from "./qr.ts";
import { type PaperWords, paperWords } from "./words.ts";

export interface Column {
  readonly label: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align: "start" | "centre" | "sum";
}

export interface Row {
  readonly cells: readonly string[];
  /** A smaller second line in the cell of the title. */
  readonly details: string | null;
}

export interface Total {
  readonly label: string;
  readonly value: string;
  readonly isMain: boolean;
}

/** The block that Russian accountants copy a transfer from. */
export interface BankBlock {
  readonly labels: Readonly<Record<"bank" | "payee" | "bic" | "account", string>>;
  readonly bankName: string;
  readonly bic: string;
  readonly correspondentAccount: string;
  readonly account: string;
  readonly ids: readonly string[];
  readonly payee: string;
  readonly purpose: string;
  readonly qr: { readonly drawing: QrDrawing; readonly caption: string } | null;
}

export interface Signature {
  readonly role: string;
  readonly name: string;
  readonly stamp: string;
}

/** A paper with every text ready, whatever draws it. */
export interface Paper {
  readonly language: "fa" | "ru";
  readonly title: string;
  readonly facts: readonly string[];
  readonly bank: BankBlock | null;
  readonly parties: readonly Party[];
  readonly columns: readonly Column[];
  /** Index of the column that takes the details. */
  readonly titleAt: number;
  readonly rows: readonly Row[];
  readonly totals: readonly Total[];
  readonly count: string;
  readonly inWords: string;
  readonly closing: string;
  readonly signatures: readonly Signature[];
  readonly pageOf: (page: number, pages: number) => string;
  readonly keys: { readonly pdf: string; readonly pay: string };
}

/** @param number of the paper, outside the snapshot because it is given when the paper is issued */
export function paperOf(snapshot: DocumentSnapshot, number: number | string): Paper {
  const words = paperWords(snapshot.language);
  const { tp } = words;
  const shown = words.digits(number);
  const hasDiscount = snapshot.totals.discount > 0 || snapshot.language === "fa";
  const hasTax = snapshot.language === "fa";
  const table = tableOf(words, { hasDiscount, hasTax });
  return {
    language: snapshot.language,
    title: tp(`documents.titles.${snapshot.kind}`, {
      number: shown,
      date: words.day(snapshot.issuedOn),
    }),
    facts: factsOf(snapshot, words),
    bank: snapshot.kind === "bank_invoice" ? bankBlock(snapshot, shown, words) : null,
    parties:
      snapshot.language === "ru"
        ? [
            russianParty("seller", snapshot.seller, words),
            russianParty("buyer", snapshot.buyer, words),
          ]
        : [
            iranianParty("seller", snapshot.seller, words),
            iranianParty("buyer", snapshot.buyer, words),
          ],
    columns: table.columns,
    titleAt: 1,
    rows: snapshot.lines.map((line, index) => table.row(line, index)),
    totals: totalsOf(snapshot, words),
    count: tp("documents.words.count", {
      count: snapshot.lines.length,
      sum: words.sum(snapshot.totals.payable),
    }),
    inWords: tp("documents.words.sum", { words: words.inWords(snapshot.totals.payable) }),
    closing: tp(`documents.closing.${snapshot.kind}`),
    signatures: signaturesOf(snapshot, words),
    pageOf: (page, pages) =>
      tp("documents.page", { page: words.number(page), pages: words.number(pages) }),
    keys: { pdf: tp("documents.keys.pdf"), pay: tp("documents.keys.pay") },
  };
}

function factsOf(
  { kind, orderNumber, dueOn, validUntil, basis }: DocumentSnapshot,
  words: PaperWords,
): string[] {
  const { tp } = words;
  const facts: string[] = [tp("documents.facts.order", { number: words.digits(orderNumber) })];
  if (basis !== null) {
    const before = kind === "act" ? "bank_invoice" : "pro_forma";
    const date = words.day(basis.issuedOn);
    facts.push(tp(`documents.facts.basis_${before}`, { number: words.digits(basis.number), date }));
  }
  if (dueOn !== null) facts.push(tp("documents.facts.due", { date: words.day(dueOn) }));
  if (validUntil !== null && validUntil !== dueOn)
    facts.push(tp("documents.facts.valid_until", { date: words.day(validUntil) }));
  return facts;
}

function bankBlock(snapshot: RussianSnapshot, number: string, words: PaperWords): BankBlock {
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

function tableOf(
  words: PaperWords,
  { hasDiscount, hasTax }: { hasDiscount: boolean; hasTax: boolean },
) {
  const { tp } = words;
  const all: readonly (Column & {
    readonly text: (line: DocumentLine, index: number) => string;
    readonly is?: boolean;
  })[] = [
    {
      label: tp("documents.columns.index"),
      share: 5,
      align: "centre",
      text: (_line, index) => words.number(index + 1),
    },
    {
      label: tp("documents.columns.title"),
      share: hasTax ? 26 : 42,
      align: "start",
      text: ({ title }) => words.own(title),
    },
    {
      label: tp("documents.columns.quantity"),
      share: 8,
      align: "centre",
      text: ({ quantity }) => words.number(quantity),
    },
    {
      label: tp("documents.columns.unit"),
      share: 9,
      align: "centre",
      text: ({ unit }) => tp(`documents.units.${unit}`),
    },
    {
      label: tp("documents.columns.price"),
      share: 13,
      align: "sum",
      text: ({ unitPrice }) => words.sum(unitPrice),
    },
    {
      label: tp("documents.columns.gross"),
      share: 13,
      align: "sum",
      is: hasTax,
      text: ({ quantity, unitPrice }) => words.sum(quantity * unitPrice),
    },
    {
      label: tp("documents.columns.discount"),
      share: 12,
      align: "sum",
      is: hasDiscount,
      text: ({ discount }) => words.sum(discount),
    },
    {
      label: tp("documents.columns.tax"),
      share: 12,
      align: "sum",
      is: hasTax,
      text: ({ vat }) => words.sum(vat),
    },
    {
      label: tp(hasTax ? "documents.columns.total" : "documents.columns.gross"),
      share: 14,
      align: "sum",
      text: ({ total }) => words.sum(total),
    },
  ];
  const columns = all.filter(({ is }) => is ?? true);
  return {
    columns,
    row: (line: DocumentLine, index: number): Row => ({
      cells: columns.map(({ text }) => text(line, index)),
      details: line.details === undefined ? null : words.own(line.details),
    }),
  };
}

function totalsOf({ kind, totals, tax }: DocumentSnapshot, words: PaperWords): Total[] {
  const { tp } = words;
  const row = (label: string, minor: number, isMain = false): Total => ({
    label,
    value: words.sum(minor),
    isMain,
  });
  const net = totals.gross - totals.discount;
  const isPaid = kind === "act" || kind === "invoice";
  const discount = [
    row(tp("documents.totals.gross"), totals.gross),
    row(tp("documents.totals.discount"), totals.discount),
  ];
  const rate = { rate: words.percent(tax?.rateBp ?? 0) };
  return [
    ...(totals.discount > 0 ? discount : []),
    row(tp("documents.totals.net"), net),
    ...(tax === null ? [{ label: tp("documents.totals.no_tax"), value: "—", isMain: false }] : []),
    ...(tax?.mode === "exclusive"
      ? [row(tp("documents.totals.tax_on_top", rate), tax.amount)]
      : []),
    ...(tax?.mode === "inclusive"
      ? [row(tp("documents.totals.tax_inside", rate), tax.amount)]
      : []),
    row(tp(isPaid ? "documents.totals.whole" : "documents.totals.payable"), totals.payable, true),
  ];
}

function signaturesOf(snapshot: DocumentSnapshot, words: PaperWords): Signature[] {
  const { tp } = words;
  const stamp = tp("documents.signatures.stamp");
  if (snapshot.kind === "bank_invoice") {
    const { signatories } = snapshot.seller;
    const people =
      signatories.length > 0
        ? signatories
        : [{ position: tp("documents.signatures.head"), name: "" }];
    return people.map(({ position, name }, index) => ({
      role: position,
      name: words.own(name),
      stamp: index === 0 ? stamp : "",
    }));
  }
  const head = snapshot.language === "ru" ? (snapshot.seller.signatories[0]?.name ?? "") : "";
  return [
    { role: tp("documents.signatures.seller"), name: words.own(head), stamp },
    { role: tp("documents.signatures.buyer"), name: "", stamp },
  ];
}
