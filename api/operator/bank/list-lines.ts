import type { Cell } from "../../../db/client/port.ts";
import type { Context } from "../../core/context.ts";
import { operatorPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Deps } from "../../deps.ts";
import type { BankLineView } from "./schemas.ts";

const perPage = 6;
const columns = `b.id, b.payer_name, b.payer_account, b.payer_tax_id, b.document_number, b.dated_on, b.amount, b.currency, b.purpose,
  b.state, b.org_id, g.name, b.order_id, o.number, o.total, b.imported_at`;
const from = `from bank_lines b left join organisations g on g.id = b.org_id
  left join orders o on o.org_id = b.org_id and o.id = b.order_id`;

const states = {
  unmatched: ["unmatched"],
  settled: ["exact", "partial", "over"],
  returned: ["returned"],
} as const;

/** Transfers of imported statements, the newest first; the ones that wait for the operator are `unmatched`. */
export async function listLines(
  ctx: Context,
  query: { readonly state: keyof typeof states; readonly page?: number | undefined },
): Promise<{ items: BankLineView[]; page: number; pages: number }> {
  operatorPermit(ctx);
  const wanted = JSON.stringify(states[query.state]);
  const where = "where b.state in (select value from json_each(?))";
  const page = query.page ?? 1;
  const [counted, listed] = await ctx.deps.db.read([
    { sql: `select count(*) from bank_lines b ${where}`, params: [wanted] },
    {
      sql: `select ${columns} ${from} ${where} order by b.imported_at desc, b.id desc limit ? offset ?`,
      params: [wanted, perPage, (page - 1) * perPage],
    },
  ]);
  const total = Number(counted?.rows[0]?.[0] ?? 0);
  return {
    items: (listed?.rows ?? []).map(lineOf),
    page,
    pages: Math.max(1, Math.ceil(total / perPage)),
  };
}

/** One transfer. @throws {Refusal} `not_found` */
export async function showLine(ctx: Context, id: string): Promise<BankLineView> {
  operatorPermit(ctx);
  return findLine(ctx.deps, id);
}

/** @throws {Refusal} `not_found` */
export async function findLine(deps: Deps, id: string): Promise<BankLineView> {
  const [found] = await deps.db.read([
    { sql: `select ${columns} ${from} where b.id = ?`, params: [id] },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return lineOf(row);
}

const lineOf = (row: readonly Cell[]): BankLineView => ({
  id: String(row[0]),
  payerName: String(row[1]),
  payerAccount: String(row[2]),
  payerTaxId: row[3] as string | null,
  documentNumber: String(row[4]),
  datedOn: String(row[5]),
  amount: Number(row[6]),
  currency: row[7] as BankLineView["currency"],
  purpose: String(row[8]),
  state: row[9] as BankLineView["state"],
  target:
    row[10] === null
      ? null
      : {
          organisation: { id: String(row[10]), name: String(row[11] ?? "") },
          orderId: row[12] as string | null,
          orderNumber: row[13] as number | null,
          orderTotal: row[14] as number | null,
        },
  importedAt: Number(row[15]),
});
