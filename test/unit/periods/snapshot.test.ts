import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../api/periods/rules/canonical-json.ts";
import { compact, expand } from "../../../api/periods/rules/compact.ts";
import { sha256, snapshotHash } from "../../../api/periods/rules/snapshot.ts";
import { addTotals, deltaOf } from "../../../api/periods/rules/totals.ts";
import { secondsFor } from "../../../api/periods/rules/open-items.ts";

const json = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe("the text a hash is taken over", () => {
  it("does not depend on the order in which fields were written", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "é" }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é","d":null}]}',
    );
    expect(canonicalJson({ x: 1, gone: undefined })).toBe('{"x":1}');
  });

  it("says what was said", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });
});

describe("a compact value", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(
          expand(JSON.parse(JSON.stringify(compact(value))) as ReturnType<typeof compact>),
        ).toEqual(value);
      }),
    );
  });

  it("writes a repeated text and a repeated shape once", () => {
    const { strings, shapes } = compact([
      { kind: "in", at: 1 },
      { kind: "in", at: 2 },
    ]);
    expect([strings, shapes]).toEqual([["in"], [["kind", "at"]]]);
  });
});

describe("the hash of a month", () => {
  it("is SHA-256, and changes with any line, the month and the company", async () => {
    expect(await sha256("abc")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    const lines = [
      { employeeId: "a", hash: "1" },
      { employeeId: "b", hash: "2" },
    ];
    const hash = await snapshotHash("o", "1405-08", lines);
    expect(await snapshotHash("o", "1405-08", lines.toReversed())).toBe(hash);
    const others = [
      await snapshotHash("p", "1405-08", lines),
      await snapshotHash("o", "1405-09", lines),
      await snapshotHash("o", "1405-08", lines.slice(1)),
      await snapshotHash("o", "1405-08", [{ employeeId: "a", hash: "9" }, ...lines.slice(1)]),
    ];
    expect(new Set([hash, ...others]).size).toBe(5);
  });
});

describe("a change of totals", () => {
  it("added to what was gives what is", () => {
    const totals = fc.record({ worked: fc.integer(), late: fc.integer(), night: fc.integer() });
    fc.assert(
      fc.property(totals, totals, (before, after) => {
        expect(addTotals([before, deltaOf(before, after) ?? {}])).toEqual(addTotals([after]));
      }),
    );
  });

  it("is nothing when nothing changed", () => {
    expect(deltaOf({ worked: 5 }, { worked: 5, late: 0 })).toBeNull();
  });
});

it("three questions take forty seconds (ATT idea 5)", () => {
  expect([1, 3, 10].map(secondsFor)).toEqual([20, 40, 130]);
});
