import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createPace } from "../../api/core/pace.ts";

/** Lets time pass only by sleeping: each message goes at the moment its sleep is over. */
async function departures(arrivals: readonly number[], perSecond: number): Promise<number[]> {
  let now = 0;
  let asked = 0;
  const pace = createPace(perSecond, {
    clock: () => now,
    sleep(ms) {
      asked = ms;
      return Promise.resolve();
    },
  });
  const left: number[] = [];
  for (const arrival of arrivals) {
    now = arrival;
    asked = 0;
    await pace("staff");
    left.push(arrival + asked);
  }
  return left;
}

const arrivals = fc.array(fc.nat({ max: 400 }), { maxLength: 200 }).map((gaps) =>
  gaps.map(
    (
      (at) => (gap: number) =>
        (at += gap)
    )(1_000_000),
  ),
);

test("no second sees more messages than the lane takes, none is late without need, and none overtakes (TG 8.54)", async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 30 }), async (all, perSecond) => {
      const left = await departures(all, perSecond);
      for (const [index, at] of left.entries()) {
        const crowd = left[index - perSecond];
        expect(at).toBeGreaterThanOrEqual(Math.max(all[index] ?? 0, left[index - 1] ?? 0));
        if (crowd !== undefined) expect(at - crowd).toBeGreaterThanOrEqual(1000);
        if (at > (all[index] ?? 0)) expect(at - (crowd ?? 0)).toBe(1000);
      }
    }),
  );
});

test("lanes do not wait for each other", async () => {
  const slept: number[] = [];
  const pace = createPace(1, {
    clock: () => 5000,
    sleep: (ms) => Promise.resolve(void slept.push(ms)),
  });
  for (const lane of ["staff", "owner", "staff", "owner", "staff"]) await pace(lane);
  expect(slept).toEqual([1000, 1000, 2000]);
});

test("nobody waits for a turn any longer once sending is stopped", async () => {
  const pace = createPace(1, { clock: () => 0 });
  for (let turn = 0; turn < 1000; turn += 1) await pace("staff", AbortSignal.abort());
  const ending = new AbortController();
  const waiting = Promise.all(Array.from({ length: 60 }, () => pace("staff", ending.signal)));
  ending.abort();
  await waiting;
});
