import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../db/client/embedded.ts";
import { databaseConformance } from "./database.ts";

databaseConformance("an embedded file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hozur-conformance-"));
  const db = await openEmbedded({ path: join(folder, "hozur.db") });
  return {
    db,
    async close() {
      await db.close();
      await rm(folder, { recursive: true });
    },
  };
});
