import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe } from "vitest";
import { atomicityConformance } from "./atomicity.ts";
import { closingConformance } from "./closing.ts";
import { concurrencyConformance } from "./concurrency.ts";
import { refusalConformance } from "./refusals.ts";
import { onlyResult, sql, tables, type Opened, type Subject } from "./subject.ts";
import { valueConformance } from "./values.ts";

export interface ConformanceOptions {
  /** True for a replica, whose reads follow its writes by some milliseconds. */
  readonly readsLag?: boolean;
}

/** What every driver of the `Database` port must do, wherever it runs. */
export function databaseConformance(
  name: string,
  open: () => Promise<Opened>,
  { readsLag = false }: ConformanceOptions = {},
): void {
  describe(`the database port on ${name}`, () => {
    let opened: Opened;
    const subject: Subject = {
      db: () => opened.db,
      settled: (statement, expected) => settle(opened, statement, expected, readsLag ? 200 : 1),
    };

    beforeAll(async () => {
      opened = await open();
      await opened.db.write(tables.map((table) => sql(table)));
      await subject.settled(sql("SELECT count(*) FROM sqlite_schema WHERE name = 'write_guards'"), [
        [1],
      ]);
    });
    afterAll(() => opened.close());

    atomicityConformance(subject);
    valueConformance(subject);
    refusalConformance(subject);
    concurrencyConformance(subject);
    closingConformance(open);
  });
}

async function settle(
  { db }: Opened,
  statement: Parameters<Subject["settled"]>[0],
  expected: Parameters<Subject["settled"]>[1],
  attempts: number,
): ReturnType<Subject["settled"]> {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = onlyResult(await db.read([statement]));
    if (attempt >= attempts || JSON.stringify(rows) === JSON.stringify(expected)) return rows;
    await pause(10);
  }
}
