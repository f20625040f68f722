import type { Cell, Database, Statement } from "./client/port.ts";

/** One numbered file of `db/migrations`; `read-migrations.ts` makes these from disk. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const separator = "--> statement-breakpoint";

const historyTable = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

/**
 * Brings the schema up to date, one batch a file, so that a file is applied wholly or not at all.
 * @param appliedAt instant in ms, kept in the history
 * @returns names of the files applied now
 * @throws {Error} when the history differs from the files: an applied file changed, is gone, or was skipped
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[],
  appliedAt: number = Date.now(),
): Promise<readonly string[]> {
  const hashed = await Promise.all(
    migrations.map(async (migration) => ({ ...migration, hash: await sha256(migration.sql) })),
  );
  await db.write([{ sql: historyTable, params: [] }]);
  const pending = pendingAfter(await readHistory(db), hashed);
  for (const migration of pending) {
    const { version, name, hash } = migration;
    await db.write([
      {
        sql: "INSERT INTO schema_migrations VALUES (?, ?, ?, ?)",
        params: [version, name, hash, appliedAt],
      },
      ...splitStatements(migration.sql),
    ]);
  }
  return pending.map((migration) => migration.name);
}

/** Version of the newest migration applied; 0 for an empty database. Needs no files, so a Worker can ask. */
export async function schemaVersion(db: Database): Promise<number> {
  const [tables] = await db.read([
    { sql: "SELECT name FROM sqlite_schema WHERE name = 'schema_migrations'", params: [] },
  ]);
  if (!tables || tables.rows.length === 0) return 0;
  const [newest] = await db.read([
    { sql: "SELECT max(version) FROM schema_migrations", params: [] },
  ]);
  return Number(newest?.rows[0]?.[0] ?? 0);
}

interface Hashed extends Migration {
  readonly hash: string;
}

interface Applied {
  readonly version: Cell;
  readonly name: Cell;
  readonly hash: Cell;
}

async function readHistory(db: Database): Promise<readonly Applied[]> {
  const [history] = await db.read([
    { sql: "SELECT version, name, hash FROM schema_migrations ORDER BY version", params: [] },
  ]);
  return (history?.rows ?? []).map(([version = null, name = null, hash = null]) => ({
    version,
    name,
    hash,
  }));
}

function pendingAfter(
  history: readonly Applied[],
  migrations: readonly Hashed[],
): readonly Hashed[] {
  for (const [index, migration] of migrations.entries()) {
    if (migration.version !== index + 1)
      throw new Error(
        `Migration ${migration.name} should be number ${index + 1}: numbers start at 1 without gaps`,
      );
  }
  for (const [index, applied] of history.entries()) {
    const file = migrations[index];
    if (!file || file.version !== applied.version)
      throw new Error(
        `The database has migration ${String(applied.version)}, which this version of the program lacks`,
      );
    if (file.hash !== applied.hash)
      throw new Error(
        `Migration ${file.name} was changed after it was applied; add a new file instead`,
      );
  }
  return migrations.slice(history.length);
}

/** A trigger has semicolons of its own, so the files mark the borders of their statements. */
function splitStatements(sql: string): Statement[] {
  return sql
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ sql: part, params: [] }));
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
