import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "../../db/client/embedded.ts";
import type { Database } from "../../db/client/port.ts";
import { addPerson, countPeople, onlyResult, sql, tables } from "./subject.ts";

describe("an embedded database file", () => {
  let folder: string;
  let path: string;
  let db: Database;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hozur-embedded-"));
    path = join(folder, "hozur.db");
    db = await openEmbedded({ path, busyTimeoutMs: 150 });
    await db.write(tables.map((table) => sql(table)));
  });
  afterEach(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });

  const count = async (prefix: string): Promise<unknown> =>
    onlyResult(await db.read([countPeople(prefix)])).rows[0]?.[0];

  it("syncs every commit, checks foreign keys and keeps a write-ahead log", async () => {
    const results = await db.write(
      ["journal_mode", "synchronous", "foreign_keys"].map((name) => sql(`PRAGMA ${name}`)),
    );
    expect(results.map((result) => result.rows)).toEqual([[["wal"]], [[2]], [[1]]]);
  });

  it("cannot be opened a second time", async () => {
    await expect(openEmbedded({ path })).rejects.toThrow(`in use by process ${process.pid}`);
    await db.write([addPerson("still-works")]);
  });

  it("can be opened again after it was closed", async () => {
    await db.write([addPerson("kept")]);
    await db.close();
    db = await openEmbedded({ path });
    expect(await count("kept")).toBe(1);
  });

  it("can be opened at once after its process was killed", async () => {
    await db.close();
    const holder = spawn(
      process.execPath,
      [new URL("hold-file.ts", import.meta.url).pathname, path],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(holder.stdout, "data");
    await expect(openEmbedded({ path })).rejects.toThrow(`in use by process ${holder.pid}`);
    const ended = once(holder, "exit");
    holder.kill("SIGKILL");
    await ended;
    db = await openEmbedded({ path });
    expect(await count("held")).toBe(1);
  });

  describe("while a tool holds the write lock", () => {
    let tool: Libsql.Database;
    beforeEach(() => {
      tool = new Libsql(path);
      tool.exec("BEGIN IMMEDIATE; INSERT INTO people (id, name) VALUES ('by-tool', 'x')");
    });
    afterEach(() => void tool.close());

    it("waits for it without stopping the process", async () => {
      const write = db.write([addPerson("patient")]);
      await pause(40);
      tool.exec("COMMIT");
      await write;
      expect(await count("patient")).toBe(1);
      expect(await count("by-tool")).toBe(1);
    });

    it("says busy in the end, having done nothing, and works again afterwards", async () => {
      const writes = [db.write([addPerson("busy-1")]), db.write([addPerson("busy-2")])];
      expect(await Promise.allSettled(writes)).toMatchObject([
        { reason: { kind: "busy" } },
        { reason: { kind: "busy" } },
      ]);
      expect(await count("busy")).toBe(0);
      tool.exec("COMMIT");
      await db.write([addPerson("busy-3")]);
      expect(await count("busy")).toBe(1);
      expect(await count("by-tool")).toBe(1);
    });

    it("still reads", async () => {
      await pause(0);
      expect(await count("by-tool")).toBe(0);
      tool.exec("COMMIT");
      expect(await count("by-tool")).toBe(1);
    });
  });

  it("shows a new column to a query that was prepared before it", async () => {
    const all = sql("SELECT * FROM history");
    const before = onlyResult(await db.read([all]));
    await db.write([sql("ALTER TABLE history ADD COLUMN note TEXT")]);
    const after = onlyResult(await db.read([all]));
    expect([before.columns, after.columns]).toEqual([
      ["id", "what"],
      ["id", "what", "note"],
    ]);
  });

  it("forgets rarely used statements rather than keep them all", async () => {
    for (let n = 0; n < 1_200; n += 1) await db.read([sql(`SELECT ${n}`)]);
    expect(onlyResult(await db.read([sql("SELECT 1")])).rows).toEqual([[1]]);
  });
});
