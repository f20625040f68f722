import { describe, expect, test } from "vitest";
import type { Update } from "../../../bot/simulator/model.ts";
import { call, simulator, webhook, type Received } from "./fixture.ts";

const texts = (received: readonly Received[]) =>
  received.map(({ update }) => update.message?.text ?? update.callback_query?.data ?? "membership");

const ids = (updates: readonly Update[]) => updates.map(({ update_id }) => update_id);

/** Waits until `ready`, without a fixed pause. */
async function until(ready: () => boolean): Promise<void> {
  while (!ready()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe("webhook delivery (TG §1.4)", () => {
  test("carries the secret and only the allowed kinds", async () => {
    const { sim } = await simulator();
    const hook = await webhook();
    await call(sim, "setWebhook", {
      url: hook.url,
      secret_token: "s3cret",
      allowed_updates: ["message"],
    });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    const { id } = await ali.start();
    await ali.edit(id, "other");
    expect(hook.received).toMatchObject([
      { secret: "s3cret", update: { message: { text: "/start" } } },
    ]);
  });

  test("a failing update blocks its chat, not the taps of the same person nor other chats", async () => {
    const { sim } = await simulator();
    let broken = true;
    const hook = await webhook((update) => (update.message?.text === "one" && broken ? 500 : 200));
    await call(sim, "setWebhook", { url: hook.url });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    const reza = sim.user({ firstName: "Reza" }).in("staff");
    await ali.start();
    const keyboard = { inline_keyboard: [[{ text: "b", callback_data: "tap" }]] };
    await call(sim, "sendMessage", {
      chat_id: sim.updates("staff")[0]?.message?.chat.id,
      text: "x",
      reply_markup: keyboard,
    });
    void ali.send("one");
    void ali.send("two");
    void ali.tap("b");
    void reza.send("hello");
    await until(
      () => hook.received.filter(({ update }) => update.message?.text === "one").length >= 3,
    );
    expect(texts(hook.received)).toEqual(expect.arrayContaining(["tap", "hello"]));
    expect(texts(hook.received)).not.toContain("two");
    expect((await call(sim, "getWebhookInfo")).result).toMatchObject({
      pending_update_count: 2,
      last_error_message: "Wrong response from the webhook: 500",
    });
    broken = false;
    await sim.idle();
    expect(texts(hook.received).slice(-2)).toEqual(["one", "two"]);
  });

  test("one update is in flight per chat", async () => {
    const { sim } = await simulator();
    let open = 0;
    let most = 0;
    const hook = await webhook(async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 3));
      open--;
      return 200;
    });
    await call(sim, "setWebhook", { url: hook.url });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    await Promise.all(["a", "b", "c", "d"].map((text) => ali.send(text)));
    expect(texts(hook.received)).toEqual(["a", "b", "c", "d"]);
    expect(most).toBe(1);
  });

  test("Retry-After is waited for, longer than the own delay", async () => {
    const { sim } = await simulator({ retryDelays: [0], retryAfterSecond: 40 });
    const hook = await webhook((update, attempt) => {
      if (attempt > 1) return 200;
      return {
        status: 503,
        headers: update.message?.text === "asked" ? { "retry-after": "2" } : {},
      };
    });
    await call(sim, "setWebhook", { url: hook.url });
    const asked = sim.user({ firstName: "Ali" }).in("staff").send("asked");
    await sim.user({ firstName: "Reza" }).in("staff").send("plain");
    await asked;
    expect(texts(hook.received).slice(-2)).toEqual(["plain", "asked"]);
  });

  test("a callback query is given up after 150 s, a message after 24 h", async () => {
    const { sim, clock } = await simulator();
    const hook = await webhook(() => 500);
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    await ali.start();
    const chat_id = sim.updates("staff")[0]?.message?.chat.id;
    await call(sim, "sendMessage", {
      chat_id,
      text: "x",
      reply_markup: { inline_keyboard: [[{ text: "b", callback_data: "b" }]] },
    });
    await ali.tap("b");
    await call(sim, "setWebhook", { url: hook.url });
    const pending = async () =>
      (await call<{ pending_update_count: number }>(sim, "getWebhookInfo")).result
        .pending_update_count;
    clock.now += 151_000;
    await until(() => hook.received.length >= 3);
    expect(await pending()).toBe(1);
    clock.now += 24 * 3600_000;
    await sim.idle();
    expect(await pending()).toBe(0);
  });

  test("held updates wait and can be released in another order", async () => {
    const { sim } = await simulator();
    const hook = await webhook();
    await call(sim, "setWebhook", { url: hook.url });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    sim.hold();
    await ali.send("one");
    await ali.send("two");
    expect(hook.received).toEqual([]);
    sim.release("reverse");
    await sim.idle();
    expect(texts(hook.received)).toEqual(["two", "one"]);
  });

  test("an update can be lost, doubled, delivered again, and twice at once", async () => {
    const { sim } = await simulator();
    const hook = await webhook();
    await call(sim, "setWebhook", { url: hook.url });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    sim.dropNext(1);
    await ali.send("lost");
    expect(hook.received).toEqual([]);
    sim.duplicateNext(1);
    await ali.send("double");
    expect(texts(hook.received)).toEqual(["double", "double"]);
    const lost = sim.updates("staff")[0]?.update_id;
    expect(await sim.redeliver("staff", lost, { together: 2 })).toEqual([200, 200]);
    expect(texts(hook.received)).toEqual(["double", "double", "lost", "lost"]);
  });

  test("no promise is left hanging when the receiver is gone", async () => {
    const { sim } = await simulator({ retryDelays: [5], patience: 60 });
    await call(sim, "setWebhook", { url: "http://127.0.0.1:9/nobody" });
    await expect(sim.user({ firstName: "Ali" }).in("staff").send("x")).rejects.toThrow(
      "1 updates of the staff bot",
    );
  });
});

describe("getUpdates", () => {
  test("an offset confirms what is before it, a negative one keeps the last", async () => {
    const { sim } = await simulator({ firstUpdateId: 10 });
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    for (const text of ["a", "b", "c", "d"]) await ali.send(text);
    expect(ids((await call<Update[]>(sim, "getUpdates")).result)).toEqual([10, 11, 12, 13]);
    expect(ids((await call<Update[]>(sim, "getUpdates", { limit: 2 })).result)).toEqual([10, 11]);
    expect(ids((await call<Update[]>(sim, "getUpdates", { offset: 12 })).result)).toEqual([12, 13]);
    expect(ids((await call<Update[]>(sim, "getUpdates", { offset: -1 })).result)).toEqual([13]);
    expect(ids((await call<Update[]>(sim, "getUpdates", { offset: 14 })).result)).toEqual([]);
  });

  test("long polling answers when something arrives", async () => {
    const { sim } = await simulator();
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    const waiting = call<Update[]>(sim, "getUpdates", { timeout: 30 });
    await until(() => sim.calls({ method: "getUpdates" }).length > 0);
    void ali.send("now");
    expect((await waiting).result).toMatchObject([{ message: { text: "now" } }]);
  });

  test("a second poll ends the first, a webhook forbids it", async () => {
    const { sim } = await simulator();
    const hook = await webhook();
    const first = call<Update[]>(sim, "getUpdates", { timeout: 30 });
    await until(() => sim.calls({ method: "getUpdates" }).length > 0);
    const second = call<Update[]>(sim, "getUpdates", { timeout: 30 });
    expect(await first).toMatchObject({
      status: 409,
      description:
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    });
    await call(sim, "setWebhook", { url: hook.url });
    expect(await second).toMatchObject({
      status: 409,
      description: "Conflict: terminated by setWebhook request",
    });
    expect(await call<Update[]>(sim, "getUpdates")).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await call(sim, "deleteWebhook");
    expect(await call<Update[]>(sim, "getUpdates")).toMatchObject({ ok: true, result: [] });
  });

  test("a polling bot is waited for, and doubling reaches it too", async () => {
    const { sim } = await simulator();
    const heard: string[] = [];
    const loop = (async () => {
      let offset = 0;
      while (!heard.includes("last")) {
        const { result } = await call<Update[]>(sim, "getUpdates", { offset, timeout: 30 });
        for (const { update_id, message } of result ?? []) {
          await call(sim, "sendMessage", { chat_id: message?.chat.id, text: "heard" });
          heard.push(message?.text ?? "");
          offset = update_id + 1;
        }
      }
    })();
    const ali = sim.user({ firstName: "Ali" }).in("staff");
    await ali.send("one");
    expect(heard).toEqual(["one"]);
    sim.duplicateNext(1);
    await ali.send("two");
    expect(heard).toEqual(["one", "two", "two"]);
    await ali.send("last");
    await loop;
  });

  test("a confirmed update can be delivered again", async () => {
    const { sim } = await simulator({ firstUpdateId: 1 });
    await sim.user({ firstName: "Ali" }).in("staff").send("x");
    expect((await call<Update[]>(sim, "getUpdates", { offset: 2 })).result).toEqual([]);
    await sim.redeliver("staff");
    expect(ids((await call<Update[]>(sim, "getUpdates", { offset: 2 })).result)).toEqual([1]);
    expect(ids((await call<Update[]>(sim, "getUpdates", { offset: 2 })).result)).toEqual([]);
  });
});

describe("planned faults", () => {
  test("429 tells when to come back, in the body and in the header", async () => {
    const { sim } = await simulator();
    sim.failNext({ method: "getMe", code: 429, retryAfter: 7 });
    const answer = await call(sim, "getMe");
    expect(answer).toMatchObject({
      status: 429,
      description: "Too Many Requests: retry after 7",
      parameters: { retry_after: 7 },
    });
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(await call(sim, "getMe")).toMatchObject({ ok: true });
  });

  test("a call can be applied and still answer 500, hang, or break the connection", async () => {
    const { sim } = await simulator();
    const ali = sim.user({ firstName: "Ali" });
    await ali.in("staff").start();
    const send = (text: string) => call(sim, "sendMessage", { chat_id: ali.id, text });
    sim.failNext({ method: "sendMessage", apply: true, code: 500 });
    expect(await send("applied")).toMatchObject({
      status: 500,
      description: "Internal Server Error",
    });
    expect(ali.in("staff").last().text).toBe("applied");
    sim.failNext({ how: "reset", chatId: ali.id });
    await expect(send("reset")).rejects.toThrow();
    sim.failNext({ how: "hang" });
    const gone = AbortSignal.timeout(30);
    await expect(fetch(`${sim.url}/bot1001:staff/getMe`, { signal: gone })).rejects.toThrow();
    await sim.idle();
    expect(ali.in("staff").last().text).toBe("applied");
  });
});
