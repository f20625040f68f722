import fc from "fast-check";
import { test } from "vitest";
import { openRemote } from "../../db/client/remote.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { playSteps, type Step, steps } from "../support/close-world.ts";
import { startPrimary } from "../support/sqld.ts";

test(
  "whatever happens in whatever order, with crashes and two runs at once, months close as the model says (BIL P3, P4, P21)",
  { timeout: 120_000 },
  () => inWorld(createApiWorld(), (world) => assertSteps(world, 25)),
);

test("the same on a libSQL server that two processes write to", { timeout: 120_000 }, async () => {
  const primary = await startPrimary();
  const open = () => openRemote({ url: primary.url, fetch });
  const [first, second] = [open(), open()];
  await migrate(first, await readMigrations());
  const world = createApiWorld(undefined, { wrapDatabase: () => first });
  try {
    await inWorld(world, (ready) => assertSteps(ready, 8, second));
  } finally {
    await first.close();
    await second.close();
    await primary.stop();
  }
});

async function inWorld(
  opening: Promise<ApiWorld>,
  run: (world: ApiWorld) => Promise<void>,
): Promise<void> {
  const world = await opening;
  try {
    await run(world);
  } finally {
    await world.close();
  }
}

/** Leave asked for in a month that is charged, then a punch of the same month that comes late. */
const chargedTwice: Step[] = [
  { do: "request", who: 0 },
  { do: "wait", days: 30 },
  { do: "close" },
  { do: "punch", who: 0, daysLate: 30 },
  { do: "wait", days: 30 },
  { do: "close" },
];

const assertSteps = (world: ApiWorld, numRuns: number, second = world.db): Promise<void> =>
  fc.assert(
    fc.asyncProperty(steps, (plan) => playSteps(world, plan, second)),
    { numRuns, examples: [[chargedTwice]] },
  );
