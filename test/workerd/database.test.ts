import { expect, inject, it } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import { databaseConformance } from "../conformance/database.ts";

databaseConformance("sqld, from workerd", async () => {
  const db = openRemote({ url: inject("sqldUrl") });
  return { db, close: () => db.close() };
});

it("runs inside workerd", () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
});
