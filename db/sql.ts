import { drizzle, type SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import type { Database, SqlValue, Statement } from "./client/port.ts";

/** Anything drizzle can turn into SQL: a select, insert, update or delete that has not been run. */
export interface Buildable {
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}

type Reader = Pick<
  SqliteRemoteDatabase,
  "select" | "selectDistinct" | "batch" | "$with" | "with" | "$count"
>;
type Writer = Pick<
  SqliteRemoteDatabase,
  "select" | "insert" | "update" | "delete" | "$with" | "with"
>;

/** drizzle without a database, to build the statements of a write batch; running one of its queries throws. */
export const builder: Writer = drizzle(() => {
  throw new Error("The builder has no database: pass toStatement(query) to db.write");
});

/** The statement of a drizzle query, with its parameters encoded for the columns they go to. */
export function toStatement(buildable: Buildable): Statement {
  const { sql, params } = buildable.toSQL();
  return { sql, params: params.map(asSqlValue) };
}

/**
 * drizzle for reading through the port: rows come back mapped and typed. `query(db).batch([a, b])` runs several selects on
 * one snapshot in one round trip.
 */
export function query(db: Database): Reader {
  const known = readers.get(db);
  if (known) return known;
  const reader = drizzle(
    async (sql, params, method) =>
      readAs(method, await db.read([{ sql, params: params.map(asSqlValue) }]), 0),
    async (batch) => {
      const results = await db.read(
        batch.map(({ sql, params }) => ({ sql, params: params.map(asSqlValue) })),
      );
      return batch.map(({ method }, index) => readAs(method, results, index));
    },
  );
  readers.set(db, reader);
  return reader;
}

const readers = new WeakMap<Database, Reader>();

function readAs(
  method: string,
  results: Awaited<ReturnType<Database["read"]>>,
  index: number,
): { rows: unknown[] } {
  if (method === "run")
    throw new Error("query(db) only reads: pass toStatement(query) to db.write");
  const rows = (results[index]?.rows ?? []).map((row) => [...row]);
  // drizzle asks for one row by an undefined one when there is none.
  return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
}

function asSqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean" || value instanceof Uint8Array)
    return value;
  throw new TypeError(`A statement cannot take a parameter of type ${typeof value}`);
}

/**
 * Hand-written SQL for hot paths: sql text with `?` in the place of every value.
 * @example raw`SELECT id FROM punches WHERE org_id = ${orgId}`
 */
export function raw(text: TemplateStringsArray, ...params: readonly SqlValue[]): Statement {
  let joined = rawTexts.get(text);
  if (joined === undefined) rawTexts.set(text, (joined = text.join("?")));
  return { sql: joined, params };
}

const rawTexts = new WeakMap<TemplateStringsArray, string>();
