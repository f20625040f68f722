import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { type ApiRoute, problemOf, routesOf, sampleOf, send } from "./openapi-routes.ts";

let world: ApiWorld;
let routes: ApiRoute[];
let own: Company;

beforeAll(async () => {
  world = await createApiWorld();
  routes = await routesOf(world.app);
  own = await foundCompany(world.db);
});
afterAll(() => world.close());

const ownerOf = (company: Company) =>
  ({ bot: "owner", user: company.owner.telegramUserId }) as const;

describe("every route", () => {
  test.each([
    ["without a key", { authorization: "" }],
    ["with a wrong key", { authorization: "Bearer of-bad-news" }],
    ["with half a key", { authorization: "Bearer owner-key-of-test" }],
    ["with a key and more", { authorization: "Bearer owner-key-of-testss" }],
    ["with another scheme", { authorization: "Basic owner-key-of-tests" }],
    ["for nobody", { "x-telegram-user": "" }],
    ["for no number", { "x-telegram-user": "1001 or 1" }],
    ["for a negative number", { "x-telegram-user": "-1001" }],
    ["for a number beyond all", { "x-telegram-user": "1e400" }],
  ])("%s is 401", async (_, headers) => {
    for (const route of routes) {
      const answer = await send(world.app, route, { ...ownerOf(own), headers }, sampleOf(route));
      expect([route.name, await problemOf(answer)]).toMatchObject([
        route.name,
        { status: 401, code: "unauthenticated" },
      ]);
    }
  });

  test("that changes something has to be named by a key", async () => {
    const commands = routes.filter(({ isCommand }) => isCommand);
    expect(commands.length).toBeGreaterThan(25);
    for (const route of commands)
      for (const key of ["", "short", "with space!", "x".repeat(121), "کلید-فارسی-بلند"]) {
        const headers = { "idempotency-key": key === "کلید-فارسی-بلند" ? "%D9%83-%D9%84" : key };
        const answer = await send(world.app, route, { ...ownerOf(own), headers }, sampleOf(route));
        expect([route.name, key, await problemOf(answer)]).toMatchObject([
          route.name,
          key,
          { status: 400, code: "idempotency_key_missing" },
        ]);
      }
  });
});
