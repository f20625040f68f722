import { describe, expect, test } from "vitest";
import { call, OWNER, simulator, STAFF } from "./fixture.ts";

async function startedChat() {
  const { sim, clock } = await simulator();
  const ali = sim.user({ firstName: "علی", languageCode: "fa", phone: "+989121234567" });
  await ali.in("staff").start();
  const send = (extra: Record<string, unknown>) =>
    call(sim, "sendMessage", { chat_id: ali.id, text: "x", ...extra });
  return { sim, clock, ali, send };
}

const button = (extra: Record<string, unknown>) => ({
  reply_markup: { inline_keyboard: [[{ text: "b", ...extra }]] },
});

describe("limits of outgoing messages (TG §2.1)", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["empty text", { text: "" }, "Bad Request: message text is empty"],
    [
      "only tags and spaces",
      { text: "<b> \n</b>", parse_mode: "HTML" },
      "Bad Request: message text is empty",
    ],
    ["4097 characters", { text: "س".repeat(4097) }, "Bad Request: message is too long"],
    ["unknown parse mode", { parse_mode: "BBCode" }, "Bad Request: unsupported parse_mode"],
    [
      "callback data of 65 bytes",
      button({ callback_data: "س".repeat(32) + "x" }),
      "Bad Request: BUTTON_DATA_INVALID",
    ],
    ["empty callback data", button({ callback_data: "" }), "Bad Request: BUTTON_DATA_INVALID"],
    [
      "button without action",
      button({}),
      "Bad Request: Text buttons are unallowed in the inline keyboard",
    ],
    [
      "wrong link",
      button({ url: "javascript:alert(1)" }),
      "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
    ],
    [
      "257 characters to copy",
      button({ copy_text: { text: "x".repeat(257) } }),
      "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ],
    [
      "keyboard of objects, not rows",
      { reply_markup: { inline_keyboard: [{ text: "b" }] } },
      "Bad Request: can't parse inline keyboard: Expected an Array of Array",
    ],
    [
      "unknown field in a button",
      button({ callback_data: "a", colour: "red" }),
      'Bad Request: unknown field "colour" in inline keyboard button',
    ],
    [
      "unknown style",
      button({ callback_data: "a", style: "blue" }),
      'Bad Request: inline keyboard button has unknown style "blue"',
    ],
    [
      "markup that is no object",
      { reply_markup: "keyboard" },
      "Bad Request: object expected as reply markup",
    ],
    ["unknown parameter", { txt: "y" }, 'Bad Request: unknown parameter "txt" in sendMessage'],
    [
      "text that is a number",
      { text: 5 },
      'Bad Request: parameter "text" has a wrong type, str expected',
    ],
    [
      "long placeholder",
      { reply_markup: { keyboard: [["a"]], input_field_placeholder: "p".repeat(65) } },
      "Bad Request: input_field_placeholder must be of 1-64 characters",
    ],
  ])("%s", async (_name, extra, description) => {
    const { sim, send } = await startedChat();
    expect(await send(extra)).toMatchObject({ status: 400, ok: false, description });
    expect(sim.violations()).toMatchObject([{ bot: "staff", method: "sendMessage", description }]);
  });

  test("what just fits is accepted", async () => {
    const { sim, ali, send } = await startedChat();
    expect(await send({ text: `<b>${"س".repeat(4096)}</b>`, parse_mode: "HTML" })).toMatchObject({
      ok: true,
    });
    expect(await send(button({ callback_data: "س".repeat(32) }))).toMatchObject({ ok: true });
    expect(await send(button({ copy_text: { text: "x".repeat(256) } }))).toMatchObject({
      ok: true,
    });
    expect(ali.in("staff").last().buttons[0]?.[0]?.text).toBe("b");
    expect(sim.violations()).toEqual([]);
  });

  test("a list with unknown parameters passes when strictness is off", async () => {
    const { sim } = await simulator({ strict: false });
    const ali = sim.user({ firstName: "Ali" });
    await ali.in("staff").start();
    expect(await call(sim, "sendMessage", { chat_id: ali.id, text: "x", txt: 1 })).toMatchObject({
      ok: true,
    });
  });
});

describe("chats a bot may not write to (TG §1.4)", () => {
  test("unknown, not started, blocked, deactivated", async () => {
    const { sim } = await simulator();
    const ali = sim.user({ firstName: "Ali" });
    const say = (chat_id: unknown) => call(sim, "sendMessage", { chat_id, text: "x" });
    expect(await say(42)).toMatchObject({
      status: 400,
      description: "Bad Request: chat not found",
    });
    expect(await say(ali.id)).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    await ali.in("staff").start();
    expect(await say(ali.id)).toMatchObject({ status: 200 });
    await ali.in("staff").block();
    expect(await say(ali.id)).toMatchObject({
      status: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    await ali.in("staff").unblock();
    expect(await say(String(ali.id))).toMatchObject({ status: 200 });
    ali.deactivate();
    expect(await say(ali.id)).toMatchObject({
      status: 403,
      description: "Forbidden: user is deactivated",
    });
    expect(sim.violations()).toEqual([]);
    const membership = sim.updates("staff").flatMap((update) => update.my_chat_member ?? []);
    expect(membership).toMatchObject([
      { new_chat_member: { status: "kicked" } },
      { old_chat_member: { status: "kicked" }, new_chat_member: { status: "member" } },
    ]);
  });

  test("the other bot's chat is another chat", async () => {
    const { sim, ali } = await startedChat();
    const answer = await call(sim, "sendMessage", { chat_id: ali.id, text: "x" }, OWNER.token);
    expect(answer.description).toBe("Forbidden: bot can't initiate conversation with a user");
  });

  test("a migrated group answers with its new id, a group that kicked the bot 403", async () => {
    const { sim } = await simulator();
    const ali = sim.user({ firstName: "Ali" });
    const group = sim.group("Team");
    group.add("staff", ali);
    const old = group.id;
    const migrated = group.migrate();
    expect(await call(sim, "sendMessage", { chat_id: old, text: "x" })).toMatchObject({
      status: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: migrated },
    });
    expect(await call(sim, "sendMessage", { chat_id: migrated, text: "x" })).toMatchObject({
      ok: true,
    });
    group.kick("staff", ali);
    expect((await call(sim, "sendMessage", { chat_id: migrated, text: "x" })).description).toBe(
      "Forbidden: bot was kicked from the supergroup chat",
    );
  });
});

describe("edits", () => {
  const inline = { inline_keyboard: [[{ text: "b", callback_data: "b" }]] };

  test.each([
    ["reply keyboard", { keyboard: [[{ text: "ورود" }]] }],
    ["remove_keyboard", { remove_keyboard: true }],
    ["force_reply", { force_reply: true }],
  ])("a message sent with %s can never be edited", async (_name, reply_markup) => {
    const { sim, ali, send } = await startedChat();
    const sent = await send({ reply_markup });
    const answer = await call(sim, "editMessageText", {
      chat_id: ali.id,
      message_id: sent.result.message_id,
      text: "y",
    });
    expect(answer).toMatchObject({
      status: 400,
      description: "Bad Request: message can't be edited",
    });
    expect(sim.violations()).toHaveLength(1);
  });

  test("change, no change, missing message, message of the person", async () => {
    const { sim, ali, send } = await startedChat();
    const { result } = await send({ text: "<b>x</b>", parse_mode: "HTML", reply_markup: inline });
    const edit = (extra: Record<string, unknown>) =>
      call(sim, "editMessageText", {
        chat_id: ali.id,
        message_id: result.message_id,
        text: "y",
        ...extra,
      });
    expect(
      await edit({ text: "<b>x</b>", parse_mode: "HTML", reply_markup: inline }),
    ).toMatchObject({
      status: 400,
      description:
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    });
    expect(await edit({})).toMatchObject({ ok: true, result: { text: "y" } });
    expect(ali.in("staff").last()).toMatchObject({ text: "y", edits: 1, buttons: [] });
    expect((await edit({ message_id: 9_999_999 })).description).toBe(
      "Bad Request: message to edit not found",
    );
    const own = ali.in("staff").messages()[0];
    expect((await edit({ message_id: own?.id })).description).toBe(
      "Bad Request: message can't be edited",
    );
    expect((await edit({ reply_markup: { remove_keyboard: true } })).description).toBe(
      "Bad Request: inline keyboard expected",
    );
  });

  test("only messages younger than 48 hours can be deleted, and their keyboard goes with them", async () => {
    const { sim, clock, ali, send } = await startedChat();
    const first = await send({ reply_markup: { keyboard: [["a"]] } });
    const second = await send({});
    const remove = (message_id: number) =>
      call(sim, "deleteMessage", { chat_id: ali.id, message_id });
    expect(ali.in("staff").keyboard()).toEqual([[{ text: "a" }]]);
    expect(await remove(first.result.message_id)).toMatchObject({ ok: true });
    expect(ali.in("staff").keyboard()).toEqual([]);
    expect((await remove(first.result.message_id)).description).toBe(
      "Bad Request: message to delete not found",
    );
    clock.now += 49 * 3600_000;
    expect((await remove(second.result.message_id)).description).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
  });
});

async function tapped() {
  const setup = await startedChat();
  await setup.send(button({ callback_data: "go" }));
  const callback = await setup.ali.in("staff").tap("b");
  const answer = (extra: Record<string, unknown> = {}) =>
    call(setup.sim, "answerCallbackQuery", { callback_query_id: callback?.query.id, ...extra });
  return { ...setup, answer };
}

describe("callback queries", () => {
  test("an answer is a toast or an alert, once", async () => {
    const { ali, answer } = await tapped();
    expect(await answer({ text: "ثبت شد", show_alert: true })).toMatchObject({
      ok: true,
      result: true,
    });
    expect(ali.in("staff").toasts()).toMatchObject([{ text: "ثبت شد", alert: true }]);
    expect((await answer()).description).toContain("query is too old");
  });

  test("text of 201 characters is refused", async () => {
    const { answer } = await tapped();
    expect(await answer({ text: "x".repeat(201) })).toMatchObject({ status: 400 });
    expect(await answer({ text: "x".repeat(200) })).toMatchObject({ ok: true });
  });

  test("after 150 seconds it is too late", async () => {
    const { clock, answer, sim } = await tapped();
    clock.now += 150_001;
    expect(await answer()).toMatchObject({
      status: 400,
      description:
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    });
    expect(sim.violations()).toEqual([]);
  });
});

describe("requests", () => {
  test("wrong token, unknown method, GET, form and upload", async () => {
    const { sim, ali } = await startedChat();
    expect(await call(sim, "getMe", {}, "1:none")).toMatchObject({
      status: 401,
      description: "Unauthorized",
    });
    expect(await call(sim, "sendTelepathy")).toMatchObject({
      status: 404,
      description: "Not Found: method not found",
    });
    const root = `${sim.url}/bot${STAFF.token}`;
    const got = await fetch(`${root}/sendmessage?chat_id=${ali.id}&text=get`);
    expect(await got.json()).toMatchObject({ ok: true, result: { text: "get" } });
    const form = await fetch(`${root}/sendMessage`, {
      method: "POST",
      body: new URLSearchParams({
        chat_id: String(ali.id),
        text: "form",
        reply_markup: '{"keyboard":[["k"]]}',
      }),
    });
    expect(await form.json()).toMatchObject({ ok: true });
    expect(ali.in("staff").keyboard()).toEqual([[{ text: "k" }]]);
    const upload = new FormData();
    upload.set("chat_id", String(ali.id));
    upload.set("caption", "گزارش");
    upload.set("document", new File(["a;b\n1;2"], "report.csv", { type: "text/csv" }));
    const sent = await fetch(`${root}/sendDocument`, { method: "POST", body: upload });
    const { result } = (await sent.json()) as { result: { document: { file_id: string } } };
    const path = (
      await call<{ file_path: string }>(sim, "getFile", { file_id: result.document.file_id })
    ).result.file_path;
    const file = await fetch(`${sim.url}/file/bot${STAFF.token}/${path}`);
    expect(await file.text()).toBe("a;b\n1;2");
    expect(ali.in("staff").last()).toMatchObject({
      text: "گزارش",
      file: { name: "report.csv", kind: "document" },
    });
  });

  test("bad JSON is refused", async () => {
    const { sim } = await simulator();
    const response = await fetch(`${sim.url}/bot${STAFF.token}/getMe`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect(response.status).toBe(400);
  });
});
