import { rmSync } from "node:fs";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../db/client/embedded.ts";
import type { Database } from "../../db/client/port.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";

export interface TemporaryDatabase {
  readonly db: Database;
  readonly path: string;
  /** Closes the database and removes its folder. */
  readonly remove: () => Promise<void>;
}

/** A new migrated database file of its own: a copy of a template that is migrated once a process. */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
  template ??= makeTemplate();
  const folder = await mkdtemp(join(tmpdir(), "hozur-test-"));
  const path = join(folder, "hozur.db");
  await copyFile(await template, path);
  const db = await openEmbedded({ path });
  return {
    db,
    path,
    async remove() {
      await db.close();
      await rm(folder, { recursive: true });
    },
  };
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-template-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "template.db");
  const db = await openEmbedded({ path });
  await migrate(db, await readMigrations());
  await db.close();
  return path;
}
