import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../locales/index.ts";
import { mainJob } from "../support/main-job.ts";
import { createWorkerWorld, type WorkerWorld } from "../support/worker-world.ts";

describe("the Worker as wrangler.toml describes it", () => {
  let world: WorkerWorld;

  beforeAll(async () => {
    world = await createWorkerWorld();
  }, 60_000);
  afterAll(() => world.close());

  it("lives, is ready and describes itself", async () => {
    const health = await fetch(`${world.url}/healthz`);
    expect(await health.json()).toEqual({ ok: true });
    const ready = await fetch(`${world.url}/readyz`);
    expect(await ready.json()).toMatchObject({ ready: true });
    const described = (await (await fetch(`${world.url}/openapi.json`)).json()) as {
      paths: Record<string, unknown>;
    };
    expect(described.paths["/v1/attendance/punches"]).toMatchObject({
      post: { requestBody: { content: { "application/json": { schema: { type: "object" } } } } },
    });
  });

  it("has told Telegram its webhooks and commands, once", async () => {
    expect(world.sim.calls({ method: "setWebhook" })).toHaveLength(2);
    await world.tick();
    expect(world.sim.calls({ method: "setWebhook" })).toHaveLength(2);
    expect(world.sim.violations()).toEqual([]);
  });

  it("lets nobody in without the secret or the key", async () => {
    const forged = await fetch(`${world.url}/telegram/staff`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"update_id":1}',
    });
    expect(forged.status).toBe(401);
    const stranger = await fetch(`${world.url}/v1/people/me`);
    expect(stranger.status).toBe(401);
  });

  it("answers a stranger who presses start", async () => {
    const person = world.sim.user({ id: 501, firstName: "Sara", languageCode: "fa" });
    await person.in("staff").start();
    await world.settle();
    expect(person.in("staff").last().text).not.toBe("");
    expect(world.complaints()).toEqual([]);
  });

  it("answers many who come at once, each once", async () => {
    const people = Array.from({ length: 24 }, (_, index) =>
      world.sim.user({ id: 600 + index, firstName: `Guest ${index}`, languageCode: "ru" }),
    );
    await Promise.all(people.map((person) => person.in("owner").start()));
    await world.settle();
    const answers = people.map((person) =>
      person
        .in("owner")
        .messages()
        .filter(({ from }) => from === "bot"),
    );
    expect(answers.map(({ length }) => length)).toEqual(people.map(() => 1));
    expect(world.complaints()).toEqual([]);
  });

  it("answers 503 while the database is down, so that Telegram comes again", async () => {
    await world.stopDatabase();
    const update = {
      update_id: 900_001,
      message: {
        message_id: 1,
        date: Math.floor(world.now() / 1000),
        from: { id: 501, is_bot: false, first_name: "Sara" },
        chat: { id: 501, type: "private", first_name: "Sara" },
        text: "/start",
      },
    };
    const answer = await fetch(`${world.url}/telegram/staff`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-telegram-bot-api-secret-token": world.secret,
      },
      body: JSON.stringify(update),
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toMatch(/^[0-9]+$/);
    expect((await fetch(`${world.url}/readyz`)).status).toBe(503);
  });
});

it.each(languages)(
  "the whole main job passes in workerd against sqld, in %s",
  async (language) => {
    const world = await createWorkerWorld();
    try {
      await mainJob(world, language);
      expect(world.sim.violations()).toEqual([]);
      expect(world.complaints()).toEqual([]);
    } finally {
      await world.close();
    }
  },
  120_000,
);

describe("a Worker that must not serve", () => {
  it.each([
    ["a webhook secret is missing", { settings: { STAFF_WEBHOOK_SECRET: "" } }],
    ["the schema is behind", { migrated: false }],
  ])(
    "answers 503 to everybody when %s",
    async (_why, options) => {
      const world = await createWorkerWorld(options);
      try {
        const answers = await Promise.all(
          ["/healthz", "/telegram/staff", "/v1/people/me"].map((path) => fetch(world.url + path)),
        );
        expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
        expect(world.sim.calls()).toEqual([]);
        expect(world.complaints().join("\n")).toMatch(/STAFF_WEBHOOK_SECRET|schema_behind/);
      } finally {
        await world.close();
      }
    },
    60_000,
  );
});
