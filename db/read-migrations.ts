import { readdir, readFile } from "node:fs/promises";
import type { Migration } from "./migrate.ts";

const folder = new URL("./migrations/", import.meta.url);

/** Reads `db/migrations/NNNN_name.sql` in order of number. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name: name.replace(".sql", ""),
      sql: await readFile(new URL(name, folder), "utf8"),
    })),
  );
}
