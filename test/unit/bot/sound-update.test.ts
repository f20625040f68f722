import { expect, test } from "vitest";
import { isSound } from "../../../bot/telegram/sound-update.ts";
import { updatesOf } from "../../faults/fuzz-house.ts";

test("every kind of update that Telegram sends is sound", () => {
  for (const update of updatesOf(1001, 0))
    expect([update, isSound(update)]).toEqual([update, true]);
  expect(isSound({ update_id: 1, something_new: { id: "x", value: [1, null] } })).toBe(true);
});

const from = { id: 1, is_bot: false, first_name: "A" };
const chat = { id: 1, type: "private" };

test.each([
  ["a text that is a list", { message: { message_id: 1, date: 1, from, chat, text: ["in"] } }],
  ["a person without an id", { message: { message_id: 1, date: 1, from: {}, chat, text: "in" } }],
  ["a person with half an id", { message: { message_id: 1, date: 1, from: { id: 1.5 }, chat } }],
  ["a chat that is a text", { message: { message_id: 1, date: 1, from, chat: "private" } }],
  ["a place without numbers", { message: { from, chat, location: { latitude: "x" } } }],
  ["a tap whose data is a number", { callback_query: { id: "1", from, data: 7 } }],
  ["no message", { message: null }],
])("%s is not", (_, update) => {
  expect(isSound(update)).toBe(false);
});
