import { describe, expect, it } from "vitest";
import { guardChanged } from "../../db/client/guard.ts";
import { addPerson, countPeople, sql, type Subject } from "./subject.ts";

export function concurrencyConformance({ db, settled }: Subject): void {
  describe("writes at the same time", () => {
    it("are all applied, each exactly once", async () => {
      await db().write([sql("INSERT INTO cells (id, value) VALUES ('counter', 0)")]);
      const increment = sql("UPDATE cells SET value = value + 1 WHERE id = 'counter'");
      await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          db().write([addPerson(`many-${n}`), increment, guardChanged()]),
        ),
      );
      expect(await settled(countPeople("many-"), [[200]])).toEqual([[200]]);
      expect(await settled(sql("SELECT value FROM cells WHERE id = 'counter'"), [[200]])).toEqual([
        [200],
      ]);
    });

    it("share commits", async () => {
      const before = db().roundTrips;
      await Promise.all(
        Array.from({ length: 100 }, (_, n) => db().write([addPerson(`shared-${n}`)])),
      );
      expect(db().roundTrips - before).toBeLessThan(20);
    });

    it("keep their answers apart", async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          db().write([
            addPerson(`apart-${n}`),
            sql("SELECT id FROM people WHERE id = ?", `apart-${n}`),
          ]),
        ),
      );
      expect(answers.map((results) => results[1]?.rows)).toEqual(
        answers.map((_, n) => [[`apart-${n}`]]),
      );
    });

    it("do not suffer from one that fails", async () => {
      await db().write([addPerson("taken")]);
      const settledWrites = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) =>
          db().write([addPerson(`joined-${n}`), ...(n === 13 ? [addPerson("taken")] : [])]),
        ),
      );
      expect(settledWrites.map((write) => write.status)).toEqual(
        settledWrites.map((_, n) => (n === 13 ? "rejected" : "fulfilled")),
      );
      expect(settledWrites[13]).toMatchObject({ reason: { kind: "unique", target: "people.id" } });
      expect(await settled(countPeople("joined-"), [[29]])).toEqual([[29]]);
    });

    it("each get their own refusal when most of them fail", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 24 }, (_, n) =>
          db().write([addPerson(`fail-${n}`), ...(n % 4 === 0 ? [] : [addPerson("taken")])]),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(6);
      expect(await settled(countPeople("fail-"), [[6]])).toEqual([[6]]);
    });

    it("let one win where they compete for one key", async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => db().write([addPerson("prize")])),
      );
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.map((outcome) => outcome.reason as unknown)).toEqual(
        refused.map(() => expect.objectContaining({ kind: "unique" })),
      );
    });

    it("let one win where they compete for one state", async () => {
      await db().write([addPerson("request", "pending")]);
      const decide = sql(
        "UPDATE people SET name = 'decided' WHERE id = 'request' AND name = 'pending'",
      );
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => db().write([decide, guardChanged()])),
      );
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    });
  });
}
