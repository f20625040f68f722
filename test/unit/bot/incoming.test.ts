import { describe, expect, test } from "vitest";
import type { BotIdentity, Intake } from "../../../bot/core/incoming.ts";
import { createGrammyIntake } from "../../../bot/owner/grammy.ts";
import { createTelegrafIntake } from "../../../bot/staff/telegraf.ts";

const identity: BotIdentity = { id: 1001, username: "hozur_bot", firstName: "Hozur" };
const intakes: Readonly<Record<string, Intake>> = {
  Telegraf: createTelegrafIntake(identity),
  grammY: createGrammyIntake(identity),
};

const receivedAt = 1_790_000_009_000;
const date = 1_790_000_000;
const from = { id: 7, is_bot: false, first_name: "Ali", last_name: "K", language_code: "fa-IR" };
const chat = { id: 7, type: "private", first_name: "Ali" };
const group = { id: -100, type: "supergroup", title: "Team" };
const said = { message_id: 5, date, from, chat };
const command = (text: string, length = text.split(" ")[0]?.length ?? 0) => ({
  ...said,
  text,
  entities: [{ type: "bot_command", offset: 0, length }],
});
const location = { latitude: 35.6892521, longitude: 51.3889999 };
const member = (status: string) => ({
  my_chat_member: {
    chat,
    from,
    date,
    old_chat_member: { user: { id: 1001, is_bot: true, first_name: "Hozur" }, status: "member" },
    new_chat_member: { user: { id: 1001, is_bot: true, first_name: "Hozur" }, status },
  },
});
const tap = (more: object) => ({
  callback_query: { id: "77", from, chat_instance: "1", ...more },
});
const tapped = { message_id: 9, date: date - 100, chat, text: "menu" };

const order = { currency: "RUB", total_amount: 329_000, invoice_payload: "o_17" };
const charges = {
  telegram_payment_charge_id: "tpc-1",
  provider_payment_charge_id: "2c8a",
};

const user = { id: 7, firstName: "Ali", lastName: "K", languageCode: "fa-IR" };
const noFlags = { forwarded: false, viaBot: false, fromOffline: false };
const person = { user, chat: { id: 7, type: "private" } };
const inGroup = { user, chat: { id: -100, type: "supergroup" } };
const message = { messageId: 5, at: date * 1000, flags: noFlags };
const event = { at: date * 1000, flags: noFlags };
const unknown = { kind: "other", at: receivedAt, flags: noFlags };

const updates: readonly (readonly [string, object, object])[] = [
  [
    "text",
    { message: { ...said, text: "سلام" } },
    { ...person, ...message, kind: "text", text: "سلام" },
  ],
  [
    "a command with a payload",
    { message: command("/start i_AbC-1") },
    { ...person, ...message, kind: "command", name: "start", payload: "i_AbC-1" },
  ],
  [
    "a command in capitals addressed to us",
    { message: command("/Today@Hozur_Bot  x y ") },
    { ...person, ...message, kind: "command", name: "today", payload: "x y" },
  ],
  [
    "a command addressed to another bot",
    { message: command("/start@other_bot") },
    { ...person, ...message, kind: "text", text: "/start@other_bot" },
  ],
  [
    "a command inside a sentence",
    {
      message: {
        ...said,
        text: "try /start",
        entities: [{ type: "bot_command", offset: 4, length: 6 }],
      },
    },
    { ...person, ...message, kind: "text", text: "try /start" },
  ],
  [
    "a person without last name and language",
    { message: { ...said, from: { id: 7, is_bot: false, first_name: "Ali" }, text: "x" } },
    { ...person, ...message, user: { id: 7, firstName: "Ali" }, kind: "text", text: "x" },
  ],
  [
    "a scheduled message",
    { message: { ...said, text: "x", is_from_offline: true } },
    { ...person, ...message, flags: { ...noFlags, fromOffline: true }, kind: "text", text: "x" },
  ],
  [
    "a location (TG 8.22)",
    { message: { ...said, location: { ...location, horizontal_accuracy: 12.4 } } },
    {
      ...person,
      ...message,
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      accuracyM: 13,
      venue: false,
      edited: false,
    },
  ],
  [
    "a forwarded location (TG 8.24)",
    {
      message: {
        ...said,
        location,
        forward_origin: { type: "hidden_user", sender_user_name: "x", date },
      },
    },
    {
      ...person,
      ...message,
      flags: { ...noFlags, forwarded: true },
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      venue: false,
      edited: false,
    },
  ],
  [
    "a location sent via a bot",
    { message: { ...said, location, via_bot: { id: 1, is_bot: true, first_name: "x" } } },
    {
      ...person,
      ...message,
      flags: { ...noFlags, viaBot: true },
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      venue: false,
      edited: false,
    },
  ],
  [
    "a venue (TG 8.25)",
    { message: { ...said, location, venue: { location, title: "Shop", address: "x" } } },
    {
      ...person,
      ...message,
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      venue: true,
      edited: false,
    },
  ],
  [
    "a live location (TG 8.27)",
    { message: { ...said, location: { ...location, live_period: 900 } } },
    {
      ...person,
      ...message,
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      livePeriodS: 900,
      venue: false,
      edited: false,
    },
  ],
  [
    "a live location on the move",
    {
      edited_message: {
        ...said,
        edit_date: date + 30,
        location: { ...location, live_period: 900 },
      },
    },
    {
      ...person,
      ...message,
      at: (date + 30) * 1000,
      kind: "location",
      latitudeE6: 35_689_252,
      longitudeE6: 51_389_000,
      livePeriodS: 900,
      venue: false,
      edited: true,
    },
  ],
  [
    "an edited text (TG 8.20)",
    { edited_message: { ...said, edit_date: date + 5, text: "1000" } },
    { ...person, ...message, at: (date + 5) * 1000, kind: "edited_text", text: "1000" },
  ],
  ["an edited photo", { edited_message: { ...said, edit_date: date + 5, photo: [] } }, unknown],
  [
    "an own contact (TG 8.29)",
    { message: { ...said, contact: { phone_number: "98912", first_name: "Ali", user_id: 7 } } },
    { ...person, ...message, kind: "contact", phone: "98912", userId: 7 },
  ],
  [
    "a typed contact",
    { message: { ...said, contact: { phone_number: "+98912", first_name: "Sara" } } },
    { ...person, ...message, kind: "contact", phone: "+98912" },
  ],
  [
    "a tap",
    tap({ data: "1h", message: tapped }),
    {
      ...person,
      at: receivedAt,
      flags: noFlags,
      kind: "tap",
      callbackId: "77",
      data: "1h",
      messageId: 9,
    },
  ],
  [
    "a tap on a message too old to see",
    tap({ data: "1h", message: { chat, message_id: 9, date: 0 } }),
    {
      ...person,
      at: receivedAt,
      flags: noFlags,
      kind: "tap",
      callbackId: "77",
      data: "1h",
      messageId: 9,
    },
  ],
  ["a tap on an inline message", tap({ data: "1h", inline_message_id: "x" }), unknown],
  ["a game's tap", tap({ game_short_name: "x", message: tapped }), unknown],
  [
    "a block (TG 8.14)",
    member("kicked"),
    { ...person, ...event, kind: "membership", status: "kicked" },
  ],
  ["an unblock", member("member"), { ...person, ...event, kind: "membership", status: "member" }],
  [
    "being added to a group (TG 8.19)",
    { my_chat_member: { ...member("member").my_chat_member, chat: group } },
    { ...inGroup, ...event, kind: "group" },
  ],
  [
    "group talk",
    { message: { ...said, chat: group, text: "hi" } },
    { ...inGroup, ...message, kind: "group" },
  ],
  [
    "a command in a group",
    { message: { ...command("/today@hozur_bot"), chat: group } },
    { ...inGroup, ...message, kind: "group", command: { name: "today", payload: "" } },
  ],
  [
    "another bot's command in a group",
    { message: { ...command("/today@other_bot"), chat: group } },
    { ...inGroup, ...message, kind: "group" },
  ],
  [
    "a location in a group",
    { message: { ...said, chat: group, location } },
    { ...inGroup, ...message, kind: "group" },
  ],
  [
    "a group that moved",
    { message: { ...said, chat: { ...group, type: "group" }, migrate_to_chat_id: -200 } },
    {
      ...message,
      user,
      chat: { id: -100, type: "group" },
      kind: "migration",
      toChatId: -200,
    },
  ],
  [
    "an anonymous admin (TG 8.21)",
    {
      message: {
        ...command("/today@hozur_bot"),
        chat: group,
        from: { id: 1_087_968_824, is_bot: true, first_name: "Group" },
        sender_chat: group,
      },
    },
    unknown,
  ],
  [
    "a channel post (TG 8.21)",
    {
      channel_post: {
        message_id: 5,
        date,
        chat: { id: -9, type: "channel", title: "c" },
        text: "x",
      },
    },
    unknown,
  ],
  ["a message from nobody", { message: { message_id: 5, date, chat: group, text: "x" } }, unknown],
  [
    "a pre-checkout, which happens in no chat (TG 8.41)",
    { pre_checkout_query: { id: "88", from, ...order, order_info: { email: "a@example.org" } } },
    {
      user,
      at: receivedAt,
      flags: noFlags,
      kind: "precheckout",
      queryId: "88",
      currency: "RUB",
      totalAmount: 329_000,
      payload: "o_17",
    },
  ],
  [
    "a pre-checkout of a bot",
    { pre_checkout_query: { id: "88", from: { ...from, is_bot: true }, ...order } },
    unknown,
  ],
  [
    "a payment (TG 8.42)",
    { message: { ...said, successful_payment: { ...order, ...charges } } },
    {
      ...person,
      ...message,
      kind: "payment",
      currency: "RUB",
      totalAmount: 329_000,
      payload: "o_17",
      telegramChargeId: "tpc-1",
      providerChargeId: "2c8a",
    },
  ],
  [
    "a payment in a group",
    { message: { ...said, chat: group, successful_payment: { ...order, ...charges } } },
    {
      ...inGroup,
      ...message,
      kind: "payment",
      currency: "RUB",
      totalAmount: 329_000,
      payload: "o_17",
      telegramChargeId: "tpc-1",
      providerChargeId: "2c8a",
    },
  ],
  [
    "the first payment of a subscription, also by a framework that is older than subscriptions",
    {
      message: {
        ...said,
        successful_payment: {
          ...order,
          ...charges,
          is_recurring: true,
          is_first_recurring: true,
          subscription_expiration_date: date + 2_592_000,
        },
      },
    },
    {
      ...person,
      ...message,
      kind: "payment",
      currency: "RUB",
      totalAmount: 329_000,
      payload: "o_17",
      telegramChargeId: "tpc-1",
      providerChargeId: "2c8a",
      recurring: { first: true, paidUntil: (date + 2_592_000) * 1000 },
    },
  ],
  [
    "a file",
    { message: { ...said, document: { file_id: "F1", file_name: "a.txt", file_size: 7 } } },
    { ...person, ...message, kind: "document", fileId: "F1", fileName: "a.txt", size: 7 },
  ],
  [
    "a file without a name",
    { message: { ...said, document: { file_id: "F1" } } },
    { ...person, ...message, kind: "document", fileId: "F1", fileName: "", size: 0 },
  ],
  [
    "a moving picture, which is sent as a file too",
    { message: { ...said, animation: { file_id: "F1" }, document: { file_id: "F1" } } },
    { ...person, ...message, kind: "other" },
  ],
  [
    "a file in a group",
    { message: { ...said, document: { file_id: "F1" }, chat: group } },
    { ...person, ...message, chat: { id: -100, type: "supergroup" }, kind: "group" },
  ],
  [
    "a photo, in its largest size",
    {
      message: {
        ...said,
        photo: [
          { file_id: "P1", file_size: 7 },
          { file_id: "P2", file_size: 70 },
        ],
      },
    },
    { ...person, ...message, kind: "document", fileId: "P2", fileName: "photo.jpg", size: 70 },
  ],
  [
    "a photo without a size to fetch",
    { message: { ...said, photo: [] } },
    { ...person, ...message, kind: "other" },
  ],
  ["a poll", { poll: { id: "1", question: "?", options: [] } }, unknown],
  ["a poll answer", { poll_answer: { poll_id: "1", user: from, option_ids: [0] } }, unknown],
  ["an inline query", { inline_query: { id: "1", from, query: "", offset: "" } }, unknown],
  ["a paid subscription", { subscription: { user: from, state: "active" } }, unknown],
  ["an update of a kind not invented yet", { telepathy: { from, thought: "?" } }, unknown],
  ["an empty update", {}, unknown],
];

describe.each(Object.keys(intakes))("%s hears", (framework) => {
  test.each(updates)("%s", async (_what, content, expected) => {
    const bot = framework === "grammY" ? "owner" : "staff";
    const intake = intakes[framework];
    expect(await intake?.({ update_id: 42, ...content }, receivedAt)).toEqual({
      bot,
      updateId: 42,
      receivedAt,
      ...expected,
    });
  });
});

test("grammY, which the payers' bot uses, hears of Stars given back; Telegraf is too old to (TG 8.44)", async () => {
  const content = {
    update_id: 42,
    message: { ...said, refunded_payment: { ...order, ...charges } },
  };
  expect(await intakes["grammY"]?.(content, receivedAt)).toEqual({
    bot: "owner",
    updateId: 42,
    receivedAt,
    ...person,
    ...message,
    kind: "refunded_payment",
    currency: "RUB",
    totalAmount: 329_000,
    payload: "o_17",
    telegramChargeId: "tpc-1",
    providerChargeId: "2c8a",
  });
  expect(await intakes["Telegraf"]?.(content, receivedAt)).toMatchObject({ kind: "other" });
});

test("both frameworks hear the same (TG 8.55)", async () => {
  for (const [what, content] of updates) {
    const [staff, owner] = await Promise.all(
      Object.values(intakes).map((intake) => intake({ update_id: 1, ...content }, receivedAt)),
    );
    expect({ ...staff, bot: what }).toEqual({ ...owner, bot: what });
  }
});

test("a malformed update is other, never an error", async () => {
  const exitCode = process.exitCode;
  for (const content of [
    { message: null },
    { message: { from } },
    { callback_query: { from: 3 } },
  ]) {
    for (const intake of Object.values(intakes)) {
      const { kind } = await intake({ update_id: 1, ...content }, receivedAt);
      expect(kind).toBe("other");
    }
  }
  expect(process.exitCode).toBe(exitCode);
});
