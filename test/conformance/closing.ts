import { describe, expect, it } from "vitest";
import { addPerson, countPeople, sql, tables, type Opened } from "./subject.ts";

export function closingConformance(open: () => Promise<Opened>): void {
  describe("closing", () => {
    it("finishes the writes that wait, then refuses to work", async () => {
      const { db, close } = await open();
      await db.write(
        [sql(tables[0] ?? "")].map(({ sql: text }) =>
          sql(text.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS")),
        ),
      );
      const waiting = Promise.allSettled([
        db.write([addPerson(`closing-${crypto.randomUUID()}`)]),
        db.write([addPerson(`closing-${crypto.randomUUID()}`)]),
      ]);
      await db.close();
      expect((await waiting).map((write) => write.status)).toEqual(["fulfilled", "fulfilled"]);
      await expect(db.write([addPerson("late")])).rejects.toMatchObject({ kind: "unavailable" });
      await expect(db.read([countPeople("late")])).rejects.toMatchObject({ kind: "unavailable" });
      await db.close();
      await close();
    });
  });
}
