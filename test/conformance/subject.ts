import type { Cell, Database, ResultSet, SqlValue, Statement } from "../../db/client/port.ts";

/** A driver under test, on a database that is its own. */
export interface Opened {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

export interface Subject {
  readonly db: () => Database;
  /** Reads one statement until it shows what is expected, or gives up: at once, unless the driver reads a replica. */
  readonly settled: (
    statement: Statement,
    expected: readonly (readonly Cell[])[],
  ) => Promise<readonly (readonly Cell[])[]>;
}

export const tables: readonly string[] = [
  "CREATE TABLE people (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, age INTEGER CHECK (age >= 0)) STRICT",
  "CREATE TABLE badges (org TEXT NOT NULL, number INTEGER NOT NULL, person TEXT REFERENCES people (id), PRIMARY KEY (org, number)) STRICT",
  "CREATE TABLE history (id TEXT PRIMARY KEY NOT NULL, what TEXT NOT NULL) STRICT",
  "CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
  "CREATE TABLE cells (id TEXT PRIMARY KEY NOT NULL, value ANY) STRICT",
  "CREATE TABLE write_guards (ok INTEGER NOT NULL, CONSTRAINT write_guards_ok CHECK (ok = 1)) STRICT",
];

export function sql(text: string, ...params: readonly SqlValue[]): Statement {
  return { sql: text, params };
}

export function addPerson(id: string, name = "Somebody"): Statement {
  return sql("INSERT INTO people (id, name) VALUES (?, ?)", id, name);
}

export function countPeople(prefix: string): Statement {
  return sql("SELECT count(*) FROM people WHERE id LIKE ?", `${prefix}%`);
}

export function onlyResult(results: readonly ResultSet[]): ResultSet {
  const [result] = results;
  if (!result || results.length !== 1)
    throw new Error(`Expected one result, got ${results.length}`);
  return result;
}
