import { afterEach, beforeEach, expect, test } from "vitest";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { mainJob } from "../support/main-job.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld({ now: Date.parse("2026-11-23T05:40:00Z") });
});
afterEach(() => world.close());

test.each(["fa", "ru"] as const)("the whole main job in chat, in %s", async (language) => {
  await mainJob(
    {
      sim: world.sim,
      now: () => world.now,
      settle: world.settle,
      async pass(minutes) {
        world.now += minutes * 60_000;
      },
    },
    language,
  );
  expect(world.complaints).toEqual([]);
  expect(world.sim.violations()).toEqual([]);
});
