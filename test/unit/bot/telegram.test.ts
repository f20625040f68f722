import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { html, plain } from "../../../bot/core/html.ts";
import { to, type View } from "../../../bot/core/view.ts";
import { createTelegramClient } from "../../../bot/telegram/client.ts";
import { TelegramFailure } from "../../../bot/telegram/failure.ts";
import type { Screen } from "../../../bot/core/screen.ts";
import {
  allowedUpdates,
  introduceBot,
  publishChatCommands,
  setWebhook,
} from "../../../bot/telegram/commands.ts";
import { startPolling } from "../../../bot/telegram/polling.ts";
import { keptLog, staffBot } from "./support/staff-bot.ts";

const home: Screen<object> = { name: "home", code: "h", open: () => ({ body: html`Home` }) };
const screens = [home];
const view = (text: string): View => ({
  body: html`${text}`,
  keys: [[{ label: plain("Open"), go: to("home") }]],
});

async function sender() {
  const bot = await staffBot({ screens });
  await bot.chat.start();
  const address = { chatId: bot.ann.id, language: "ru" } as const;
  const sent = await bot.courier.send(address, view("one"));
  const messageId = sent.status === "sent" ? sent.messageId : 0;
  return { ...bot, address, messageId };
}

describe("the sender", () => {
  test("an edit that changes nothing is a success (TG 8.9)", async () => {
    const { courier, address, messageId, log } = await sender();
    expect(await courier.edit(address, messageId, view("one"))).toEqual({
      status: "sent",
      messageId,
    });
    expect(log.lines).toEqual([]);
  });

  test("a message that cannot be edited is sent anew (TG 8.10)", async () => {
    const { courier, address, messageId, chat } = await sender();
    const edited = await courier.edit(address, 99_999, view("two"));
    expect(edited).toMatchObject({ status: "sent" });
    expect(edited.status === "sent" && edited.messageId > messageId).toBe(true);
    expect(chat.last().text).toBe("two");
  });

  test("a tap too old to answer is nothing to worry about (TG 8.12)", async () => {
    const { courier, sim, log } = await sender();
    sim.failNext({
      method: "answerCallbackQuery",
      code: 400,
      description:
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    await courier.answerTap("1", "ru");
    expect(log.lines).toEqual([]);
  });

  test("a person who blocked the bot is unreachable, not an error (TG 8.13)", async () => {
    const { courier, address, chat, log } = await sender();
    await chat.block();
    expect(await courier.send(address, view("two"))).toEqual({ status: "unreachable" });
    expect(log.lines).toEqual([]);
  });

  test("a short flood wait is waited for, once (TG 8.15)", async () => {
    const { courier, address, sim, slept, chat } = await sender();
    sim.failNext({ method: "sendMessage", code: 429, retryAfter: 1 });
    expect(await courier.send(address, view("two"))).toMatchObject({ status: "sent" });
    expect(slept).toEqual([1000]);
    expect(chat.messages().filter(({ text }) => text === "two")).toHaveLength(1);
  });

  test("a long flood wait goes to the outbox at once (TG 8.16)", async () => {
    const { courier, address, sim, slept, postponed, clock } = await sender();
    sim.failNext({ method: "sendMessage", code: 429, retryAfter: 40 });
    expect(await courier.send(address, view("two"))).toEqual({ status: "later" });
    expect(slept).toEqual([]);
    expect(postponed).toEqual([
      expect.objectContaining({
        method: "sendMessage",
        notBefore: clock.now + 40_000,
        uncertain: false,
      }),
    ]);
  });

  test("a send whose answer got lost is not repeated; the outbox knows it is uncertain", async () => {
    const { courier, address, sim, postponed, chat } = await sender();
    sim.failNext({ method: "sendMessage", code: 502, apply: true });
    expect(await courier.send(address, view("two"))).toEqual({ status: "later" });
    expect(postponed[0]?.uncertain).toBe(true);
    expect(chat.messages().filter(({ text }) => text === "two")).toHaveLength(1);
  });

  test("edits and answers are repeated after a server failure or a broken connection", async () => {
    const { courier, address, messageId, sim, chat } = await sender();
    sim.failNext({ method: "editMessageText", code: 500 });
    sim.failNext({ method: "editMessageText", how: "reset" });
    expect(await courier.edit(address, messageId, view("two"))).toEqual({
      status: "sent",
      messageId,
    });
    expect(chat.last().text).toBe("two");
  });

  test("a proxy's page instead of an answer is a server failure", async () => {
    const { client, sim } = await sender();
    sim.failNext({ method: "getMe", code: 502, rawBody: "<html>Bad Gateway</html>" });
    await expect(client.call("getMe")).rejects.toMatchObject({ kind: "server" });
    await expect(client.call("getMe")).resolves.toMatchObject({ is_bot: true });
  });

  test("a group that moved is written to at its new id, once", async () => {
    const { courier, sim, ann } = await sender();
    sim.failNext({ method: "sendMessage", code: 400, migrateToChatId: ann.id });
    const delivery = await courier.send({ chatId: -5, language: "ru" }, view("two"));
    expect(delivery).toMatchObject({ status: "sent" });
    expect(sim.calls({ method: "sendMessage" }).at(-1)?.payload["chat_id"]).toBe(ann.id);
  });

  test("a long message becomes parts, the keys are on the last (TG 8.38)", async () => {
    const { courier, address, messageId, sim, chat } = await sender();
    const long = { ...view("x"), body: html`${"строка отчёта\n".repeat(500).trim()}` };
    await courier.edit(address, messageId, long);
    const parts = chat.messages().filter(({ text }) => text.startsWith("строка"));
    expect(parts.map(({ buttons }) => buttons.length)).toEqual([0, 1]);
    expect(parts[0]?.id).toBe(messageId);
    expect(sim.violations()).toEqual([]);
  });

  test("our own mistake is logged by its words, without the payload", async () => {
    const { courier, address, sim, log } = await sender();
    sim.failNext({
      method: "sendMessage",
      code: 400,
      description: "Bad Request: BUTTON_DATA_INVALID",
    });
    expect(await courier.send(address, view("secret"))).toEqual({ status: "failed" });
    expect(log.lines[0]).toMatchObject({ fields: { kind: "bad_request" } });
    expect(JSON.stringify(log.lines)).not.toContain("secret");
  });

  test("the reply keyboard is persistent, sized and in the language's words", async () => {
    const { courier, address, chat, sim } = await sender();
    await courier.send(address, {
      body: html`Hello`,
      dock: {
        rows: [[{ text: plain("A") }, { requestLocation: plain("B") }]],
        placeholder: plain("C"),
      },
    });
    expect(
      chat
        .keyboard()
        .flat()
        .map(({ text }) => text),
    ).toEqual(["A", "B"]);
    expect(sim.calls({ method: "sendMessage" }).at(-1)?.payload["reply_markup"]).toMatchObject({
      is_persistent: true,
      resize_keyboard: true,
      input_field_placeholder: "C",
    });
    await courier.send(address, { body: html`Bye`, dock: "remove" });
    expect(chat.keyboard()).toEqual([]);
    expect(sim.violations()).toEqual([]);
  });
});

test("a call that never left the machine says so, and holds no token", async () => {
  const client = createTelegramClient({ token: "1:secret", apiRoot: await deadAddress() });
  const failure = await client.call("getMe").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TelegramFailure);
  expect(failure).toMatchObject({ kind: "network", notSent: true });
  expect(String(failure)).not.toContain("secret");
});

test("commands are seen by role and language (TG 8.53)", async () => {
  const { client, ann, chat, sim } = await staffBot({ screens });
  await introduceBot(client, "staff");
  const names = () => chat.commands().map(({ command }) => command);
  expect(chat.commands()[0]).toEqual({ command: "start", description: "Начать" });
  ann.setLanguage("en");
  expect(chat.commands()[0]?.description).toBe("شروع");
  await publishChatCommands(client, {
    bot: "staff",
    chatId: ann.id,
    permissions: ["punch.self"],
    language: "ru",
  });
  expect(names()).toEqual(["today", "month", "leave", "requests", "settings"]);
  await publishChatCommands(client, {
    bot: "staff",
    chatId: ann.id,
    permissions: null,
    language: "ru",
  });
  expect(names()).toEqual(["start", "settings"]);
  expect(sim.violations()).toEqual([]);
});

test("only the bot where people pay asks for pre-checkouts", async () => {
  const { client } = await staffBot({ screens });
  const asked = async (bot: "staff" | "owner") => {
    await setWebhook(client, { bot, url: "http://127.0.0.1:9/", secret: "s" });
    const info = await client.call("getWebhookInfo");
    return (info as { allowed_updates: string[] }).allowed_updates;
  };
  expect(await asked("staff")).not.toContain("pre_checkout_query");
  expect(await asked("owner")).toContain("pre_checkout_query");
  expect(allowedUpdates.owner).toEqual(await asked("owner"));
});

describe("polling", () => {
  test("hands updates over in order, confirms them, retries what is not handled, and stops", async () => {
    const { client, sim, chat } = await staffBot({ screens });
    await client.call("deleteWebhook");
    const seen: string[] = [];
    let busy = true;
    const polling = startPolling({
      client,
      allowedUpdates: ["message"],
      now: Date.now,
      log: keptLog(),
      timeoutS: 1,
      backoffMs: 1,
      handle: async (update) => {
        const { text = "" } = (update as { message?: { text?: string } }).message ?? {};
        seen.push(text);
        const wasBusy = busy && text === "one";
        if (wasBusy) busy = false;
        return wasBusy ? "busy" : "handled";
      },
    });
    await Promise.all([chat.send("one"), chat.send("two")]);
    await polling.stop();
    expect(seen).toEqual(["one", "one", "two"]);
    expect(sim.violations()).toEqual([]);
  });

  test("what nobody can store is asked for again and silences nobody else", async () => {
    const { client, sim, chat } = await staffBot({ screens });
    await client.call("deleteWebhook");
    const boris = sim.user({ id: 8, firstName: "Boris" });
    const seen: string[] = [];
    let broken = true;
    const polling = startPolling({
      client,
      allowedUpdates: ["message"],
      now: Date.now,
      log: keptLog(),
      timeoutS: 1,
      backoffMs: 1,
      handle: async (update) => {
        const { text = "" } = (update as { message?: { text?: string } }).message ?? {};
        if (broken && text === "stuck") return "unavailable";
        if (!seen.includes(text)) seen.push(text);
        return "handled";
      },
    });
    void chat.send("stuck");
    void chat.send("after it");
    void boris.in("staff").send("somebody else");
    await sim.until(() => seen.includes("somebody else"));
    void boris.in("staff").send("somebody else later");
    await sim.until(() => seen.includes("somebody else later"));
    expect(seen).not.toContain("after it");
    broken = false;
    await sim.until(() => seen.includes("after it"));
    await polling.stop();
    expect(seen.indexOf("stuck")).toBeLessThan(seen.indexOf("after it"));
  });

  test("outlives failures of Telegram", async () => {
    const { client, sim, chat } = await staffBot({ screens });
    await client.call("deleteWebhook");
    sim.failNext({ method: "getUpdates", code: 502, times: 2 });
    const seen: object[] = [];
    const log = keptLog();
    const polling = startPolling({
      client,
      allowedUpdates: ["message"],
      now: Date.now,
      log,
      timeoutS: 1,
      backoffMs: 1,
      handle: async (update) => {
        seen.push(update);
        return "handled";
      },
    });
    await chat.send("one");
    await polling.stop();
    expect(seen).toHaveLength(1);
    expect(log.lines.filter(({ event }) => event === "polling_failed")).toHaveLength(2);
  });
});

/** An address nobody listens at any more. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
