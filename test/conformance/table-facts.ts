import type { Cell, Database } from "../../db/client/port.ts";

export interface TableFacts {
  readonly name: string;
  readonly strict: boolean;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly notNull: boolean;
    readonly hasDefault: boolean;
  }[];
  readonly primaryKey: readonly string[];
  /** Columns of each index over all rows, the primary key's among them. */
  readonly indexes: readonly (readonly string[])[];
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    readonly onUpdate: string;
    readonly onDelete: string;
  }[];
}

/** What SQLite itself says of every table, in order of name. */
export async function readTables(db: Database): Promise<readonly TableFacts[]> {
  const tables = await rowsOf(
    db,
    "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  return Promise.all(tables.map(({ name, strict }) => readTable(db, String(name), strict === 1)));
}

async function readTable(db: Database, name: string, strict: boolean): Promise<TableFacts> {
  const columns = await rowsOf(
    db,
    'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)',
    name,
  );
  const keys = await rowsOf(
    db,
    `SELECT group_concat("from") AS columns, min(on_update) AS onUpdate, min(on_delete) AS onDelete
     FROM (SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq) GROUP BY id`,
    name,
  );
  const indexes = await rowsOf(
    db,
    `SELECT (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(list.name) ORDER BY seqno)) AS columns
     FROM pragma_index_list(?) AS list WHERE partial = 0`,
    name,
  );
  return {
    name,
    strict,
    columns: columns.map((column) => ({
      name: String(column["name"]),
      type: String(column["type"]).toUpperCase(),
      notNull: column["notnull"] === 1,
      hasDefault: column["dflt_value"] !== null,
    })),
    primaryKey: columns
      .filter((column) => column["pk"] !== 0)
      .toSorted((a, b) => Number(a["pk"]) - Number(b["pk"]))
      .map((column) => String(column["name"])),
    indexes: indexes.map((index) => String(index["columns"]).split(",")),
    foreignKeys: keys.map((key) => ({
      columns: String(key["columns"]).split(","),
      onUpdate: String(key["onUpdate"]),
      onDelete: String(key["onDelete"]),
    })),
  };
}

async function rowsOf(
  db: Database,
  sql: string,
  ...params: string[]
): Promise<Record<string, Cell>[]> {
  const [result] = await db.read([{ sql, params }]);
  return (result?.rows ?? []).map((row) =>
    Object.fromEntries(
      (result?.columns ?? []).map((column, index) => [column, row[index] ?? null]),
    ),
  );
}
