import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../api/app.ts";
import { countTry, createCallLimit } from "../../api/core/rate-limit.ts";
import { Refusal } from "../../api/core/refusal.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
});
afterEach(() => world.close());

const code = async (run: () => Promise<unknown>): Promise<string> => {
  try {
    await run();
    return "ok";
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

describe("tries of what can be guessed", () => {
  const rate = { limit: 3, windowMs: 60_000 };
  const attempt = (key = "codes:p") => code(() => countTry(world.deps, key, rate));

  it("are counted over all processes at once, and begin anew with the next slot", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => attempt()));
    expect(answers.filter((answer) => answer === "ok")).toHaveLength(3);
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(5);
    world.now += 60_000;
    expect(await attempt()).toBe("ok");
  });

  it("are each person's own", async () => {
    for (let i = 0; i < 4; i++) await attempt("codes:a");
    expect(await attempt("codes:b")).toBe("ok");
  });

  it("say after how many seconds to come again", async () => {
    for (let i = 0; i < 3; i++) await attempt();
    world.now += 15_000;
    const refused = await countTry(world.deps, "codes:p", rate).catch((error: unknown) => error);
    expect((refused as Refusal).params).toEqual({ afterS: expect.any(Number) as number });
    const { afterS } = (refused as Refusal).params;
    expect(Number(afterS) > 0 && Number(afterS) <= 60).toBe(true);
  });
});

describe("calls", () => {
  it("of two processes share one limit, with a tenth of it as slack for each", async () => {
    const rate = { limit: 100, windowMs: 60_000 };
    const processes = [createCallLimit(rate), createCallLimit(rate)];
    let through = 0;
    for (let i = 0; i < 200; i++)
      for (const limit of processes) {
        const pending: Promise<unknown>[] = [];
        const deps = { ...world.deps, defer: (work: Promise<unknown>) => void pending.push(work) };
        if ((await code(async () => limit(deps, "person:1"))) === "ok") through += 1;
        await Promise.all(pending);
      }
    expect(through).toBeGreaterThanOrEqual(100);
    expect(through).toBeLessThanOrEqual(120);
  });

  it("of somebody who asks without end get 429 with Retry-After, others go on", async () => {
    const app = createApp({
      ...world.deps,
      config: { ...testConfig, callLimits: { person: 60, organisation: 600 } },
    });
    const call = (user: number) =>
      app.request("/v1/people/me", {
        headers: {
          authorization: `Bearer ${testConfig.botKeys.owner}`,
          "x-telegram-user": String(user),
        },
      });
    for (let i = 0; i < 60; i++) expect((await call(5)).status).toBe(200);
    const refused = await call(5);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: "rate_limited" });
    expect((await call(6)).status).toBe(200);
    world.now += 60_000;
    expect((await call(5)).status).toBe(200);
  });
});
