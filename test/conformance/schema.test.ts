import Libsql from "libsql";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/client/port.ts";
import * as schema from "../../db/schema/index.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../support/temp-database.ts";
import { readTables, type TableFacts } from "./table-facts.ts";

/** Tables that belong to no organisation, and why. Everything else has `org_id`. */
const globalTables: Readonly<Record<string, string>> = {
  document_counters: "numbers run without gaps over all buyers of a seller",
  dialogs: "a person talks to a bot before belonging to any organisation",
  idempotency_keys: "keys are unique over all callers; the answer is stored, not the tenant",
  job_slots: "a job sweeps all organisations",
  official_years: "the calendar of a country",
  organisations: "is the organisation itself",
  persons: "one human may work in several organisations",
  plan_versions: "one catalogue for everybody",
  rate_counters: "limits of persons and addresses, before anybody knows whose they are",
  schema_migrations: "the history of the schema",
  sellers: "the operator's own companies",
  telegram_updates: "an update is claimed before anybody knows whose it is",
  web_links: "a person signs in, whatever organisations they work in",
  web_sessions: "a person signs in, whatever organisations they work in",
  write_guards: "always empty",
};

/** What may never change once written. */
const appendOnly = [
  "audit",
  "calendar_overrides",
  "documents",
  "leave_ledger",
  "ledger_entries",
  "ledger_transactions",
  "month_closes",
  "official_years",
  "past_employments",
  "past_groups",
  "period_adjustments",
  "period_answers",
  "period_closes",
  "plan_versions",
  "punch_evidence",
  "punch_reviews",
  "punches",
  "roster_days",
  "security_events",
  "shift_versions",
  "work_rules",
];

describe("the schema", () => {
  let temporary: TemporaryDatabase;
  let db: Database;
  let tables: readonly TableFacts[];

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    db = temporary.db;
    tables = await readTables(db);
  });
  afterAll(() => temporary.remove());

  it("has tables", () => {
    expect(tables.length).toBeGreaterThan(15);
  });

  it("has only STRICT tables", () => {
    expect(names(tables.filter((table) => !table.strict))).toEqual([]);
  });

  it("gives every table an organisation, save those listed with a reason", () => {
    const without = tables.filter((table) =>
      table.columns.every((column) => column.name !== "org_id"),
    );
    expect(names(without)).toEqual(Object.keys(globalTables).toSorted());
  });

  it("starts the primary key of a tenant's table with the organisation", () => {
    const wrong = tables.filter(
      ({ primaryKey }) => primaryKey.includes("org_id") && primaryKey[0] !== "org_id",
    );
    expect(names(wrong)).toEqual([]);
  });

  it("never deletes or changes rows by way of a foreign key", () => {
    const harmless = ["NO ACTION", "RESTRICT"];
    const wrong = tables.filter(({ foreignKeys }) =>
      foreignKeys.some(
        (key) => !harmless.includes(key.onDelete) || !harmless.includes(key.onUpdate),
      ),
    );
    expect(names(wrong)).toEqual([]);
  });

  it("has an index for every foreign key", () => {
    const missing = tables.flatMap(({ name, foreignKeys, indexes }) =>
      foreignKeys
        .filter((key) => !indexes.some((index) => startsWithAll(index, key.columns)))
        .map((key) => `${name} (${key.columns.join(", ")})`),
    );
    expect(missing).toEqual([]);
  });

  it("stores nothing as REAL", () => {
    const wrong = tables.filter(({ columns }) => columns.some((column) => column.type === "REAL"));
    expect(names(wrong)).toEqual([]);
  });

  it("is what drizzle believes it is", () => {
    const believed = believedTables()
      .map(({ name, columns }) => ({
        name,
        columns: columns.toSorted(byName).map((column) => ({
          name: column.name,
          type: column.getSQLType().toUpperCase(),
          notNull: column.notNull,
          hasDefault: column.hasDefault,
        })),
      }))
      .toSorted(byName);
    const real = tables
      .filter((table) => table.name !== "schema_migrations")
      .map(({ name, columns }) => ({ name, columns: columns.toSorted(byName) }));
    expect(real).toEqual(believed);
  });

  it("has every index, check and foreign key that drizzle names", async () => {
    const [result] = await db.read([
      { sql: "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL", params: [] },
    ]);
    const sqlOf = new Map(result?.rows.map(([name, text]) => [String(name), String(text)]));
    const missing = believedTables().flatMap(({ name, indexes, checks, foreignKeys }) => {
      const expected = [
        ...indexes.map(({ config }) => [
          config.name,
          config.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
        ]),
        ...checks.map((check) => [name, `CONSTRAINT ${check.name} CHECK`]),
      ];
      const real = tables.find((table) => table.name === name);
      return [
        ...expected.filter(([holder = "", part = ""]) => !sqlOf.get(holder)?.includes(part)),
        ...(foreignKeys.length === real?.foreignKeys.length ? [] : [`foreign keys of ${name}`]),
      ];
    });
    expect(missing).toEqual([]);
  });

  it.each(appendOnly)("refuses to change or delete rows of %s", async (name) => {
    const table = tables.find((candidate) => candidate.name === name);
    insertAnything(temporary.path, name, table?.columns ?? []);
    const [column] = table?.columns ?? [];
    for (const rewriting of [`UPDATE ${name} SET ${column?.name} = 'y'`, `DELETE FROM ${name}`]) {
      const refused = { kind: "constraint", target: `${name} is append-only` };
      await expect(db.write([{ sql: rewriting, params: [] }])).rejects.toMatchObject(refused);
    }
  });

  it("lets lines of an unfinished close be thrown away, and changes nothing once they are closed", async () => {
    const tool = new Libsql(temporary.path);
    tool.exec("PRAGMA foreign_keys = OFF");
    const line = (closeId: string, employeeId: string) =>
      tool.exec(`INSERT INTO period_lines VALUES ('o', '${closeId}', '${employeeId}', '{}', 'h')`);
    line("draft", "e");
    tool.exec("DELETE FROM period_lines WHERE close_id = 'draft'");
    line("closed", "e");
    tool.exec(
      "INSERT INTO period_closes VALUES ('o', 'closed', '1405-08', 1, 'close', 'h', NULL, 'e', 1)",
    );
    expect(() => line("closed", "f")).toThrow("complete");
    for (const rewriting of ["UPDATE period_lines SET hash = 'y'", "DELETE FROM period_lines"])
      expect(() => tool.exec(rewriting)).toThrow("append-only");
    tool.close();
  });

  it("aborts the whole write that tries to rewrite history", async () => {
    const row =
      "INSERT INTO audit VALUES (?, NULL, 1, 'system:test', 'test', 'test', NULL, NULL, 'r')";
    await db.write([{ sql: row, params: ["first"] }]);
    for (const rewriting of ["UPDATE audit SET at = 2", "DELETE FROM audit"]) {
      const write = db.write([
        { sql: row, params: ["second"] },
        { sql: rewriting, params: [] },
      ]);
      await expect(write).rejects.toMatchObject({
        kind: "constraint",
        target: "audit is append-only",
      });
    }
    const [left] = await db.read([
      { sql: "SELECT id, at FROM audit WHERE actor = 'system:test'", params: [] },
    ]);
    expect(left?.rows).toEqual([["first", 1]]);
  });
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

function believedTables(): ReturnType<typeof getTableConfig>[] {
  return Object.values(schema)
    .filter((table) => table instanceof SQLiteTable)
    .map((table) => getTableConfig(table));
}

/** Puts a row into a table past its checks and foreign keys, which are not what is tested. */
function insertAnything(path: string, table: string, columns: TableFacts["columns"]): void {
  const tool = new Libsql(path);
  tool.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
  const values = columns.map((column) => (column.type === "INTEGER" ? "1" : "'x'"));
  tool.exec(`INSERT INTO ${table} VALUES (${values.join(", ")})`);
  tool.close();
}

const names = (wrong: readonly TableFacts[]): string[] => wrong.map((table) => table.name);

/** SQLite can seek by the key's columns if an index starts with them, in any order. */
function startsWithAll(index: readonly string[], columns: readonly string[]): boolean {
  const start = index.slice(0, columns.length);
  return columns.every((column) => start.includes(column));
}
