import { migrate } from "../db/migrate.ts";
import { readMigrations } from "../db/read-migrations.ts";
import { readSettings, SettingsError } from "./config.ts";
import { environment } from "./environment.ts";
import { openDatabase } from "./open-database.ts";

/** `npm run migrate`: brings the database of the settings up to date; needed before a Worker is deployed. */
async function main(): Promise<void> {
  const db = await openDatabase(readSettings(environment()));
  const applied = await migrate(db, await readMigrations());
  await db.close();
  console.log(
    applied.length === 0 ? "The schema is up to date." : `Applied ${applied.join(", ")}.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
