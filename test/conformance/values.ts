import { expect, it } from "vitest";
import type { SqlValue } from "../../db/client/port.ts";
import { onlyResult, sql, type Subject } from "./subject.ts";

/** Value in, cell out, and what SQLite says it holds. */
const roundTrips: readonly (readonly [
  name: string,
  value: SqlValue,
  cell: unknown,
  type: string,
])[] = [
  ["a whole number as INTEGER", 5, 5, "integer"],
  ["zero", 0, 0, "integer"],
  ["a negative number", -7, -7, "integer"],
  ["an instant", 1_795_000_000_123, 1_795_000_000_123, "integer"],
  ["the largest safe number", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, "integer"],
  ["a small bigint as number", 12n, 12, "integer"],
  ["a bigint beyond 2^53 exactly", 2n ** 53n + 1n, 2n ** 53n + 1n, "integer"],
  ["the largest INTEGER", 2n ** 63n - 1n, 2n ** 63n - 1n, "integer"],
  ["the smallest INTEGER", -(2n ** 63n), -(2n ** 63n), "integer"],
  ["a fraction as REAL", 1.5, 1.5, "real"],
  ["true as 1", true, 1, "integer"],
  ["false as 0", false, 0, "integer"],
  ["null", null, null, "null"],
  ["an empty text", "", "", "text"],
  ["Persian text", "سلام ‏۱۲۳", "سلام ‏۱۲۳", "text"],
  ["a text that looks like a number", "007", "007", "text"],
  ["bytes", new Uint8Array([0, 1, 255]), new Uint8Array([0, 1, 255]), "blob"],
  [
    "a view into longer bytes",
    new Uint8Array([9, 8, 7]).subarray(1, 2),
    new Uint8Array([8]),
    "blob",
  ],
];

export function valueConformance({ db, settled }: Subject): void {
  it.each(roundTrips)("keeps %s", async (name, value, cell, type) => {
    const returned = onlyResult(
      await db().write([
        sql(
          "INSERT INTO cells (id, value) VALUES (?, ?) RETURNING value, typeof(value)",
          name,
          value,
        ),
      ]),
    );
    expect(returned.rows).toEqual([[cell, type]]);
    await settled(sql("SELECT count(*) FROM cells WHERE id = ?", name), [[1]]);
    const read = onlyResult(
      await db().read([sql("SELECT value, typeof(value) FROM cells WHERE id = ?", name)]),
    );
    expect(read.rows).toEqual([[cell, type]]);
  });

  const unbindable: readonly (readonly [name: string, value: unknown])[] = [
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a number beyond 2^53", 2 ** 53],
    ["a bigint beyond 64 bits", 2n ** 63n],
    ["a date", new Date(0)],
    ["an object", {}],
  ];
  it.each(unbindable)("refuses %s as a parameter", async (_, value) => {
    const statement = sql(
      "INSERT INTO cells (id, value) VALUES ('unbindable', ?)",
      value as SqlValue,
    );
    await expect(db().write([statement])).rejects.toThrow(TypeError);
    await expect(db().read([sql("SELECT ?", value as SqlValue)])).rejects.toThrow(TypeError);
  });

  it("refuses a statement with too few or too many parameters", async () => {
    await expect(
      db().write([sql("INSERT INTO cells (id, value) VALUES (?, ?)", "few")]),
    ).rejects.toThrow(/parameter/);
    await expect(db().write([sql("INSERT INTO cells (id) VALUES (?)", "many", 1)])).rejects.toThrow(
      /parameter/,
    );
    expect(
      await settled(sql("SELECT count(*) FROM cells WHERE id IN ('few', 'many')"), [[0]]),
    ).toEqual([[0]]);
  });
}
