import { env } from "cloudflare:workers";
import { expect, inject, it } from "vitest";
import { gatedDatabase, type Gate } from "../../db/client/gated.ts";
import { openRemote } from "../../db/client/remote.ts";
import { DatabaseError } from "../../db/errors.ts";
import { databaseConformance } from "../conformance/database.ts";

const gate = () => env.WRITE_GATE.getByName("cell-1");

const open = () => gatedDatabase({ reader: openRemote({ url: inject("gatedUrl") }), gate: gate() });

databaseConformance("sqld behind the write gate, from workerd", async () => {
  const db = open();
  return { db, close: () => db.close() };
});

it("commits the writes of many requests in a few groups", async () => {
  await open().write([{ sql: "CREATE TABLE taps (id INTEGER PRIMARY KEY) STRICT", params: [] }]);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, id) =>
      gate().write([{ sql: "INSERT INTO taps VALUES (?)", params: [id] }]),
    ),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(new Set(answers.map((answer) => answer.trip)).size).toBeLessThan(20);
  const [count] = await open().read([{ sql: "SELECT count(*) FROM taps", params: [] }]);
  expect(count?.rows).toEqual([[40]]);
});

it("reports a gate that fails as a database that cannot be reached", async () => {
  const broken: Gate = { write: () => Promise.reject(new Error("Durable Object reset")) };
  const db = gatedDatabase({ reader: open(), gate: broken });
  const refused = await db
    .write([{ sql: "SELECT 1", params: [] }])
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DatabaseError);
  expect(refused).toMatchObject({ kind: "unavailable" });
});
