import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { readSettings, SettingsError } from "../../api/config.ts";
import { createFrontEnd } from "../../bot/front-end.ts";
import { survive } from "../bot/survival-company.ts";
import { testConfig } from "../support/api-world.ts";

const good = {
  "content-type": "application/json",
  "x-telegram-bot-api-secret-token": "webhook-secret-of-tests",
};
const update = JSON.stringify({ update_id: 1 });

test("the webhook refuses wrong secrets, methods and bodies, and swallows what it does not know (TG 8.46, 8.21)", async () => {
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
      expect((await fetch(`${world.url}/telegram/${bot}`, { method, headers: good })).status).toBe(
        405,
      );
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
    expect(await post(good, JSON.stringify({ update_id: 1, x: "x".repeat(2_000_000) }))).toBe(413);
    expect([413, hungUp]).toContain(await chunked(`${world.url}/telegram/${bot}`, good, 2_000_000));
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

test("the webhook does not exist without a secret, and a public address without secrets does not start (TG 8.46)", () => {
  const env = {
    STAFF_BOT_TOKEN: "700000001:staff-token-of-tests",
    OWNER_BOT_TOKEN: "700000002:owner-token-of-tests",
    PUBLIC_URL: "https://hozur.example",
    STAFF_WEBHOOK_SECRET: "a-secret-of-sixteen",
  };
  expect(() => readSettings(env)).toThrow(SettingsError);
  expect(() => readSettings(env)).toThrow(/OWNER_WEBHOOK_SECRET/);
  expect(() => readSettings({ ...env, OWNER_WEBHOOK_SECRET: "" })).toThrow(/OWNER_WEBHOOK_SECRET/);
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
