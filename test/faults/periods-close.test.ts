import { expect, onTestFinished, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { foundCompany, hireLike, insert } from "../api/attendance-company.ts";
import { createApiWorld } from "../support/api-world.ts";
import { createFaultyDatabase } from "../support/faulty-database.ts";

const period = "1405-08";

/** A company of a hundred people, three slices of a close, whose Aban is over. */
async function largeCompany() {
  const faults = createFaultyDatabase();
  const world = await createApiWorld(Date.parse("2026-11-22T10:00:00+03:30"), {
    isQuiet: true,
    wrapDatabase: (db) => faults.wrap(db),
  });
  onTestFinished(async () => {
    faults.heal();
    await world.close();
  });
  const company = await foundCompany(world.db);
  await world.db.write([
    ...Array.from({ length: 97 }, (_, index) =>
      hireLike(company.employee, index, `P ${index}`),
    ).flat(),
    { sql: "update employees set started_on = '2026-11-20'", params: [] },
    insert("periods", { org_id: company.orgId, period, state: "owner", started_at: 0 }),
  ]);
  const of = world.as("owner", company.owner.telegramUserId).periods[":period"].close;
  const param = { period };
  const { hash } = await ask(of.$get({ param }));
  const key = world.key();
  const close = (name = key) => ask(of.$post({ param, json: { hash } }, named(name)));
  const cell = async (sql: string) => (await world.db.read([{ sql, params: [] }]))[0]?.rows[0]?.[0];
  return { world, faults, close, cell, hash };
}

test("a close that dies between two slices leaves the month open, and the next one closes it whole", async () => {
  const { faults, close, cell, world, hash } = await largeCompany();
  let writes = 0;
  const { write } = world.db;
  Object.assign(world.db, {
    write: (statements: Parameters<typeof write>[0]) => {
      if (statements.some(({ sql }) => sql.includes("into period_lines")) && ++writes === 2)
        faults.fail({ kind: "unavailable", when: "before", on: "write" });
      return write(statements);
    },
  });
  await expect(close()).rejects.toThrow();
  faults.heal();
  expect(await cell("select state from periods")).toBe("owner");
  expect(await cell("select count(*) from period_closes")).toBe(0);
  expect(await cell("select count(*) from period_lines")).toBe(40);
  expect(await close()).toMatchObject({ number: 1, hash });
  expect(await cell("select state from periods")).toBe("closed");
  expect(
    await cell("select count(*) from period_lines l join periods p on p.close_id = l.close_id"),
  ).toBe(100);
});

test("a close whose answer is lost has happened once, and its repetition says so", async () => {
  const { faults, close, cell, hash } = await largeCompany();
  faults.fail({
    kind: "unavailable",
    when: "after",
    on: "write",
    times: 1,
    sql: "into period_closes",
  });
  await expect(close()).rejects.toThrow();
  faults.heal();
  expect(await close()).toMatchObject({ number: 1, hash });
  expect(await cell("select count(*) from period_closes")).toBe(1);
});
