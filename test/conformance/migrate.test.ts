import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "../../db/client/embedded.ts";
import type { Database } from "../../db/client/port.ts";
import { migrate, schemaVersion, type Migration } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";

const first: Migration = {
  version: 1,
  name: "0001_first",
  sql: `CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;
--> statement-breakpoint
CREATE TRIGGER a_no_delete BEFORE DELETE ON a BEGIN
  SELECT RAISE(ABORT, 'a is append-only'); SELECT 1;
END;`,
};
const second: Migration = { version: 2, name: "0002_second", sql: "INSERT INTO a VALUES (7);" };

describe("migrations", () => {
  let folder: string;
  let db: Database;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hozur-migrate-"));
    db = await openEmbedded({ path: join(folder, "hozur.db") });
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });

  it("are applied in order, once, and remembered", async () => {
    expect(await schemaVersion(db)).toBe(0);
    expect(await migrate(db, [first, second], 5)).toEqual(["0001_first", "0002_second"]);
    expect(await migrate(db, [first, second], 6)).toEqual([]);
    expect(await schemaVersion(db)).toBe(2);
    const [rows, history] = await db.read([
      { sql: "SELECT id FROM a", params: [] },
      { sql: "SELECT version, name, applied_at FROM schema_migrations", params: [] },
    ]);
    expect(rows?.rows).toEqual([[7]]);
    expect(history?.rows).toEqual([
      [1, "0001_first", 5],
      [2, "0002_second", 5],
    ]);
  });

  it("apply what is new to a database that has the earlier ones", async () => {
    await migrate(db, [first]);
    expect(await migrate(db, [first, second])).toEqual(["0002_second"]);
  });

  it("leave nothing of a file that fails in its middle", async () => {
    const broken = {
      version: 2,
      name: "0002_broken",
      sql: "CREATE TABLE b (id INTEGER);\n--> statement-breakpoint\nCREATE TABLE a (id INTEGER);",
    };
    await expect(migrate(db, [first, broken])).rejects.toThrow(/already exists/);
    expect(await schemaVersion(db)).toBe(1);
    const [b] = await db.read([
      { sql: "SELECT 1 FROM sqlite_schema WHERE name = 'b'", params: [] },
    ]);
    expect(b?.rows).toEqual([]);
  });

  it.each([
    [
      "a file that was changed after it was applied",
      [{ ...first, sql: `${first.sql}\n` }, second],
      "0001_first was changed",
    ],
    ["a file that is gone", [first], "has migration 2"],
    ["a gap in the numbers", [first, second, { ...second, version: 4 }], "should be number 3"],
    ["two files of one number", [first, { ...second, version: 1 }], "should be number 2"],
  ])("refuse %s", async (_, files, message) => {
    await migrate(db, [first, second]);
    await expect(migrate(db, files)).rejects.toThrow(message);
  });

  it("of the product are numbered without gaps and bring an empty database up to date", async () => {
    const files = await readMigrations();
    expect(files.map((file) => file.version)).toEqual(files.map((_, index) => index + 1));
    expect(await migrate(db, files)).toEqual(files.map((file) => file.name));
    expect(await schemaVersion(db)).toBe(files.length);
  });
});
