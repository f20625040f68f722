import papa from "papaparse";
import type { Statement } from "./rules/bank-line.ts";
import { decodeStatement } from "./rules/decode-statement.ts";
import type { DocumentSnapshot } from "./rules/snapshot.ts";
import { readStatement1c } from "./rules/statement-1c.ts";
import { readStatementRows } from "./rules/statement-rows.ts";

/** A month of a busy account is far below this. */
export const maxStatementBytes = 5_000_000;

interface StatementOptions {
  readonly currency: DocumentSnapshot["currency"];
  /** Our accounts, to tell what came in from what went out. */
  readonly ownAccounts?: readonly string[];
}

/**
 * Money that came in by a file of a bank: `1CClientBankExchange`, or CSV with a header in Persian, Russian or English.
 * Never throws for what is in the file: errors are told by line. A file over {@link maxStatementBytes} is not a statement.
 */
export function readStatement(bytes: Uint8Array, options: StatementOptions): Statement {
  if (bytes.length > maxStatementBytes)
    return { lines: [], errors: [{ line: 1, code: "not_a_statement" }], outgoing: 0 };
  const text = decodeStatement(bytes).replace(/^\ufeff/, "");
  if (text.startsWith("1CClientBankExchange")) return readStatement1c(text, options.ownAccounts);
  return readStatementRows(cellsOf(text), options.currency === "IRR" ? 0 : 2);
}

/** The separator is the one most lines agree on. Lines stay counted, so an error names the line a person sees. */
function cellsOf(text: string): string[][] {
  const { data } = papa.parse<string[]>(text, {
    delimitersToGuess: [";", "\t", ",", "|"],
    skipEmptyLines: false,
  });
  return data;
}
