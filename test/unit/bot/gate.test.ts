import { describe, expect, test } from "vitest";
import { createWebhookGate, type UpdateHandler } from "../../../bot/telegram/gate.ts";
import { keptLog } from "./support/staff-bot.ts";

const url = "https://bot.example/telegram/staff";

function gate(handle: UpdateHandler = async () => "handled") {
  const log = keptLog();
  const open = createWebhookGate({
    secret: "right-secret",
    handle,
    now: () => 5,
    log,
    bodyLimit: 1000,
  });
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    open(
      new Request(url, {
        method: "POST",
        body,
        headers: { "x-telegram-bot-api-secret-token": "right-secret", ...headers },
        ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
      }),
    );
  return { open, post, log };
}

describe("the webhook gate (TG 8.46)", () => {
  test("hands a good update over with the time it came", async () => {
    const seen: unknown[] = [];
    const { post } = gate(async (update, at) => {
      seen.push([update, at]);
      return "handled";
    });
    expect((await post('{"update_id":1,"x":2}')).status).toBe(200);
    expect(seen).toEqual([[{ update_id: 1, x: 2 }, 5]]);
  });

  test.each(["wrong-secret", "right-secret-and-more", "right", ""])(
    "answers 401 to the secret «%s» and does nothing",
    async (secret) => {
      const { post } = gate(() => {
        throw new Error("must not be reached");
      });
      const response = await post("{}", { "x-telegram-bot-api-secret-token": secret });
      expect(response.status).toBe(401);
    },
  );

  test("answers 401 without a secret, 405 to GET", async () => {
    const { open } = gate();
    expect((await open(new Request(url, { method: "POST", body: "{}" }))).status).toBe(401);
    const got = await open(new Request(url));
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test.each(["", "{", "[]", "null", "7", "{}", '{"update_id":"1"}', '{"update_id":1.5}'])(
    "answers 400 to %s",
    async (body) => {
      expect((await gate().post(body)).status).toBe(400);
    },
  );

  test("answers 413 to a body too large, announced or not", async () => {
    const large = JSON.stringify({ update_id: 1, text: "я".repeat(600) });
    const { post } = gate();
    expect((await post(large, { "content-length": "1300" })).status).toBe(413);
    expect((await post(new Blob([large]).stream())).status).toBe(413);
    expect((await post(new Blob(['{"update_id":1}']).stream())).status).toBe(200);
  });

  test("an update of a kind not invented yet is 200", async () => {
    expect((await gate().post('{"update_id":1,"telepathy":{}}')).status).toBe(200);
  });

  test.each([undefined, "", "white space", "x".repeat(257)])(
    "fails closed at the start with the secret %j",
    (secret) => {
      const make = () =>
        createWebhookGate({ secret, handle: async () => "handled", now: () => 0, log: keptLog() });
      expect(make).toThrow("secret");
    },
  );

  test("asks for the update again when it is busy or the API is down", async () => {
    const busy = await gate(async () => "busy").post('{"update_id":1}');
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "2"]);
    const down = await gate(async () => "unavailable").post('{"update_id":1}');
    expect([down.status, down.headers.get("retry-after")]).toEqual([503, "5"]);
  });

  test("a bug is 200 and in the log, never a 5xx (TG 8.47)", async () => {
    const { post, log } = gate(async () => {
      throw new Error("bug");
    });
    expect((await post('{"update_id":31}')).status).toBe(200);
    expect(log.lines[0]).toMatchObject({ event: "update_lost", fields: { updateId: 31 } });
  });
});
