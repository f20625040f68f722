import { describe, expect, it } from "vitest";
import { guardChanged, guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { addPerson, countPeople, sql, type Subject } from "./subject.ts";

const rename = (id: string): Statement => sql("UPDATE people SET name = 'New' WHERE id = ?", id);

export function refusalConformance({ db, settled }: Subject): void {
  const refusal = (...statements: Statement[]): Promise<unknown> =>
    db()
      .write(statements)
      .then(
        () => "nothing was refused",
        (error: unknown) => (error instanceof DatabaseError ? [error.kind, error.target] : error),
      );

  describe("refusals", () => {
    it("names the columns of a broken UNIQUE or PRIMARY KEY", async () => {
      expect(await refusal(addPerson("twice"), addPerson("twice"))).toEqual([
        "unique",
        "people.id",
      ]);
      const badge = sql("INSERT INTO badges (org, number) VALUES ('a', 1)");
      expect(await refusal(badge, badge)).toEqual(["unique", "badges.org, badges.number"]);
    });

    it.each([
      ["CHECK", sql("INSERT INTO people (id, name, age) VALUES ('x', 'x', -1)"), "age >= 0"],
      [
        "NOT NULL",
        sql("INSERT INTO people (id, name) VALUES ('x', ?)", null),
        "NOT NULL constraint failed: people.name",
      ],
      [
        "FOREIGN KEY",
        sql("INSERT INTO badges VALUES ('a', 2, 'nobody')"),
        "FOREIGN KEY constraint failed",
      ],
      [
        "STRICT type",
        sql("INSERT INTO people VALUES ('x', 'x', 'old')"),
        "cannot store TEXT value in INTEGER column people.age",
      ],
    ])("calls a broken %s a constraint", async (_, statement, target) => {
      expect(await refusal(statement)).toEqual(["constraint", target]);
    });

    it("calls an append-only table's refusal a constraint", async () => {
      await db().write([sql("INSERT INTO history (id, what) VALUES ('h', 'first')")]);
      expect(await refusal(sql("UPDATE history SET what = 'second'"))).toEqual([
        "constraint",
        "history is append-only",
      ]);
    });

    it("hands on a mistake in the SQL as it is", async () => {
      expect(await refusal(sql("SELECT * FROM nowhere"))).not.toBeInstanceOf(DatabaseError);
      expect(await refusal(sql("SELEC 1"))).toBeInstanceOf(Error);
      await expect(db().read([sql("SELECT * FROM nowhere")])).rejects.toThrow(/nowhere/);
    });
  });

  describe("guards", () => {
    it("let a write pass that changed something", async () => {
      await db().write([addPerson("guarded-1")]);
      const results = await db().write([rename("guarded-1"), guardChanged()]);
      expect(results[0]?.changes).toBe(1);
      expect(
        await settled(sql("SELECT name FROM people WHERE id = 'guarded-1'"), [["New"]]),
      ).toEqual([["New"]]);
    });

    it("fail the whole write when the guarded statement changed nothing", async () => {
      const refused = await refusal(
        addPerson("guarded-2"),
        rename("nobody"),
        guardChanged(),
        addPerson("guarded-3"),
      );
      expect(refused).toEqual(["guard", "write_guards_ok"]);
      expect(await settled(countPeople("guarded-2"), [[0]])).toEqual([[0]]);
    });

    it("look at the statement right before them only", async () => {
      const refused = await refusal(
        addPerson("guarded-4"),
        rename("guarded-4"),
        guardChanged(),
        rename("nobody"),
        guardChanged(),
      );
      expect(refused).toEqual(["guard", "write_guards_ok"]);
    });

    it("count an INSERT … ON CONFLICT DO NOTHING that met its conflict as no change", async () => {
      const again = sql(
        "INSERT INTO people (id, name) VALUES ('guarded-5', 'x') ON CONFLICT DO NOTHING",
      );
      await db().write([again, guardChanged()]);
      expect(await refusal(again, guardChanged())).toEqual(["guard", "write_guards_ok"]);
    });

    it("pass or fail by what a subquery finds", async () => {
      const isThere = guardExists("SELECT 1 FROM people WHERE id = ?", ["guarded-6"]);
      expect(await refusal(isThere)).toEqual(["guard", "write_guards_ok"]);
      await db().write([addPerson("guarded-6"), isThere]);
    });

    it("leave nothing behind", async () => {
      expect(await settled(sql("SELECT count(*) FROM write_guards"), [[0]])).toEqual([[0]]);
    });
  });
}
