import { afterEach, beforeEach, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { dayStatements } from "../../api/attendance/load-days.ts";
import type { Organisation } from "../../api/core/context.ts";
import { ask } from "../../bot/core/api.ts";
import type { Statement } from "../../db/client/port.ts";
import { createApiWorld, type ApiWorld } from "../support/api-world.ts";
import { insert } from "./attendance-company.ts";
import { foundCompany } from "./people-company.ts";

const day = 24 * 60 * 60_000;

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
});
afterEach(() => world.close());

const told = (name: string, madeAt: number, row: { kind?: string; state?: string } = {}) =>
  insert("outbox", {
    id: uuidv7({ msecs: madeAt }),
    dedup_key: name,
    bot: "staff",
    person_id: "p",
    chat_id: 1,
    kind: "punch-undone",
    payload: "{}",
    subject: name,
    state: "sent",
    run_at: world.now + 400 * day,
    created_at: madeAt,
    ...row,
  });

test("what was told is forgotten after a quarter; what waits and cards that may change are kept", async () => {
  const old = world.now - 91 * day;
  await world.db.write([
    ...Array.from({ length: 1100 }, (_, index) => told(`old ${index}`, old)),
    told("dead", old, { state: "dead" }),
    told("waiting", old, { state: "pending" }),
    told("card", old, { kind: "request-card" }),
    told("recent", world.now - 89 * day),
  ]);
  await world.settle();
  const [left] = await world.db.read([
    { sql: "select subject from outbox order by subject", params: [] },
  ]);
  expect(left?.rows.flat()).toEqual(["card", "recent", "waiting"]);
});

test("days of one person and of everybody are found by index, punches by person and time", async () => {
  await foundCompany(world, 1);
  const organisation = await ask(world.as("owner", 1).people.organisation.$get());
  const range = { from: "2026-11-21", to: "2026-11-21" } as const;
  for (const employeeId of ["somebody", null]) {
    const plans = await Promise.all(
      dayStatements(organisation as Organisation, employeeId, range).map(planOf),
    );
    const steps = plans.flat();
    expect(steps.filter((step) => /^SCAN (?!m$|\()/.test(step))).toEqual([]);
    // The second is asked of who began to keep time later: whether they have punched at all.
    expect(
      steps.filter(
        (step) =>
          step.startsWith("SEARCH q") &&
          !step.startsWith(
            "SEARCH q USING COVERING INDEX punches_employee_at (org_id=? AND employee_id=?)",
          ),
      ),
    ).toEqual([
      "SEARCH q USING INDEX punches_employee_at (org_id=? AND employee_id=? AND at>? AND at<?)",
    ]);
  }
});

async function planOf({ sql, params }: Statement): Promise<string[]> {
  const [plan] = await world.db.read([{ sql: `explain query plan ${sql}`, params }]);
  return (plan?.rows ?? []).map((row) => String(row.at(-1)));
}
