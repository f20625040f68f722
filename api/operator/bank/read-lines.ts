import type { Context } from "../../core/context.ts";
import type { Profile } from "../../core/words.ts";
import type { Statement as BankStatement } from "../../documents/rules/bank-line.ts";
import type { Seller } from "../../documents/rules/requisites.ts";
import { readStatement } from "../../documents/read-statement.ts";
import { findSeller } from "../sellers.ts";
import { currencyOf } from "./bank-row.ts";
import type { StatementInput } from "./schemas.ts";

/**
 * The transfers of a file to our account, in an order of their own, so that a file whose lines were shuffled is the same
 * file. What is in the file is untrusted; only what cannot be read is told as an error.
 */
export async function readLines(
  { deps }: Pick<Context, "deps">,
  { profile, content }: StatementInput,
): Promise<BankStatement> {
  const bytes =
    content.kind === "text" ? new TextEncoder().encode(content.text) : bytesOf(content.base64);
  const ownAccounts = accountsOf(await findSeller(deps, profile));
  const read = readStatement(bytes, { currency: currencyOf(profile), ownAccounts });
  return { ...read, lines: read.lines.toSorted((a, b) => compare(sortKey(a), sortKey(b))) };
}

const sortKey = (line: BankStatement["lines"][number]): string =>
  [line.datedOn, line.documentNumber, line.payerAccount, line.amount, line.purpose].join("\u0000");

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Until the seller is entered the file itself says whose account it is of. */
function accountsOf(seller: Seller | null): string[] {
  if (seller === null) return [];
  return seller.profile === "ru" ? [seller.bank.account] : [seller.bank.sheba];
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

export const profileOf = (currency: "IRR" | "RUB"): Profile => (currency === "IRR" ? "ir" : "ru");
