import { afterAll, beforeAll } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import { startPrimary, startReplica, type Sqld, type SqldPrimary } from "../support/sqld.ts";
import { databaseConformance } from "./database.ts";

let primary: SqldPrimary;
let replica: Sqld;
beforeAll(async () => {
  primary = await startPrimary();
  replica = await startReplica(primary);
});
afterAll(async () => {
  await replica.stop();
  await primary.stop();
});

databaseConformance(
  "an sqld replica",
  async () => {
    const db = openRemote({ url: replica.url });
    return { db, close: () => db.close() };
  },
  { readsLag: true },
);
