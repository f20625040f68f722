import type { Database } from "../../db/client/port.ts";

/** What a stranger may leave behind: that they were here, and what they were told. */
export const traces = ["persons", "audit"];

/** Every table by its number of rows, without what any update leaves. */
export async function rowsOf(db: Database): Promise<Record<string, number>> {
  const left = /^(outbox|dialogs|telegram_updates|idempotency\w*|rate_counters|sqlite_\w+)$/;
  const [tables] = await db.read([
    { sql: "select name from sqlite_master where type = 'table' order by name", params: [] },
  ]);
  const names = (tables?.rows ?? [])
    .map(([name]) => String(name))
    .filter((name) => !left.test(name));
  const counts = await db.read(
    names.map((name) => ({ sql: `select count(*) from "${name}"`, params: [] })),
  );
  return Object.fromEntries(
    names.map((name, index) => [name, Number(counts[index]?.rows[0]?.[0])]),
  );
}

export const without = (rows: Record<string, number>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(rows).filter(([name]) => !names.includes(name)));

/** What only people with rights over others change. */
export async function rightsOf(db: Database): Promise<string> {
  const tables = [
    "roles",
    "employees",
    "invites",
    "join_codes",
    "shifts",
    "shift_versions",
    "workplaces",
    "groups",
    "work_rules",
    "kiosks",
  ];
  const rows = await db.read(
    tables.map((name) => ({ sql: `select * from ${name} order by 1, 2`, params: [] })),
  );
  return JSON.stringify(rows.map((one) => one.rows));
}
