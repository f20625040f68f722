import Libsql from "libsql";
import type { Cell, ResultSet } from "./port.ts";
import { readCell, type BoundStatement, type BoundValue } from "./values.ts";

/** One native connection to a file, with its statements kept prepared. Every call is synchronous. */
export interface Connection {
  run(statement: BoundStatement): ResultSet;
  /** Runs a statement without parameters or rows: BEGIN, COMMIT, SAVEPOINT … */
  control(sql: string): void;
  readonly inTransaction: boolean;
  /** Forgets the prepared statements, because the schema changed. */
  forget(): void;
  close(): void;
}

interface Prepared {
  readonly native: Libsql.Statement;
  /** Null for a statement that returns no rows. */
  readonly columns: readonly string[] | null;
  readonly writes: boolean;
}

const keptStatements = 512;
const noColumns: readonly string[] = [];
const noRows: readonly (readonly Cell[])[] = [];

/**
 * Opens the file with the given pragmas. The busy timeout is 0: waiting inside the driver would stop the event loop.
 * @throws the driver's own error when the file cannot be opened
 */
export function openConnection(path: string, pragmas: readonly string[]): Connection {
  const native = new Libsql(path, { timeout: 0 });
  native.defaultSafeIntegers(true);
  for (const pragma of pragmas) native.exec(`PRAGMA ${pragma}`);
  const kept = new Map<string, Prepared>();

  function prepared(sql: string): Prepared {
    const known = kept.get(sql);
    if (known) return known;
    const fresh = prepare(native, sql);
    if (kept.size >= keptStatements) kept.delete(oldestKey(kept));
    kept.set(sql, fresh);
    return fresh;
  }

  return {
    run: (statement) => execute(prepared(statement.sql), statement.params),
    control: (sql) => void prepared(sql).native.run([]),
    get inTransaction() {
      return native.inTransaction;
    },
    forget: () => {
      kept.clear();
      // A statement prepared before the connection noticed would still name the old columns.
      native.prepare("SELECT count(*) FROM sqlite_schema").raw().all([]);
    },
    close: () => {
      kept.clear();
      native.close();
    },
  };
}

function prepare(database: Libsql.Database, sql: string): Prepared {
  const native = database.prepare(sql);
  if (!native.reader) return { native, columns: null, writes: true };
  const columns = native.columns().map((column) => column.name);
  return { native: native.raw(), columns, writes: /\breturning\b/i.test(sql) };
}

function execute({ native, columns, writes }: Prepared, params: BoundValue[]): ResultSet {
  if (columns === null)
    return { columns: noColumns, rows: noRows, changes: native.run(params).changes };
  const rows = native.all(params).map((row) => (row as unknown[]).map(readCell));
  return { columns, rows, changes: writes ? rows.length : 0 };
}

function oldestKey(kept: Map<string, Prepared>): string {
  for (const key of kept.keys()) return key;
  return "";
}
