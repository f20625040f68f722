import { afterAll, beforeAll } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import { startPrimary, type SqldPrimary } from "../support/sqld.ts";
import { databaseConformance } from "./database.ts";

let primary: SqldPrimary;
beforeAll(async () => void (primary = await startPrimary()));
afterAll(() => primary.stop());

databaseConformance("an sqld primary", async () => {
  const db = openRemote({ url: primary.url });
  return { db, close: () => db.close() };
});
