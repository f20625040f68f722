import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import type { Database } from "../../db/client/port.ts";
import { startPrimary, type SqldPrimary } from "../support/sqld.ts";
import { addPerson, countPeople, onlyResult, sql, tables } from "./subject.ts";

describe("a database on an sqld server", () => {
  let primary: SqldPrimary;
  let db: Database;

  beforeAll(async () => {
    primary = await startPrimary();
    db = openRemote({ url: primary.url });
    await db.write(tables.map((table) => sql(table)));
  });
  afterAll(async () => {
    await db.close();
    await primary.stop();
  });

  const count = async (prefix: string): Promise<unknown> =>
    onlyResult(await db.read([countPeople(prefix)])).rows[0]?.[0];

  it("syncs every commit", async () => {
    expect(onlyResult(await db.write([sql("PRAGMA synchronous")])).rows).toEqual([[2]]);
  });

  it("waits for another writer's transaction", async () => {
    const other = createClient({ url: primary.url });
    const transaction = await other.transaction("write");
    await transaction.execute("INSERT INTO people (id, name) VALUES ('other-1', 'x')");
    const write = db.write([addPerson("other-2")]);
    await transaction.commit();
    await write;
    other.close();
    expect(await count("other-")).toBe(2);
  });

  it("applies every write of several processes' worth of clients", async () => {
    const clients = Array.from({ length: 4 }, () => openRemote({ url: primary.url }));
    await Promise.all(
      clients.flatMap((client, c) =>
        Array.from({ length: 25 }, (_, n) => client.write([addPerson(`clients-${c}-${n}`)])),
      ),
    );
    expect(await count("clients-")).toBe(100);
    await Promise.all(clients.map((client) => client.close()));
  });

  it("calls a write unavailable whose answer was lost, and does not send it again", async () => {
    const losing = openRemote({
      url: primary.url,
      fetch: async (input, init) => {
        await fetch(input, init);
        throw new TypeError("connection lost");
      },
    });
    const writes = [losing.write([addPerson("lost-1")]), losing.write([addPerson("lost-2")])];
    expect(await Promise.allSettled(writes)).toMatchObject([
      { reason: { kind: "unavailable" } },
      { reason: { kind: "unavailable" } },
    ]);
    expect(losing.roundTrips).toBe(1);
    expect(await count("lost-")).toBe(2);
  });

  it.each([
    ["answers too late", (): Promise<Response> => new Promise(() => undefined)],
    ["answers with HTTP 502", async () => new Response("bad gateway", { status: 502 })],
    ["answers with something else", async () => new Response("<html>", { status: 200 })],
  ])("is unavailable when it %s", async (_, answer) => {
    const failing = openRemote({
      url: primary.url,
      timeoutMs: 50,
      fetch: (_input, init) =>
        Promise.race([
          answer(),
          new Promise<never>((_resolve, reject) => {
            init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
          }),
        ]),
    });
    await expect(failing.write([addPerson("never")])).rejects.toMatchObject({
      kind: "unavailable",
    });
    await expect(failing.read([sql("SELECT 1")])).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("is unavailable when nobody listens", async () => {
    const gone = await startPrimary();
    const client = openRemote({ url: gone.url });
    await gone.stop();
    await expect(client.write([addPerson("gone")])).rejects.toMatchObject({ kind: "unavailable" });
    await expect(client.read([sql("SELECT 1")])).rejects.toMatchObject({ kind: "unavailable" });
  });
});
