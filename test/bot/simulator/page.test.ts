import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { call, simulator } from "./fixture.ts";

const ALI = { id: 101, firstName: "علی", languageCode: "fa", phone: "+989121110002" };
const SHOP = { name: "کافه نارنج", latitude: 35.7021, longitude: 51.4012, radius: 120 };

type Texts = Record<string, string>;
type Words = {
  WORDS: { fa: Texts; ru: Texts };
  formats: (language: "fa" | "ru") => {
    distance: (metres: number) => string;
    money: (total: number, currency: string) => string;
  };
};
const FOLDER = new URL("../../../bot/simulator/page/", import.meta.url);
const { WORDS, formats } = (await import(new URL("words.js", FOLDER).href)) as Words;

async function page() {
  const { sim } = await simulator({ people: [ALI], places: [SHOP] });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${sim.url}/simulator/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const act = (name: string, args = {}) =>
    post("act", { act: name, userId: ALI.id, bot: "staff", args });
  return { sim, post, act };
}

describe("what the page is served", () => {
  test("every file it links to, its fonts included, and nothing else", async () => {
    const { sim } = await page();
    const html = await (await fetch(sim.url)).text();
    const linked = [...html.matchAll(/(?:href|src)="(\/page\/[^"]+)"/g)].map(
      ([, path]) => path ?? "",
    );
    const styles = await (await fetch(`${sim.url}/page/page.css`)).text();
    linked.push(...[...styles.matchAll(/url\("([^"]+)"\)/g)].map(([, path]) => path ?? ""));
    expect(linked.length).toBeGreaterThan(10);
    for (const path of linked)
      expect([path, (await fetch(sim.url + path)).status]).toEqual([path, 200]);
    for (const path of ["/page/../model.ts", "/page/none.js", "/page/fonts/none.woff2", "/etc"]) {
      expect((await fetch(sim.url + path)).status).toBe(404);
    }
  });

  test("everything a test id promises in the page's header comment exists in its code", async () => {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".js"));
    const code = (
      await Promise.all(names.map((name) => readFile(new URL(name, FOLDER), "utf8")))
    ).join("\n");
    const html = await readFile(new URL("index.html", FOLDER), "utf8");
    const promised = /data-testid: ([^]*?)\n\s*A phone/.exec(html)?.[1] ?? "";
    const ids =
      promised
        .replaceAll(/\[[^\]]*\]|\([^)]*\)|outside the phones:/g, "")
        .match(/[a-z][a-z0-9-]+(?:<\w+>)?/g) ?? [];
    expect(ids.length).toBeGreaterThan(40);
    for (const id of ids.map((one) => one.replace(/<.*>|staff$|owner$|\d{3}$/, ""))) {
      expect(code + html.replace(promised, "")).toContain(id);
    }
  });

  test("both languages say the same things", () => {
    expect(Object.keys(WORDS.ru)).toEqual(Object.keys(WORDS.fa));
    for (const text of Object.values(WORDS.fa)) expect(text).toMatch(/[\u0600-\u06ff]/);
    for (const text of Object.values(WORDS.ru)) expect(text).toMatch(/[а-яё]/i);
    expect(formats("fa").distance(1234)).toBe("۱٫۲ کیلومتر");
    expect(formats("ru").distance(18.4)).toBe("18 м");
    expect(formats("fa").money(329_000, "RUB")).toBe("۳٬۲۹۰ ₽");
    expect(formats("ru").money(32_950, "RUB")).toBe("329,50 ₽");
    expect(formats("ru").money(50, "XTR")).toBe("⭐️ 50");
  });
});

describe("what the page can do", () => {
  test("a person starts, taps a location button and presses an inline key", async () => {
    const { sim, act } = await page();
    await act("start");
    await call(sim, "sendMessage", {
      chat_id: ALI.id,
      text: "k",
      reply_markup: { keyboard: [[{ text: "ورود", request_location: true }]] },
    });
    await act("movePin", { latitude: 35.7, longitude: 51.4, accuracy: 25 });
    await act("tapReply", { text: "ورود" });
    const { result } = await call(sim, "sendMessage", {
      chat_id: ALI.id,
      text: "i",
      reply_markup: { inline_keyboard: [[{ text: "b", callback_data: "d" }]] },
    });
    await act("tap", { messageId: result.message_id, text: "b", data: "d" });
    expect(sim.updates("staff")).toMatchObject([
      { message: { text: "/start" } },
      { message: { location: { latitude: 35.7, longitude: 51.4, horizontal_accuracy: 25 } } },
      { callback_query: { data: "d", message: { message_id: result.message_id } } },
    ]);
  });

  test("a person pays an invoice or sends it on, and the drawer spoils the next payment", async () => {
    const { sim, post, act } = await page();
    await act("start");
    const { result } = await call(sim, "sendInvoice", {
      chat_id: ALI.id,
      title: "اعتبار",
      description: "۵۰ ستاره",
      payload: "o_1",
      currency: "XTR",
      prices: [{ label: "ستاره", amount: 50 }],
    });
    const messageId = result.message_id;
    const boris = sim.user({ id: 102, firstName: "Boris" });
    await act("forwardInvoice", { messageId, to: 102 });
    expect(boris.in("staff").messages()).toMatchObject([
      { forwarded: true, invoice: { total: 50 } },
    ]);
    expect((await act("forwardInvoice", { messageId, to: 9 })).status).toBe(400);
    await post("developer", { act: "nextPayment", bot: "staff", again: 1 });
    await act("pay", { messageId });
    const query = sim.updates("staff").at(-1)?.pre_checkout_query;
    await call(sim, "answerPreCheckoutQuery", { pre_checkout_query_id: query?.id, ok: true });
    const paid = sim.updates("staff").filter(({ message }) => message?.successful_payment);
    expect(paid).toHaveLength(2);
    expect((await act("pay", { messageId })).status).toBe(400);
  });

  test("its state has people, places, both chats and the log", async () => {
    const { sim, act } = await page();
    await act("start");
    await call(sim, "sendMessage", { chat_id: ALI.id, text: "<b>سلام</b>", parse_mode: "HTML" });
    const state = (await (await fetch(`${sim.url}/simulator/state`)).json()) as Record<
      string,
      unknown
    >;
    expect(state).toMatchObject({
      bots: [{ kind: "staff" }, { kind: "owner" }],
      people: [{ id: ALI.id, name: "علی", pin: null }],
      places: [SHOP],
      chats: [
        {
          bot: "staff",
          started: true,
          messages: [{ text: "/start" }, { text: "سلام", from: "bot" }],
        },
        { bot: "owner", started: false, messages: [] },
      ],
      log: [{ direction: "update" }, { direction: "call", title: "sendMessage → 200" }],
    });
  });

  test("changes are pushed", async () => {
    const { sim, act } = await page();
    const abort = new AbortController();
    const response = await fetch(`${sim.url}/simulator/events`, { signal: abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await act("send", { text: "hello" });
    let pushed = "";
    while (!pushed.includes("event: chat")) pushed += (await reader?.read())?.value ?? "";
    expect(pushed).toContain('"text":"hello"');
    abort.abort();
  });

  test("a new person is a stranger with a phone of the own country", async () => {
    const { sim, post } = await page();
    const { body } = await post("people", { firstName: "Пётр", languageCode: "ru" });
    const known = sim.user({ id: body["id"] as number, firstName: "Пётр" });
    expect(known.user.phone).toMatch(/^\+7900\d{7}$/);
    expect(known.in("owner").messages()).toEqual([]);
  });

  test("the developer drawer makes the next call fail", async () => {
    const { sim, post, act } = await page();
    await act("start");
    await post("developer", { act: "failNext", bot: "staff", code: 429 });
    expect(await call(sim, "sendMessage", { chat_id: ALI.id, text: "x" })).toMatchObject({
      status: 429,
      parameters: { retry_after: 3 },
    });
    expect(await call(sim, "sendMessage", { chat_id: ALI.id, text: "x" })).toMatchObject({
      ok: true,
    });
  });

  test("another site cannot press its buttons, nonsense is refused", async () => {
    const { post, act } = await page();
    const foreign = { origin: "https://elsewhere.example" };
    expect(
      (await post("act", { act: "start", userId: ALI.id, bot: "staff" }, foreign)).status,
    ).toBe(403);
    expect((await post("act", {}, { "content-type": "text/plain" })).status).toBe(403);
    expect((await act("explode")).body).toEqual({ error: "unknown act explode" });
    expect((await act("tapReply", { text: "no" })).status).toBe(400);
    expect((await act("shareLocation", { latitude: "x" })).status).toBe(400);
  });
});
