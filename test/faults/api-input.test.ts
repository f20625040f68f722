import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSettings, SettingsError } from "../../api/config.ts";
import { createFrontEnd } from "../../bot/front-end.ts";
import { foundCompany, type Company } from "../api/attendance-company.ts";
import { survive } from "../bot/survival-company.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import {
  type ApiRoute,
  type JsonSchema,
  problemOf,
  routesOf,
  sampleOf,
  send,
} from "./openapi-routes.ts";

const marker = "<b>echo-9f3</b>";

describe("the API", () => {
  let world: ApiWorld;
  let routes: ApiRoute[];
  let company: Company;
  beforeAll(async () => {
    world = await createApiWorld();
    routes = await routesOf(world.app);
    company = await foundCompany(world.db);
  });
  afterAll(() => world.close());
  const owner = () => ({ bot: "owner", user: company.owner.telegramUserId }) as const;
  const withBody = () => routes.filter(({ body }) => body !== undefined);

  test.each([
    ["no JSON", "{", "malformed_json"],
    ["nothing", "", "malformed_json"],
    ["half of it", '{"name": "', "malformed_json"],
    ["a list", "[]", "invalid_input"],
    ["a text", '"x"', "invalid_input"],
    ["null", "null", "invalid_input"],
    ["a deep nest", "[".repeat(100_000), "malformed_json"],
  ])("calls %s by its name", async (_, text, code) => {
    for (const route of withBody()) {
      const { url } = sampleOf(route);
      const told = await problemOf(await send(world.app, route, owner(), { url, text }));
      expect([route.name, told]).toMatchObject([route.name, { status: 400, code }]);
    }
  });

  test("refuses two megabytes with 413 and other types with 415 (TG 8.46)", async () => {
    for (const route of withBody()) {
      const { url } = sampleOf(route);
      const big = { url, text: JSON.stringify({ name: "x".repeat(2_000_000) }) };
      expect(await problemOf(await send(world.app, route, owner(), big))).toMatchObject({
        status: 413,
        code: "body_too_large",
      });
      if (!route.isCommand) continue;
      for (const type of ["", "text/plain", "application/x-www-form-urlencoded"]) {
        const headers = { "content-type": type };
        const answer = await send(world.app, route, { ...owner(), headers }, sampleOf(route));
        expect([route.name, type, await problemOf(answer)]).toMatchObject([
          route.name,
          type,
          { status: 415, code: "unsupported_media_type" },
        ]);
      }
    }
  });

  test("survives every wrong value in every field, calls it wrong and never repeats it", async () => {
    const wrong = [
      null,
      true,
      -1,
      1.5,
      9_007_199_254_740_993,
      1e308,
      "",
      marker,
      "\u0000",
      "\ud800",
      [],
      {},
      [marker],
      { [marker]: marker },
      "x".repeat(100_000),
      "2026-02-30",
      "9999999-99-99",
    ];
    const passed: string[] = [];
    for (const route of withBody())
      for (const [field, schema] of Object.entries(route.body?.properties ?? {}))
        for (const value of wrong) {
          const answer = await send(world.app, route, owner(), sampleOf(route, { [field]: value }));
          const text = await answer.clone().text();
          expect([route.name, field, text.includes("echo-9f3") && answer.status >= 400]).toEqual([
            route.name,
            field,
            false,
          ]);
          if (answer.status < 400) {
            if (!fits(schema, value))
              passed.push(`${route.name} ${field} ${JSON.stringify(value).slice(0, 40)}`);
            continue;
          }
          const told = await problemOf(answer);
          expect([route.name, field, value, told.status < 500]).toEqual([
            route.name,
            field,
            value,
            true,
          ]);
        }
    expect(passed).toEqual([]);
  }, 60_000);

  test("survives every wrong value in every path and query", async () => {
    const wrong = [
      marker,
      "%",
      "..%2f..",
      "'; drop table punches; --",
      "9".repeat(400),
      "-1",
      "1e400",
      "2026-02-30",
      "1405-13",
      "\u0000",
      "NaN",
      "undefined",
    ];
    for (const route of routes)
      for (const { name } of route.parameters)
        for (const value of wrong) {
          const answer = await send(world.app, route, owner(), sampleOf(route, { [name]: value }));
          const text = await answer.clone().text();
          expect([route.name, name, value, answer.status < 500]).toEqual([
            route.name,
            name,
            value,
            true,
          ]);
          expect(answer.status >= 400 && text.includes("echo-9f3")).toBe(false);
          if (answer.status >= 400) await problemOf(answer);
        }
  }, 60_000);

  test("answers unknown paths and methods as problems too", async () => {
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/v1/nothing"],
      ["GET", "/v1/people/employees/x/y/z"],
      ["PATCH", "/v1/attendance/board"],
      ["GET", "/telegram/staff"],
    ] as const) {
      const route = { method, path, name: path, parameters: [], body: undefined, isCommand: true };
      const told = await problemOf(await send(world.app, route, owner(), { url: path, body: {} }));
      expect([404, 405]).toContain(told.status);
    }
  });

  test("answers a repeated command with its first answer and another body under its key with 422", async () => {
    const route = routes.find(({ name }) => name === "POST /v1/schedule/groups");
    if (route === undefined) throw new Error("no such route");
    const headers = { "idempotency-key": "one-key-of-tests" };
    const as = { ...owner(), headers };
    const [first, again, other] = [
      await send(world.app, route, as, { url: route.path, body: { name: "Night" } }),
      await send(world.app, route, as, { url: route.path, body: { name: "Night" } }),
      await send(world.app, route, as, { url: route.path, body: { name: "Day" } }),
    ];
    expect([first.status, again.status, again.headers.get("idempotency-replayed")]).toEqual([
      200,
      200,
      "true",
    ]);
    expect(await again.json()).toEqual(await first.json());
    expect(await problemOf(other)).toMatchObject({ status: 422, code: "idempotency_key_reused" });
    const manager = { bot: "owner", user: company.manager.telegramUserId, headers } as const;
    const theirs = await send(world.app, route, manager, {
      url: route.path,
      body: { name: "Night" },
    });
    expect([theirs.status, theirs.headers.get("idempotency-replayed")]).toEqual([403, null]);
  });
});

/** Whether a value is a right one after all. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((one) => fits(one, value));
  if (schema.type === undefined) return schema.enum === undefined || schema.enum.includes(value);
  if (schema.type === "null") return value === null;
  if (schema.type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  if (schema.type === "integer") return Number.isSafeInteger(value);
  return typeof value === schema.type;
}

describe("the webhook", () => {
  const good = {
    "content-type": "application/json",
    "x-telegram-bot-api-secret-token": "webhook-secret-of-tests",
  };
  const update = JSON.stringify({ update_id: 1 });

  test("refuses wrong secrets, methods and bodies, and swallows what it does not know (TG 8.46, 8.21)", async () => {
    const { world } = await survive();
    for (const bot of ["staff", "owner"] as const) {
      const post = async (headers: Record<string, string>, body: string) =>
        (await fetch(`${world.url}/telegram/${bot}`, { method: "POST", headers, body })).status;
      expect(await post({ "content-type": "application/json" }, update)).toBe(401);
      for (const wrong of [
        "",
        "x",
        "webhook-secret-of-test",
        "webhook-secret-of-testss",
        "WEBHOOK-SECRET-OF-TESTS",
      ])
        expect(await post({ ...good, "x-telegram-bot-api-secret-token": wrong }, update)).toBe(401);
      for (const method of ["GET", "HEAD", "PUT", "DELETE"])
        expect(
          (await fetch(`${world.url}/telegram/${bot}`, { method, headers: good })).status,
        ).toBe(405);
      for (const body of [
        "",
        "{",
        "[]",
        "null",
        "1",
        '{"update_id":"1"}',
        '{"update_id":1e400}',
        '{"message":{}}',
      ])
        expect([body, await post(good, body)]).toEqual([body, 400]);
      expect(await post(good, JSON.stringify({ update_id: 1, x: "x".repeat(2_000_000) }))).toBe(
        413,
      );
      expect([413, hungUp]).toContain(
        await chunked(`${world.url}/telegram/${bot}`, good, 2_000_000),
      );
      // Telegram always names the type, but nothing depends on it.
      expect(
        await post(
          { "x-telegram-bot-api-secret-token": good["x-telegram-bot-api-secret-token"] },
          update,
        ),
      ).toBe(200);

      const channel = { id: -1001, type: "channel", title: "News" };
      const person = { id: 77, is_bot: false, first_name: "A" };
      const strange = [
        {},
        { something_new: { id: 1, chat: null } },
        { channel_post: { message_id: 1, date: 1, chat: channel, text: "/start" } },
        { message: { message_id: 1, date: 1, chat: channel, text: "/start" } },
        {
          message: {
            message_id: 2,
            date: 1,
            chat: { id: -5, type: "group", title: "G" },
            sender_chat: channel,
            from: { id: 1_087_968_824, is_bot: true, first_name: "Group" },
            text: "/start",
          },
        },
        {
          message: {
            message_id: 3,
            date: 1,
            chat: { id: 77, type: "private", first_name: "A" },
            text: "/start",
          },
        },
        { message: null },
        { message: { from: person } },
        { message: "text" },
        { callback_query: { id: "1", from: person, data: "1h" } },
        {
          callback_query: {
            id: "2",
            from: person,
            inline_message_id: "x",
            data: "1h",
            chat_instance: "1",
          },
        },
        { inline_query: { id: "1", from: person, query: "", offset: "" } },
        { poll: { id: "1", question: "?", options: [] } },
        {
          pre_checkout_query: {
            id: "1",
            from: person,
            currency: "XTR",
            total_amount: 1,
            invoice_payload: "x",
          },
        },
        {
          my_chat_member: {
            chat: { id: 77, type: "private" },
            from: person,
            date: 1,
            old_chat_member: {},
            new_chat_member: {},
          },
        },
        { edited_message: { message_id: 1, date: 1, chat: { id: 77, type: "private" } } },
        {
          message: {
            message_id: 4,
            date: 1,
            chat: { id: 77, type: "private", first_name: "A" },
            from: person,
            location: { latitude: "x", longitude: null },
          },
        },
        {
          message: {
            message_id: 5,
            date: 1,
            chat: { id: 77, type: "private", first_name: "A" },
            from: person,
            contact: {},
          },
        },
        {
          message: {
            message_id: 6,
            date: 9_999_999_999_999,
            chat: { id: 77, type: "private", first_name: "A" },
            from: person,
            text: "x".repeat(200_000),
          },
        },
      ];
      for (const [index, content] of strange.entries())
        expect([
          content,
          await post(good, JSON.stringify({ update_id: 50_000 + index, ...content })),
        ]).toEqual([content, 200]);
      await world.settle();
      // Whatever that was, the door is open for the next one.
      expect(await post(good, JSON.stringify({ update_id: 60_000 }))).toBe(200);
    }
  });

  test("does not exist without a secret, and a public address without secrets does not start (TG 8.46)", () => {
    const env = {
      STAFF_BOT_TOKEN: "700000001:staff-token-of-tests",
      OWNER_BOT_TOKEN: "700000002:owner-token-of-tests",
      PUBLIC_URL: "https://hozur.example",
      STAFF_WEBHOOK_SECRET: "a-secret-of-sixteen",
    };
    expect(() => readSettings(env)).toThrow(SettingsError);
    expect(() => readSettings(env)).toThrow(/OWNER_WEBHOOK_SECRET/);
    expect(() => readSettings({ ...env, OWNER_WEBHOOK_SECRET: "" })).toThrow(
      /OWNER_WEBHOOK_SECRET/,
    );
    expect(() => readSettings({ ...env, OWNER_WEBHOOK_SECRET: "short" })).toThrow(
      /OWNER_WEBHOOK_SECRET/,
    );
    expect(readSettings({ ...env, OWNER_WEBHOOK_SECRET: "another-secret-of-it" })).toBeDefined();

    const identity = { id: 1, username: "some_bot", firstName: "Bot" };
    const bots = {
      staff: { token: env.STAFF_BOT_TOKEN, identity, secret: undefined },
      owner: { token: env.OWNER_BOT_TOKEN, identity, secret: undefined },
    };
    const { gates } = createFrontEnd(
      { apiRoot: "http://127.0.0.1:1", linkOrigin: "https://t.me", bots },
      {
        access: { fetch: () => new Response(), origin: "http://api", keys: testConfig.botKeys },
        now: Date.now,
        log: () => undefined,
      },
    );
    expect(gates).toEqual({ staff: null, owner: null });
  });
});

/** The server closed the connection before it had the whole body: a refusal too. */
const hungUp = 0;

/** Sends a body without announcing its length. @returns the status */
function chunked(url: string, headers: Record<string, string>, bytes: number): Promise<number> {
  return new Promise((resolve) => {
    const request = httpRequest(url, { method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", () => resolve(hungUp));
    for (let sent = 0; sent < bytes; sent += 50_000) request.write("x".repeat(50_000));
    request.end();
  });
}
