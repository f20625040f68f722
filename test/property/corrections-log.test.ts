import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ChangeRow,
  changeRows,
  type StoredPunchRow,
  takenBack,
} from "../../api/attendance/corrections/rules/change-rows.ts";
import { effectivePunches } from "../../api/attendance/rules/effective-punches.ts";
import type { PunchRow } from "../../api/attendance/rules/types.ts";

/** What a person believes of their day: punches that were entered, moved, taken away and brought back. */
interface Believed {
  kind: "in" | "out";
  at: number;
  isThere: boolean;
}

/** An act of somebody: which punch it is about, and what it wants. */
const acts = fc.array(
  fc.record({
    act: fc.constantFrom("add", "replace", "void", "back"),
    which: fc.nat(),
    kind: fc.constantFrom("in" as const, "out" as const),
    at: fc.integer({ min: 1, max: 1_000_000 }),
  }),
  { maxLength: 30 },
);

/** The log as it is stored, and what is believed of each first row. */
class Ledger {
  readonly rows: PunchRow[] = [];
  readonly believed = new Map<string, Believed[]>();
  private readonly firstOf = new Map<string, string>();

  stored(): ReadonlyMap<string, StoredPunchRow> {
    const superseded = new Set(this.rows.map(({ supersedesId }) => supersedesId));
    return new Map(this.rows.map((row) => [row.id, { ...row, isHead: !superseded.has(row.id) }]));
  }

  heads(): StoredPunchRow[] {
    return [...this.stored().values()].filter(({ isHead }) => isHead);
  }

  first = (id: string): string => this.firstOf.get(id) ?? id;

  push(row: ChangeRow): string {
    const id = `row-${String(this.rows.length).padStart(3, "0")}`;
    if (row.supersedesId !== null) this.firstOf.set(id, this.first(row.supersedesId));
    this.rows.push({
      id,
      action: row.kind === "void" ? "void" : row.supersedesId === null ? "record" : "replace",
      supersedesId: row.supersedesId,
      at: row.at,
      receivedAt: this.rows.length,
      direction: row.kind === "void" ? "undirected" : row.kind,
      source: "correction",
      workplaceId: null,
      zone: "UTC",
      verdict: "not_asked",
      trust: 70,
      flags: row.flags,
    });
    return id;
  }
}

test("whatever is entered, moved, taken away and taken back, the log says what people believe", () => {
  fc.assert(
    fc.property(acts, (all) => {
      const ledger = new Ledger();
      for (const { act, which, kind, at } of all) {
        const heads = ledger.heads();
        const head = heads[which % Math.max(1, heads.length)];
        if (act === "add" || head === undefined) {
          const rows = changeRows([{ action: "add", kind, at }], ledger.stored());
          if (typeof rows === "string" || rows[0] === undefined) throw new Error("not added");
          const id = ledger.push(rows[0]);
          ledger.believed.set(id, [{ kind, at, isThere: true }]);
          continue;
        }
        const history = ledger.believed.get(ledger.first(head.id)) ?? [];
        const now = history.at(-1);
        if (now === undefined) throw new Error("nothing is believed");
        if (act === "back") {
          const before = ledger.stored().get(head.supersedesId ?? "");
          const row = takenBack(head, before);
          if (row === null) continue;
          ledger.push(row);
          history.push(history.at(-2) ?? { ...now, isThere: false });
          continue;
        }
        const change =
          act === "void"
            ? ({ action: "void", punchId: head.id } as const)
            : ({ action: "replace", punchId: head.id, kind, at } as const);
        const rows = changeRows([change], ledger.stored());
        if (typeof rows === "string") {
          const isSame = now.kind === kind && now.at === at;
          expect(now.isThere && !(act === "replace" && isSame)).toBe(false);
          continue;
        }
        expect(now.isThere).toBe(true);
        for (const row of rows) ledger.push(row);
        history.push(act === "void" ? { ...now, isThere: false } : { kind, at, isThere: true });
      }
      const standing = effectivePunches(ledger.rows).map(
        (punch) => `${punch.direction} ${punch.at}`,
      );
      const believed = [...ledger.believed.values()]
        .flatMap((history) => history.slice(-1))
        .filter(({ isThere }) => isThere)
        .map((punch) => `${punch.kind} ${punch.at}`);
      expect(standing.toSorted()).toEqual(believed.toSorted());
    }),
  );
});
