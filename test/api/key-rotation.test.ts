import { afterEach, beforeEach, expect, it } from "vitest";
import { createApp } from "../../api/app.ts";
import type { ApiConfig } from "../../api/deps.ts";
import { codeHash, isCode } from "../../api/security/confirm-mail.ts";
import { createWebhookGate } from "../../bot/telegram/gate.ts";
import { apiFor, ask, named } from "../../bot/core/api.ts";
import { type ApiWorld, createApiWorld, testConfig } from "../support/api-world.ts";
import { foundCompany } from "./people-company.ts";

let world: ApiWorld;
beforeEach(async () => {
  world = await createApiWorld();
});
afterEach(() => world.close());

/** The same database served with other keys. */
function apiWith(config: Partial<ApiConfig>, user: number, key = testConfig.botKeys.owner) {
  const app = createApp({ ...world.deps, config: { ...testConfig, ...config } });
  return apiFor(
    {
      fetch: (url, init) => app.request(url, init),
      origin: "http://api",
      keys: { staff: key, owner: key },
    },
    "owner",
    user,
  );
}

it("what the key before signed still holds after the change, and not without it", async () => {
  const { owner } = await foundCompany(world, 1001);
  const rotated = apiWith(
    { signingKey: "the-new-key-of-tests", formerKeys: [testConfig.signingKey] },
    owner,
  );
  const rename = (api: typeof rotated, name: string) =>
    ask(api.people.organisation.$patch({ json: { name } }, named(world.key())));
  await rename(rotated, "After the change");
  expect(await ask(rotated.securityLog.verified.$get({ query: {} }))).toMatchObject({
    isWhole: true,
    unchecked: 0,
  });
  const forgetful = apiWith({ signingKey: "the-new-key-of-tests" }, owner);
  expect((await ask(forgetful.securityLog.verified.$get({ query: {} }))).unchecked).toBeGreaterThan(
    0,
  );
});

it("a code in somebody's letter box is still good, and no other is", async () => {
  const before = await codeHash(world.deps, "c1", "123456");
  const after = {
    ...world.deps,
    config: {
      ...testConfig,
      signingKey: "the-new-key-of-tests",
      formerKeys: [testConfig.signingKey],
    },
  };
  const is = (code: string, deps = after) => isCode(deps, { id: "c1", code, hash: before });
  expect([await is("123456"), await is("123457")]).toEqual([true, false]);
  const forgetful = { ...after, config: { ...after.config, formerKeys: [] } };
  expect(await is("123456", forgetful)).toBe(false);
});

it("other programs go on with the old key of the API while it is in the list", async () => {
  const during = { formerBotKeys: { staff: [], owner: ["old-owner-key"] } };
  expect((await apiWith(during, 5, "old-owner-key").people.me.$get()).status).toBe(200);
  expect((await apiWith(during, 5).people.me.$get()).status).toBe(200);
  expect((await apiWith({}, 5, "old-owner-key").people.me.$get()).status).toBe(401);
});

it("Telegram's calls with the old secret come in until it is taken from the list", async () => {
  const gate = createWebhookGate({
    secret: "new-secret-of-tests",
    formerSecrets: ["old-secret-of-tests"],
    handle: async () => "handled",
    now: () => world.now,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const call = async (secret: string) =>
    (
      await gate(
        new Request("http://x/telegram/staff", {
          method: "POST",
          body: '{"update_id":1}',
          headers: { "x-telegram-bot-api-secret-token": secret },
        }),
      )
    ).status;
  expect(await call("new-secret-of-tests")).toBe(200);
  expect(await call("old-secret-of-tests")).toBe(200);
  expect(await call("older-secret-of-tests")).toBe(401);
});
