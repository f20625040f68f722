import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundCompany, type Company } from "../api/attendance-company.ts";
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
  /** Whoever is let in: an owner, or the operator into the operator's rooms. */
  const owner = ({ path }: ApiRoute) =>
    ({
      bot: "owner",
      user: path.startsWith("/v1/operator/")
        ? (testConfig.operators[0] ?? 0)
        : company.owner.telegramUserId,
    }) as const;
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
      const told = await problemOf(await send(world.app, route, owner(route), { url, text }));
      expect([route.name, told]).toMatchObject([route.name, { status: 400, code }]);
    }
  });

  test("refuses two megabytes with 413 and other types with 415 (TG 8.46)", async () => {
    for (const route of withBody()) {
      // A bank's file, a device's file and a paper of a request may be larger.
      if (
        /^\/v1\/(operator\/bank\/statements|corrections\/imports|people\/lists$)|\/files$/.test(
          route.path,
        )
      )
        continue;
      const { url } = sampleOf(route);
      const big = { url, text: JSON.stringify({ name: "x".repeat(2_000_000) }) };
      expect(await problemOf(await send(world.app, route, owner(route), big))).toMatchObject({
        status: 413,
        code: "body_too_large",
      });
      if (!route.isCommand) continue;
      for (const type of ["", "text/plain", "application/x-www-form-urlencoded"]) {
        const headers = { "content-type": type };
        const answer = await send(world.app, route, { ...owner(route), headers }, sampleOf(route));
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
      9_007_199_254_740_992,
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
          const answer = await send(
            world.app,
            route,
            owner(route),
            sampleOf(route, { [field]: value }),
          );
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
          const answer = await send(
            world.app,
            route,
            owner(route),
            sampleOf(route, { [name]: value }),
          );
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
      const route: ApiRoute = {
        method,
        path,
        name: path,
        parameters: [],
        body: undefined,
        isCommand: true,
        access: "public",
      };
      const told = await problemOf(
        await send(world.app, route, owner(route), { url: path, body: {} }),
      );
      expect([404, 405]).toContain(told.status);
    }
  });

  test("answers a repeated command with its first answer and another body under its key with 422", async () => {
    const route = routes.find(({ name }) => name === "POST /v1/schedule/groups");
    if (route === undefined) throw new Error("no such route");
    const headers = { "idempotency-key": "one-key-of-tests" };
    const as = { ...owner(route), headers };
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
  if (schema.type === "array") return Array.isArray(value);
  if (schema.type === "integer") return Number.isSafeInteger(value);
  return typeof value === schema.type;
}
