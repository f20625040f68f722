import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { expect, onTestFinished, test } from "vitest";
import { ask, named } from "../../bot/core/api.ts";
import { foundCompany } from "../api/people-company.ts";
import { createApiWorld } from "../support/api-world.ts";
import { launchBrowser } from "../support/browser.ts";

/** A browser says where a form comes from only as far as the page's referrer policy lets it. */
test("a real browser gets in by a link of the bot, sees its sessions and goes out again", async () => {
  const world = await createApiWorld();
  await foundCompany(world, 1001);
  const server = serve({ fetch: world.app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((listening) => server.once("listening", listening));
  const browser = await launchBrowser();
  onTestFinished(async () => {
    await browser.close();
    server.close();
    await world.close();
  });
  const { port } = server.address() as AddressInfo;
  const api = world.as("owner", 1001);
  const { url } = await ask(api.web.links.$post({ json: {} }, named(world.key())));
  const page = await browser.newPage();

  await page.goto(`http://127.0.0.1:${port}${new URL(url).pathname}`);
  await page.locator("form button").click();
  await page.waitForURL("**/web");
  const [asked] = await world.db.read([
    { sql: "select id, push_bot from confirmations where state = 'pending'", params: [] },
  ]);
  const [id, bot] = asked?.rows[0] ?? [];
  await ask(
    world
      .as(bot as "staff" | "owner", 1001)
      .security.confirmations[":id"].answer.$post(
        { param: { id: String(id) }, json: { answer: "yes" } },
        named(world.key()),
      ),
  );
  await page.locator("header form button").click();
  await page.waitForURL("**/web/sign-out");
  expect((await ask(api.web.sessions.$get())).items).toEqual([]);
}, 60_000);
