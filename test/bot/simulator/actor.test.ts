import { describe, expect, test } from "vitest";
import { call, OWNER, simulator } from "./fixture.ts";

const TEHRAN = { latitude: 35.7, longitude: 51.4, accuracy: 20 };

async function people() {
  const { sim, clock } = await simulator();
  const ali = sim.user({ firstName: "علی", languageCode: "fa", phone: "+989121234567" });
  const vera = sim.user({ firstName: "Вера", languageCode: "ru", phone: "79001234567" });
  const keyboard = async (rows: unknown[][]) =>
    call(sim, "sendMessage", { chat_id: ali.id, text: "k", reply_markup: { keyboard: rows } });
  const updates = () => sim.updates("staff");
  return { sim, clock, ali, vera, keyboard, updates };
}

describe("what people send", () => {
  test("a command has its entity, a deep link its payload, a message the clock's date", async () => {
    const { ali, clock, updates } = await people();
    await ali.in("staff").start("i_abc");
    expect(updates()[0]?.message).toMatchObject({
      text: "/start i_abc",
      date: clock.now / 1000,
      entities: [{ type: "bot_command", offset: 0, length: 6 }],
      from: { id: ali.id, language_code: "fa", is_bot: false },
      chat: { id: ali.id, type: "private", first_name: "علی" },
    });
    expect(() => ali.in("staff").start("no spaces")).toThrow("deep link");
  });

  test("buttons for contact and location send them, on a computer only the label", async () => {
    const { ali, keyboard, updates } = await people();
    const chat = ali.in("staff");
    await chat.start();
    await keyboard([
      [{ text: "🟢 ورود", request_location: true }],
      [{ text: "شماره", request_contact: true }, { text: "روز من" }],
    ]);
    ali.moveTo(TEHRAN);
    await chat.tapReply("🟢 ورود");
    await chat.tapReply("🟢 ورود", "desktop");
    await chat.tapReply(/شماره/);
    expect(
      updates()
        .slice(1)
        .map(({ message }) => message),
    ).toMatchObject([
      { location: { latitude: 35.7, longitude: 51.4, horizontal_accuracy: 20 } },
      { text: "🟢 ورود" },
      { contact: { phone_number: "+989121234567", user_id: ali.id } },
    ]);
    expect(() => chat.tapReply("خروج")).toThrow("there are: «🟢 ورود» «شماره» «روز من»");
  });

  test("a live location is a message, edits, and a last edit without period", async () => {
    const { ali, updates } = await people();
    const chat = ali.in("staff");
    await chat.startLive(TEHRAN, 900);
    await chat.moveLive({ ...TEHRAN, latitude: 35.71 });
    await chat.stopLive();
    expect(updates()).toMatchObject([
      { message: { location: { live_period: 900 } } },
      { edited_message: { location: { latitude: 35.71, live_period: 900 } } },
      { edited_message: { location: { latitude: 35.71 } } },
    ]);
    expect(updates()[2]?.edited_message?.location).not.toHaveProperty("live_period");
  });

  test("odd messages look as Telegram makes them", async () => {
    const { ali, vera, updates, clock } = await people();
    const chat = ali.in("staff");
    await chat.shareLocation(TEHRAN, { forwardedFrom: vera.user });
    await chat.send("x", { viaBot: "gif", isFromOffline: true, at: clock.now - 3600_000 });
    await chat.shareVenue(TEHRAN, "Café", "Street 1");
    await chat.shareContact(vera);
    await chat.shareContact(undefined, { withoutUserId: true });
    const { id } = await chat.send("100");
    await chat.edit(id, "1000");
    expect(updates()).toMatchObject([
      { message: { forward_origin: { type: "user", sender_user: { id: vera.id } } } },
      {
        message: {
          via_bot: { username: "gif" },
          is_from_offline: true,
          date: clock.now / 1000 - 3600,
        },
      },
      { message: { venue: { title: "Café" }, location: { latitude: 35.7 } } },
      { message: { contact: { user_id: vera.id, phone_number: "79001234567" } } },
      { message: { contact: { first_name: "علی" } } },
      { message: { text: "100" } },
      { edited_message: { text: "1000", message_id: id } },
    ]);
    expect(updates()[4]?.message?.contact).not.toHaveProperty("user_id");
  });

  test("taps: link to the other bot, copy, old keyboard, forged data", async () => {
    const { sim, ali } = await people();
    const chat = ali.in("staff");
    await chat.start();
    const { result } = await call(sim, "sendMessage", {
      chat_id: ali.id,
      text: "x",
      reply_markup: {
        inline_keyboard: [
          [{ text: "open", url: `https://t.me/${OWNER.username}?start=o_1` }],
          [
            { text: "copy", copy_text: { text: "code" } },
            { text: "approve", callback_data: "v1.a" },
          ],
        ],
      },
    });
    await chat.tap("open");
    expect(sim.updates("owner")).toMatchObject([{ message: { text: "/start o_1" } }]);
    await chat.tap("copy");
    expect(ali.clipboard()).toBe("code");
    await call(sim, "editMessageText", {
      chat_id: ali.id,
      message_id: result.message_id,
      text: "done",
    });
    expect(() => chat.tap("approve")).toThrow("no inline button");
    await chat.tapOld(result.message_id, "approve");
    await chat.tapData("garbage", result.message_id);
    expect(sim.callbacks().map(({ query }) => query.data)).toEqual(["v1.a", "garbage"]);
  });

  test("in a group a bot hears commands, mentions and replies", async () => {
    const { sim, ali, updates } = await people();
    const group = sim.group("Team");
    group.add("staff", ali);
    const chat = ali.in("staff", group);
    await chat.send("hello all");
    await chat.send("/start@other_bot");
    await chat.send("hi @staff_bot");
    expect(updates().map(({ message }) => message?.text)).toEqual([
      undefined,
      "/start@other_bot",
      "hi @staff_bot",
    ]);
    expect(updates()[1]?.message?.chat).toMatchObject({
      id: group.id,
      type: "group",
      title: "Team",
    });
  });

  test("any update can be injected", async () => {
    const { sim, updates } = await people();
    sim.inject("staff", {
      channel_post: { message_id: 1, date: 1, chat: { id: -1, type: "channel" } },
    });
    expect(updates()).toMatchObject([{ channel_post: { message_id: 1 } }]);
  });
});

const set = (name: string, extra: Record<string, unknown> = {}) => ({
  commands: [{ command: name, description: name }],
  ...extra,
});

describe("commands menu (TG 8.53)", () => {
  test("chat before all private chats before default, language first in each", async () => {
    const { sim, ali, vera } = await people();
    const menu = (who: typeof ali) =>
      who
        .in("staff")
        .commands()
        .map(({ command }) => command);
    expect(menu(ali)).toEqual([]);
    await call(sim, "setMyCommands", set("plain"));
    expect(menu(ali)).toEqual(["plain"]);
    await call(sim, "setMyCommands", set("russian", { language_code: "ru" }));
    expect([menu(ali), menu(vera)]).toEqual([["plain"], ["russian"]]);
    await call(sim, "setMyCommands", set("private", { scope: { type: "all_private_chats" } }));
    expect([menu(ali), menu(vera)]).toEqual([["private"], ["private"]]);
    const own = { type: "chat", chat_id: ali.id };
    await call(sim, "setMyCommands", set("own", { scope: own }));
    await call(sim, "setMyCommands", set("own_fa", { scope: own, language_code: "fa" }));
    expect(menu(ali)).toEqual(["own_fa"]);
    await call(sim, "deleteMyCommands", { scope: own, language_code: "fa" });
    expect(menu(ali)).toEqual(["own"]);
    ali.setLanguage("fa-IR");
    expect((await call(sim, "getMyCommands", { scope: own })).result).toEqual([
      { command: "own", description: "own" },
    ]);
  });

  test.each([
    [{ commands: [{ command: "Start", description: "x" }] }, "BOT_COMMAND_INVALID"],
    [{ commands: [{ command: "start", description: "" }] }, "BOT_COMMAND_DESCRIPTION_INVALID"],
    [
      { commands: [], scope: { type: "moon" } },
      `can't parse BotCommandScope: Unsupported type "moon" specified`,
    ],
    [{ commands: [], language_code: "fas" }, "invalid language code specified"],
  ])("%j is refused", async (payload, reason) => {
    const { sim } = await people();
    expect(await call(sim, "setMyCommands", payload)).toMatchObject({
      status: 400,
      description: `Bad Request: ${reason}`,
    });
  });
});

test("reset forgets everything but the people of the options", async () => {
  const { sim } = await simulator({ people: [{ id: 7, firstName: "Seed" }] });
  await sim.user({ id: 7, firstName: "Seed" }).in("staff").start();
  await call(sim, "sendMessage", { chat_id: 7, text: "" });
  sim.reset();
  expect([sim.updates("staff"), sim.calls(), sim.violations()]).toEqual([[], [], []]);
  expect(sim.user({ id: 7, firstName: "Seed" }).in("staff").messages()).toEqual([]);
});
