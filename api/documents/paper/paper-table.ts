import type { DocumentLine, DocumentSnapshot } from "../rules/snapshot.ts";
import type { Column, Row } from "./paper.ts";
import type { PaperWords } from "./words.ts";

/**
 * The columns accountants of each country look for: a Russian line is a sum without the VAT that is added below, an Iranian one
 * shows everything from price to total.
 */
export function tableOf(
  { language, totals, tax }: DocumentSnapshot,
  words: PaperWords,
): {
  readonly columns: readonly Column[];
  readonly row: (line: DocumentLine, index: number) => Row;
} {
  const { tp } = words;
  const hasTax = language === "fa";
  const hasDiscount = hasTax || totals.discount > 0;
  const isAddedBelow = !hasTax && tax?.mode === "exclusive";
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
      text: ({ total, vat }) => words.sum(isAddedBelow ? total - vat : total),
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
