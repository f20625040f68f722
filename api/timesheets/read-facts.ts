import type { Organisation } from "../core/context.ts";
import type { Deps } from "../deps.ts";
import type { ExportRow } from "./export-row.ts";

/** What the head of a sheet says besides people. */
export interface SheetFacts {
  /** As in the payer's details; else as the organisation is called in the chat. */
  readonly organisationName: string;
  readonly okpo: string;
  /** Name of the group that is exported; null: everybody. */
  readonly unit: string | null;
  /** Of the close, while it holds; null: the month is open. */
  readonly snapshotHash: string | null;
  /**
   * The version of a sheet: one more when an earlier one of the same month said something else, the same when it said the
   * same (ATT I5). Only sheets whose days had all passed count.
   * @param content hash of what it says
   */
  revisionOf(content: string): number;
}

/** One round trip. */
export async function readFacts(
  { db }: Pick<Deps, "db">,
  { id: orgId, name }: Organisation,
  row: Pick<ExportRow, "kind" | "period" | "options">,
): Promise<SheetFacts> {
  const { scope, scopeId, part, groups = null } = row.options;
  const [details, group, close, earlier] = await db.read([
    { sql: "select requisites from billing_accounts where org_id = ?", params: [orgId] },
    {
      sql: "select name from groups where org_id = ? and id = ?",
      params: [orgId, scope === "group" ? scopeId : null],
    },
    {
      sql: `select c.snapshot_hash from periods p join period_closes c on c.org_id = p.org_id and c.id = p.close_id
        where p.org_id = ? and p.period = ? and p.state = 'closed'`,
      params: [orgId, row.period],
    },
    {
      sql: `select revision, work ->> '$.content' from exports
        where org_id = ? and kind = ? and period = ? and state = 'done' and work ->> '$.isWhole'
          and options ->> '$.part' = ? and options ->> '$.scope' = ? and options ->> '$.scopeId' is ? and options ->> '$.groups' is ?
        order by revision desc, id desc limit 1`,
      params: [orgId, row.kind, row.period, part, scope, scopeId, groups && JSON.stringify(groups)],
    },
  ]);
  const told = JSON.parse(String(details?.rows[0]?.[0] ?? "{}")) as Record<string, unknown> | null;
  const text = (field: string): string => {
    const value = told?.[field];
    return typeof value === "string" ? value : "";
  };
  const hash = close?.rows[0]?.[0];
  const [number, content] = earlier?.rows[0] ?? [0, null];
  return {
    organisationName: text("name") || name,
    okpo: text("okpo"),
    unit: scope === "group" ? String(group?.rows[0]?.[0] ?? "") : null,
    snapshotHash: hash === undefined ? null : String(hash),
    revisionOf: (now) => (content === now ? Number(number) : Number(number) + 1),
  };
}
