import type { Statement } from "../../../db/client/port.ts";
import type { Currency } from "../../billing/rules/types.ts";
import type { Profile } from "../../core/words.ts";
import type { Deps } from "../../deps.ts";
import type { BankLine } from "../../documents/rules/bank-line.ts";

export type BankLineState = "exact" | "partial" | "over" | "unmatched" | "returned";

export const currencyOf = (profile: Profile): Currency => (profile === "ir" ? "IRR" : "RUB");

/** What makes a transfer the same transfer in every file it appears in (BIL §3.4, P20). */
export const refOf = (line: BankLine): string =>
  [line.payerAccount, line.documentNumber, line.datedOn, line.amount].join("/");

/** A new line; `unique` on `bank_lines` when it is known. */
export const insertLine = (row: {
  readonly id: string;
  readonly line: BankLine;
  readonly profile: Profile;
  readonly state: BankLineState;
  readonly orgId: string | null;
  readonly orderId: string | null;
  readonly at: number;
  readonly by: string;
}): Statement => ({
  sql: `insert into bank_lines (id, org_id, order_id, profile, payer_account, payer_name, payer_tax_id, document_number,
      dated_on, amount, currency, purpose, state, imported_at, imported_by)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  params: [
    row.id,
    row.orgId,
    row.orderId,
    row.profile,
    row.line.payerAccount,
    row.line.payerName,
    row.line.payerInn,
    row.line.documentNumber,
    row.line.datedOn,
    row.line.amount,
    currencyOf(row.profile),
    row.line.purpose,
    row.state,
    row.at,
    row.by,
  ],
});

export interface Twin {
  readonly id: string;
  readonly payerAccount: string;
}

type Key = Pick<BankLine, "payerAccount" | "documentNumber" | "datedOn" | "amount">;

/**
 * The row of the same transfer. One that names no payer's account (entered by hand, or by a bank that does not tell) is the
 * same as one that agrees in everything else.
 */
export async function findTwin(deps: Deps, key: Key): Promise<Twin | null> {
  const [twin] = await findTwins(deps, [key]);
  return twin ?? null;
}

/** The same for many lines in one read, in their order. */
export async function findTwins(deps: Deps, keys: readonly Key[]): Promise<(Twin | null)[]> {
  if (keys.length === 0) return [];
  const [found] = await deps.db.read([
    {
      sql: `select k.key, b.id, b.payer_account from json_each(?) k join bank_lines b
        on b.document_number = k.value ->> 1 and b.dated_on = k.value ->> 2 and b.amount = k.value ->> 3
          and (b.payer_account = k.value ->> 0 or b.payer_account = '' or k.value ->> 0 = '')
        order by k.key, b.payer_account = k.value ->> 0`,
      params: [
        JSON.stringify(
          keys.map((key) => [key.payerAccount, key.documentNumber, key.datedOn, key.amount]),
        ),
      ],
    },
  ]);
  const byIndex = new Map<number, Twin>();
  for (const [index, id, account] of found?.rows ?? [])
    byIndex.set(Number(index), { id: String(id), payerAccount: String(account) });
  return keys.map((_, index) => byIndex.get(index) ?? null);
}
