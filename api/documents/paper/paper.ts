import type { DocumentSnapshot } from "../rules/snapshot.ts";
import { bankBlockOf } from "./paper-bank.ts";
import { tableOf } from "./paper-table.ts";
import { iranianParty, type Party, russianParty } from "./parties.ts";
import type { QrDrawing } from "./qr.ts";
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
  const table = tableOf(snapshot, words);
  return {
    language: snapshot.language,
    title: tp(`documents.titles.${snapshot.kind}`, {
      number: shown,
      date: words.day(snapshot.issuedOn),
    }),
    facts: factsOf(snapshot, words),
    bank: snapshot.kind === "bank_invoice" ? bankBlockOf(snapshot, shown, words) : null,
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
  if (dueOn !== null && dueOn !== validUntil)
    facts.push(tp("documents.facts.due", { date: words.day(dueOn) }));
  if (validUntil !== null)
    facts.push(tp("documents.facts.valid_until", { date: words.day(validUntil) }));
  return facts;
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
