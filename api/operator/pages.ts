import type { Cell, SqlValue } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import { foldName } from "../people/rules/fold-name.ts";

/** Rows a phone shows at once. */
const perPage = 6;

export interface PageOf<Item> {
  readonly items: Item[];
  readonly page: number;
  readonly pages: number;
}

/** One page of a query and how many there are; a page beyond the end is empty. One round trip. */
export async function pageFrom<Item>(
  deps: Deps,
  query: {
    readonly columns: string;
    /** From `from` to before `order by`. */
    readonly from: string;
    readonly orderBy: string;
    readonly params: readonly SqlValue[];
    readonly page: number | undefined;
  },
  itemOf: (row: readonly Cell[]) => Item,
): Promise<PageOf<Item>> {
  const { columns, from, orderBy, params, page = 1 } = query;
  const [counted, listed] = await deps.db.read([
    { sql: `select count(*) ${from}`, params },
    {
      sql: `select ${columns} ${from} order by ${orderBy} limit ? offset ?`,
      params: [...params, perPage, (page - 1) * perPage],
    },
  ]);
  const total = Number(counted?.rows[0]?.[0] ?? 0);
  return {
    items: (listed?.rows ?? []).map(itemOf),
    page,
    pages: Math.max(1, Math.ceil(total / perPage)),
  };
}

/** Ids of billed organisations whose name has these words, as JSON; null when nothing is looked for. */
export async function organisationsNamed(deps: Deps, name = ""): Promise<string | null> {
  const wanted = foldName(name);
  if (wanted === "") return null;
  const [found] = await deps.db.read([
    {
      sql: "select o.id, o.name from organisations o join billing_accounts a on a.org_id = o.id",
      params: [],
    },
  ]);
  const ids = (found?.rows ?? [])
    .filter(([, known]) => foldName(String(known)).includes(wanted))
    .map(([id]) => String(id));
  return JSON.stringify(ids);
}
