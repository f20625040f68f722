import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createApiWorld } from "../support/api-world.ts";
import { ask } from "../../bot/core/api.ts";
import { foundCompany } from "../api/attendance-company.ts";
import { sendPunch, staff, storedPunches } from "../api/attendance-messages.ts";

const start = Date.parse("2026-11-21T08:00:00+03:30");
const end = start + 12 * 60 * 60_000;

/** Messages of a day, at most one a second, some within a minute of each other. */
const messages = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 40_000 })), {
    minLength: 1,
    maxLength: 7,
  })
  .chain((seconds) =>
    fc
      .array(fc.constantFrom("in" as const, "out" as const), {
        minLength: seconds.length,
        maxLength: seconds.length,
      })
      .map((labels) =>
        seconds
          .toSorted((a, b) => a - b)
          .map((second, index) => ({
            messageId: index + 1,
            at: start + second * 1000,
            label: labels[index] ?? "in",
          })),
      ),
  );

/** How they arrive: in any order, any of them again, in small crowds at once. */
const arrivals = messages.chain((sent) =>
  fc.record({
    sent: fc.constant(sent),
    again: fc.subarray(sent.map((_, index) => index)),
    order: fc.shuffledSubarray(
      [...sent, ...sent].map((_, index) => index),
      { minLength: sent.length * 2 },
    ),
    crowd: fc.integer({ min: 1, max: 4 }),
  }),
);

test("however messages arrive, twice, late, mixed or at once, the same punches are stored and count", async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ sent, again, order, crowd }) => {
      const calm = await outcomeOf(
        sent.map((_, index) => [index]),
        sent,
      );
      const wanted = order.filter(
        (index) => index < sent.length || again.includes(index % sent.length),
      );
      const queue = wanted.map((index) => index % sent.length);
      const crowds = Array.from({ length: Math.ceil(queue.length / crowd) }, (_, part) =>
        queue.slice(part * crowd, part * crowd + crowd),
      );
      expect(await outcomeOf(crowds, sent)).toEqual(calm);
    }),
    { numRuns: 25 },
  );
});

async function outcomeOf(
  crowds: readonly (readonly number[])[],
  sent: readonly { messageId: number; at: number; label: "in" | "out" }[],
) {
  const world = await createApiWorld(end);
  const { employee } = await foundCompany(world.db);
  let updateId = 0;
  for (const crowd of crowds) {
    await Promise.all(
      crowd.map(async (index) => {
        const message = sent[index];
        if (message) await sendPunch(world, employee, { ...message, updateId: ++updateId });
      }),
    );
  }
  const day = await ask(
    staff(world, employee).attendance.days[":date"].$get({
      param: { date: "2026-11-21" },
      query: {},
    }),
  );
  const stored = await storedPunches(world, employee);
  await world.close();
  return {
    stored,
    receipts: new Set(world.delivered.map(({ subject }) => subject)).size,
    sent: world.delivered.length,
    sessions: day.sessions.map(({ inAt, outAt }) => [inAt, outAt]),
    totals: day.totals,
    anomalies: day.anomalies.map(({ code, at }) => [code, at]),
    states: day.punches.map(({ at, direction, state }) => [at, direction, state]),
  };
}
