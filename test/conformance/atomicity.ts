import { expect, it } from "vitest";
import { addPerson, countPeople, sql, type Subject } from "./subject.ts";

export function atomicityConformance({ db, settled }: Subject): void {
  it("applies all statements of a write", async () => {
    await db().write([addPerson("all-1"), addPerson("all-2")]);
    expect(await settled(countPeople("all-"), [[2]])).toEqual([[2]]);
  });

  it("applies none of them when one fails", async () => {
    const failing = db().write([addPerson("none-1"), addPerson("none-2"), addPerson("none-1")]);
    await expect(failing).rejects.toMatchObject({ kind: "unique" });
    expect(await settled(countPeople("none-"), [[0]])).toEqual([[0]]);
  });

  it("shows its own earlier statements to a later one of the same write", async () => {
    const results = await db().write([
      addPerson("own-1"),
      countPeople("own-"),
      addPerson("own-2"),
      countPeople("own-"),
    ]);
    expect(results.map((result) => result.rows)).toEqual([[], [[1]], [], [[2]]]);
  });

  it("answers a write with one result for each statement, in order", async () => {
    const results = await db().write([
      addPerson("order-1"),
      sql("UPDATE people SET name = ? WHERE id LIKE 'order-%'", "New"),
      sql("UPDATE people SET name = ? WHERE id = 'nobody'", "New"),
      sql(
        "INSERT INTO people (id, name) VALUES (?, ?), (?, ?) RETURNING id, name AS called",
        "order-2",
        "A",
        "order-3",
        "B",
      ),
      sql("DELETE FROM people WHERE id LIKE 'order-%'"),
    ]);
    expect(results.map((result) => result.changes)).toEqual([1, 1, 0, 2, 3]);
    expect(results[3]?.columns).toEqual(["id", "called"]);
    expect(results[3]?.rows.toSorted()).toEqual([
      ["order-2", "A"],
      ["order-3", "B"],
    ]);
  });

  it("reads several statements on one snapshot", async () => {
    const results = await db().read([sql("SELECT 1 AS a, 'x' AS b"), sql("SELECT 2 AS c WHERE 0")]);
    expect(results.map(({ columns, rows }) => ({ columns, rows }))).toEqual([
      { columns: ["a", "b"], rows: [[1, "x"]] },
      { columns: ["c"], rows: [] },
    ]);
  });

  it("takes one round trip for a read and one for a write", async () => {
    const before = db().roundTrips;
    await db().write([addPerson("trip-1"), addPerson("trip-2"), countPeople("trip-")]);
    expect(db().roundTrips - before).toBe(1);
    await db().read([sql("SELECT 1"), sql("SELECT 2"), sql("SELECT 3")]);
    expect(db().roundTrips - before).toBe(2);
    await db().read([sql("SELECT 1")]);
    expect(db().roundTrips - before).toBe(3);
  });

  it("refuses to write in a read", async () => {
    await expect(db().read([addPerson("sneaky-1")])).rejects.toThrow(/read/);
    await expect(db().read([sql("SELECT 1"), addPerson("sneaky-2")])).rejects.toThrow(/read/);
    expect(await settled(countPeople("sneaky-"), [[0]])).toEqual([[0]]);
  });
}
