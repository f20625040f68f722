import { defineConfig } from "drizzle-kit";

/** Drafts the SQL of a migration; it is then reviewed, made STRICT and numbered by hand (`db/migrations/`). */
export default defineConfig({
  dialect: "sqlite",
  schema: "./db/schema/index.ts",
  out: "./.cache/migration-draft",
});
