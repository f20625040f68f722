import { describe, expect, test } from "vitest";
import { keepAliveFetch } from "../../../api/keep-alive-fetch.ts";
import type { OutgoingNotice } from "../../../api/core/messenger.ts";
import { html, plain } from "../../../bot/core/html.ts";
import type { NoticeRenderers } from "../../../bot/core/notice.ts";
import type { Screen } from "../../../bot/core/screen.ts";
import { to, type Message, type SentFile } from "../../../bot/core/view.ts";
import { createTelegramClient } from "../../../bot/telegram/client.ts";
import { createMessenger } from "../../../bot/telegram/messenger.ts";
import { translator } from "../../../locales/index.ts";
import { png } from "../../support/png.ts";
import { staffBot } from "./support/staff-bot.ts";

const bytes = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 13, 10, 45, 45, 255]);
const act: SentFile = { name: "صورت‌حساب «۱۷».pdf", mime: "application/pdf", bytes };
const chart: SentFile = { name: "chart.png", mime: "image/png", bytes: png(640, 300) };
const keys = [[{ label: plain("Открыть"), go: to("home") }]];
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024 + 1);
const inRussian = translator("ru", { calendar: "gregorian", timeZone: "UTC" });

const home: Screen<object> = {
  name: "home",
  code: "h",
  commands: ["act"],
  open: () => ({ send: [{ document: act, caption: html`Счёт <b>17</b>` }] }),
};

async function desk() {
  const bot = await staffBot({ screens: [home] });
  await bot.chat.start();
  const address = { chatId: bot.ann.id, language: "ru" } as const;
  return { ...bot, send: (message: Message) => bot.courier.send(address, message) };
}

describe("a file in the chat", () => {
  test("arrives byte for byte with its name, its words and its keys", async () => {
    const { chat, send, sim } = await desk();
    await send({ document: act, caption: html`Счёт <b>${"<17>"}</b>`, keys, silent: true });
    expect(chat.lastDocument()).toEqual({
      kind: "document",
      name: act.name,
      mime: act.mime,
      bytes,
      caption: "Счёт <17>",
    });
    expect(chat.last()).toMatchObject({
      html: "Счёт <b>&lt;17&gt;</b>",
      silent: true,
      buttons: [[{ text: "Открыть" }]],
      file: { size: bytes.length, mime: act.mime },
    });
    expect(sim.violations()).toEqual([]);
  });

  test("without words is only the file", async () => {
    const { chat, send } = await desk();
    expect(await send({ document: act })).toMatchObject({ status: "sent" });
    expect(chat.last()).toMatchObject({ text: "", buttons: [] });
  });

  test("may be a picture", async () => {
    const { chat, send, sim } = await desk();
    await send({ photo: chart, caption: html`График` });
    expect(chat.lastDocument()).toMatchObject({ kind: "photo", bytes: chart.bytes });
    expect(chat.last().file?.kind).toBe("photo");
    expect(sim.violations()).toEqual([]);
  });

  test("goes as well by the fetch with kept connections", async () => {
    const { chat, ann, sim } = await desk();
    const client = createTelegramClient({
      token: "1001:staff",
      apiRoot: sim.url,
      fetch: keepAliveFetch(),
    });
    const document = new File([bytes], act.name, { type: act.mime });
    await client.call("sendDocument", { chat_id: ann.id, document, reply_markup: undefined });
    expect(chat.lastDocument()).toMatchObject({ name: act.name, bytes });
  });

  test("with a caption over 1024 characters is followed by it, and the keys with it (TG 39)", async () => {
    const { chat, send, sim } = await desk();
    const before = chat.messages().length;
    await send({ document: act, caption: html`${"строка отчёта\n".repeat(400).trim()}`, keys });
    const shown = chat.messages().slice(before);
    expect(shown.map(({ text }) => text.length > 0)).toEqual([false, true, true]);
    expect(shown.map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
    await send({ document: act, caption: html`${"х".repeat(1024)}`, keys });
    expect(chat.last()).toMatchObject({ text: "х".repeat(1024), file: { kind: "document" } });
    expect(sim.violations()).toEqual([]);
  });

  test("too big for Telegram is not even tried (TG 39)", async () => {
    const { send, sim } = await desk();
    const calls = sim.calls().length;
    const tooBig = { status: "failed", why: "too_big" };
    expect(await send({ document: { ...act, bytes: megabytes(50) } })).toEqual(tooBig);
    expect(await send({ photo: { ...chart, bytes: megabytes(10) } })).toEqual(tooBig);
    expect(sim.calls()).toHaveLength(calls);
  });
});

describe("a file that Telegram will not take now", () => {
  test("waits for a short flood control", async () => {
    const { chat, sim, slept } = await desk();
    sim.failNext({ method: "sendDocument", code: 429, retryAfter: 2 });
    await chat.send("/act");
    expect(slept).toEqual([2000]);
    expect(chat.lastDocument().caption).toBe("Счёт 17");
  });

  test("is tried again after a failure of the server", async () => {
    const { chat, sim } = await desk();
    sim.failNext({ method: "sendDocument", code: 502 });
    sim.failNext({ method: "sendDocument", how: "reset" });
    await chat.send("/act");
    expect(chat.last()).toMatchObject({ text: "Счёт 17", file: { name: act.name } });
  });

  test("is given up in the person's language after that; no outbox keeps it", async () => {
    const { chat, sim, postponed } = await desk();
    sim.failNext({ method: "sendDocument", code: 500, times: 3 });
    await chat.send("/act");
    expect(chat.last().text).toBe(inRussian.tp("common.router.send_failed"));
    sim.failNext({ method: "sendDocument", code: 429, retryAfter: 40 });
    await chat.send("/act");
    expect(chat.last().text).toBe(inRussian.tp("common.router.send_failed"));
    expect(postponed).toEqual([]);
  });

  test("and never will, because it is too big, is refused in the person's language", async () => {
    const big: Screen<object> = {
      ...home,
      open: () => ({ send: [{ document: { ...act, bytes: megabytes(50) } }] }),
    };
    const { chat } = await staffBot({ screens: [big] });
    await chat.start();
    expect(chat.last().text).toBe(inRussian.tp("common.router.file_too_big"));
  });
});

async function messenger(message: Message) {
  const bot = await desk();
  const courier = createMessenger({
    access: { fetch: () => new Response(), origin: "http://api", keys: { staff: "", owner: "" } },
    clients: { staff: bot.client, owner: bot.client },
    codecs: { staff: bot.registry.codec, owner: bot.registry.codec },
    renderers: { "member-joined": () => message } as unknown as NoticeRenderers,
    now: () => bot.clock.now,
  });
  const notice: OutgoingNotice = {
    id: "n1",
    bot: "staff",
    personId: "p1",
    reader: { language: "ru", calendar: "gregorian", timeZone: "UTC" },
    chatId: bot.ann.id,
    kind: "member-joined",
    payload: {},
    subject: "s",
    messageId: null,
    revision: 1,
    attempts: 0,
  };
  return { ...bot, deliver: (more = {}) => courier.deliver({ ...notice, ...more }) };
}

describe("a file as a notice", () => {
  test("is sent, and sent anew when it is written again", async () => {
    const { deliver, chat, sim } = await messenger({ document: act, caption: html`Счёт` });
    expect(await deliver()).toMatchObject({ kind: "sent" });
    const { id } = chat.last();
    expect(await deliver({ messageId: id })).toMatchObject({ kind: "sent" });
    expect(chat.last()).toMatchObject({ text: "Счёт", file: { name: act.name } });
    expect(chat.last().id).toBeGreaterThan(id);
    expect(sim.violations()).toEqual([]);
  });

  test("is written anew when Telegram asks to wait", async () => {
    const { deliver, chat, sim } = await messenger({ document: act });
    sim.failNext({ method: "sendDocument", code: 429, retryAfter: 7 });
    expect(await deliver()).toEqual({ kind: "later", afterMs: 7000 });
    expect(await deliver()).toMatchObject({ kind: "sent" });
    expect(chat.lastDocument().name).toBe(act.name);
  });

  test("too big is dropped", async () => {
    const { deliver } = await messenger({ document: { ...act, bytes: megabytes(50) } });
    expect(await deliver()).toEqual({ kind: "dropped", reason: "file_too_big" });
  });
});
