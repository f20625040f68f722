import { eq, sql } from "drizzle-orm";
import { blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builder, query, raw, toStatement } from "../../db/sql.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../support/temp-database.ts";

const things = sqliteTable("things", {
  id: text("id").primaryKey(),
  count: integer("count"),
  done: integer("done", { mode: "boolean" }).notNull(),
  at: integer("at", { mode: "timestamp_ms" }),
  bytes: blob("bytes", { mode: "buffer" }),
});

describe("drizzle over the database port", () => {
  let temporary: TemporaryDatabase;

  beforeAll(async () => {
    temporary = await temporaryDatabase();
    await temporary.db.write([
      raw`CREATE TABLE things (id TEXT PRIMARY KEY NOT NULL, count INTEGER, done INTEGER NOT NULL, at INTEGER, bytes BLOB) STRICT`,
      toStatement(
        builder
          .insert(things)
          .values({ id: "a", count: 1, done: true, at: new Date(5), bytes: Buffer.from([1]) }),
      ),
      toStatement(builder.insert(things).values({ id: "b", done: false })),
    ]);
  });
  afterAll(() => temporary.remove());

  it("maps what it wrote back to the same values", async () => {
    expect(await query(temporary.db).select().from(things).orderBy(things.id)).toEqual([
      { id: "a", count: 1, done: true, at: new Date(5), bytes: Buffer.from([1]) },
      { id: "b", count: null, done: false, at: null, bytes: null },
    ]);
  });

  it("gets one row, or undefined", async () => {
    const reader = query(temporary.db);
    expect(
      await reader.select({ id: things.id }).from(things).where(eq(things.id, "a")).get(),
    ).toEqual({ id: "a" });
    expect(
      await reader.select().from(things).where(eq(things.id, "nothing")).get(),
    ).toBeUndefined();
  });

  it("reads several selects in one round trip", async () => {
    const reader = query(temporary.db);
    const before = temporary.db.roundTrips;
    const [all, total] = await reader.batch([
      reader.select({ id: things.id }).from(things).orderBy(things.id),
      reader.select({ total: sql<number>`count(*)` }).from(things),
    ]);
    expect([all, total]).toEqual([[{ id: "a" }, { id: "b" }], [{ total: 2 }]]);
    expect(temporary.db.roundTrips - before).toBe(1);
  });

  it("maps a joined row that is not there to null", async () => {
    const other = sqliteTable("audit", { id: text("id").notNull() });
    const rows = await query(temporary.db)
      .select()
      .from(things)
      .leftJoin(other, eq(other.id, things.id))
      .where(eq(things.id, "a"));
    expect(rows).toMatchObject([{ things: { id: "a" }, audit: null }]);
  });

  it("does not run what was only to be built", async () => {
    await expect(builder.insert(things).values({ id: "c", done: false })).rejects.toThrow(
      /Failed query/,
    );
    expect(await query(temporary.db).$count(things)).toBe(2);
  });

  it("puts hand-written values into parameters", () => {
    expect(raw`SELECT ${1}, ${"it's"}`).toEqual({ sql: "SELECT ?, ?", params: [1, "it's"] });
  });
});
