import { type BankLine, bankLine, type Statement, type StatementError } from "./bank-line.ts";
import { type Column, columnsOf } from "./bank-columns.ts";
import { readDay, readSum } from "./read-cells.ts";

/** Rows before the header: banks put their name, the account and the period there. */
const headerWithin = 30;

/**
 * Money that came in by a table of a bank: rows of cells with a header in Persian, Russian or English somewhere on top. Days may be
 * Jalali or Gregorian. @param fraction digits after the point: 2 for roubles, 0 for rials
 */
export function readStatementRows(
  rows: readonly (readonly string[])[],
  fraction: 0 | 2,
): Statement {
  const header = rows.slice(0, headerWithin).findIndex((row) => isHeader(columnsOf(row)));
  if (header < 0) return { lines: [], errors: [{ line: 1, code: "not_a_statement" }], outgoing: 0 };
  const columns = columnsOf(rows[header] ?? []);
  const lines: BankLine[] = [];
  const errors: StatementError[] = [];
  let outgoing = 0;
  for (const [offset, row] of rows.slice(header + 1).entries()) {
    const cell = (column: Column) => row[columns.get(column) ?? -1]?.trim() ?? "";
    if (isFooter(row, cell("datedOn"))) continue;
    if (isOutgoing(cell, fraction)) {
      outgoing += 1;
      continue;
    }
    const line = bankLine({
      payerAccount: cell("payerAccount"),
      payerName: cell("payerName"),
      payerInn: cell("payerInn"),
      documentNumber: cell("documentNumber"),
      datedOn: readDay(cell("datedOn")),
      amount: readSum(columns.has("credit") ? cell("credit") : cell("amount"), fraction),
      purpose: cell("purpose"),
    });
    if (typeof line === "string") errors.push({ line: header + offset + 2, code: line });
    else lines.push(line);
  }
  return { lines, errors, outgoing };
}

/** Empty rows, and totals that banks write under the table: they have no day. */
function isFooter(row: readonly string[], day: string): boolean {
  const filled = row.filter((cell) => cell.trim() !== "").length;
  return filled === 0 || (day === "" && filled <= 3) || /^(?:جمع|итого|total)/iu.test(day);
}

function isOutgoing(cell: (column: Column) => string, fraction: 0 | 2): boolean {
  const isSome = (text: string) => (readSum(text.replace(/^[-−]/, ""), fraction) ?? 0) > 0;
  if (cell("credit") !== "" && isSome(cell("credit"))) return false;
  return isSome(cell("debit")) || /^[-−(]/.test(cell("amount"));
}

function isHeader(columns: ReadonlyMap<Column, number>): boolean {
  return columns.has("datedOn") && (columns.has("amount") || columns.has("credit"));
}
