import {
  type BankLine,
  bankLine,
  type RawBankLine,
  type Statement,
  type StatementError,
} from "./bank-line.ts";
import { readDay, readSum } from "./read-cells.ts";

/** One `СекцияДокумент … КонецДокумента`. */
interface Section {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
}

const opening = "1CClientBankExchange";

/**
 * Money that came in by a `1CClientBankExchange` file (BIL §3.4). One broken payment spoils none of the others.
 * @param text decoded. @param ownAccounts our accounts; when empty, those the file itself says it is about
 */
export function readStatement1c(text: string, ownAccounts: readonly string[] = []): Statement {
  const rows = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  if (rows[0]?.trim() !== opening)
    return { lines: [], errors: [{ line: 1, code: "not_a_statement" }], outgoing: 0 };
  const own = new Set(ownAccounts.length > 0 ? ownAccounts : accountsOf(rows));
  const lines: BankLine[] = [];
  const errors: StatementError[] = [];
  let outgoing = 0;
  for (const section of sectionsOf(rows)) {
    const to =
      section.fields.get("ПолучательСчет") ?? section.fields.get("ПолучательРасчСчет") ?? "";
    const line = section.isClosed ? bankLine(rawLine(section.fields)) : "cut_short";
    if (own.size > 0 && !own.has(to) && section.isClosed) outgoing += 1;
    else if (typeof line === "string") errors.push({ line: section.line, code: line });
    else lines.push(line);
  }
  return { lines, errors, outgoing };
}

function rawLine(fields: ReadonlyMap<string, string>): RawBankLine {
  const first = (...names: readonly string[]) =>
    names.map((name) => fields.get(name) ?? "").find((value) => value !== "") ?? "";
  const purposeLines = ["1", "2", "3", "4", "5", "6"].map((n) => first(`НазначениеПлатежа${n}`));
  return {
    payerAccount: first("ПлательщикСчет", "ПлательщикРасчСчет"),
    payerName: first("Плательщик1", "Плательщик").replace(/^ИНН\s+\d+\s+/i, ""),
    payerInn: first("ПлательщикИНН"),
    documentNumber: first("Номер"),
    datedOn: readDay(first("Дата")),
    amount: readSum(first("Сумма"), 2),
    purpose: first("НазначениеПлатежа") || purposeLines.join(" "),
  };
}

function sectionsOf(rows: readonly string[]): Section[] {
  const sections: Section[] = [];
  let open: { line: number; fields: Map<string, string> } | null = null;
  const close = (isClosed: boolean) => {
    if (open) sections.push({ ...open, isClosed });
    open = null;
  };
  for (const [index, row] of rows.entries()) {
    const [key, value] = fieldOf(row);
    if (key === "СекцияДокумент") {
      close(false);
      open = { line: index + 1, fields: new Map() };
    } else if (key === "КонецДокумента") close(true);
    else if (open && !open.fields.has(key)) open.fields.set(key, value);
  }
  close(false);
  return sections;
}

/** The accounts the file was asked for: in its head and in its `СекцияРасчСчет`. */
function accountsOf(rows: readonly string[]): string[] {
  return rows.flatMap((row) => {
    const [key, value] = fieldOf(row);
    return key === "РасчСчет" ? [value] : [];
  });
}

function fieldOf(row: string): readonly [key: string, value: string] {
  const at = row.indexOf("=");
  return at < 0 ? [row.trim(), ""] : [row.slice(0, at).trim(), row.slice(at + 1).trim()];
}
