import { pay } from "./checkout.ts";
import { shareContact, shareLocation } from "./places.ts";
import { pressStart, sayText, takeSeat, type Seat } from "./seat.ts";
import type { Callback, InlineButton, ReplyButton, StoredMessage } from "./model.ts";
import { announce, findBot } from "./world.ts";

export type Match<Button> = string | RegExp | ((button: Button) => boolean);

/** Web and desktop clients send the label of a location button as text (TG §2.2). */
export type ClientKind = "phone" | "desktop";

/** Does what pressing a button of the reply keyboard does. */
export function pressReply(
  seat: Seat,
  match: Match<ReplyButton>,
  client: ClientKind = "phone",
): StoredMessage {
  const { keyboard } = seat.chat;
  const buttons = keyboard?.markup.keyboard.flat() ?? [];
  const button = buttons.find((one) => matches(match, one, [one.text]));
  if (!keyboard || !button) throw notFound("reply button", match, buttons);
  keyboard.used = true;
  if (button.request_contact) return shareContact(seat, seat.user, { replyTo: keyboard.messageId });
  if (button.request_location && client === "phone") {
    return shareLocation(seat, seat.user.pin, { replyTo: keyboard.messageId });
  }
  return sayText(seat, button.text);
}

export type TapOptions = {
  /** Only this message; default: the newest that has a matching button. */
  messageId?: number;
  /** Also look at keyboards the message had before it was edited. */
  stale?: boolean;
};

/** Presses an inline button: returns the callback for a data button, nothing for a link or a copy. */
export function pressInline(
  seat: Seat,
  match: Match<InlineButton>,
  { messageId, stale = false }: TapOptions = {},
): Callback | undefined {
  const candidates = seat.chat.messages.filter(
    ({ wire }) => messageId === undefined || wire.message_id === messageId,
  );
  const seen: InlineButton[] = [];
  for (const message of candidates.toReversed()) {
    const current = message.wire.reply_markup?.inline_keyboard ?? [];
    const keyboards = stale ? [current, ...message.past.toReversed()] : [current];
    for (const button of keyboards.flat(2)) {
      seen.push(button);
      if (matches(match, button, [button.text, button.callback_data]))
        return press(seat, message, button);
    }
  }
  throw notFound("inline button", match, seen);
}

function press(seat: Seat, message: StoredMessage, button: InlineButton): Callback | undefined {
  if (button.callback_data !== undefined) return sendCallback(seat, message, button.callback_data);
  if (button.pay) void pay(seat, { messageId: message.wire.message_id });
  if (button.copy_text) seat.user.clipboard = button.copy_text.text;
  if (button.url !== undefined) openLink(seat, button.url);
  return undefined;
}

/** Emits a callback query; `data` may be anything, as from a hostile client. */
export function sendCallback(seat: Seat, message: StoredMessage, data: string): Callback {
  const { world, delivery, user, chat } = seat;
  const callback: Callback = {
    query: {
      id: `${BigInt(user.wire.id) * 4_294_967_296n + BigInt(++world.serial)}`,
      from: user.wire,
      message: structuredClone(message.wire),
      chat_instance: `-${chat.wire.id}${chat.bot.wire.id}`,
      data,
    },
    at: world.now(),
  };
  world.callbacks.set(callback.query.id, callback);
  delivery.emit(chat.bot, { callback_query: callback.query });
  announce(world, { kind: "chat", chat });
  return callback;
}

/** Follows `https://t.me/<bot>?start=…`: the other bot is started. Other links do nothing here. */
export function openLink(seat: Seat, url: string): Seat | undefined {
  const link = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]+))?$/.exec(url);
  const bot = link?.[1] === undefined ? undefined : findBot(seat.world, { username: link[1] });
  if (!bot) return undefined;
  const other = takeSeat(seat.world, seat.delivery, seat.user, bot.config.kind);
  pressStart(other, link?.[2]);
  return other;
}

function matches<Button>(
  match: Match<Button>,
  button: Button,
  labels: readonly (string | undefined)[],
): boolean {
  if (typeof match === "function") return match(button);
  return labels.some((label) => {
    if (label === undefined) return false;
    return typeof match === "string" ? bare(label) === bare(match) : match.test(label);
  });
}

/** Labels compare without direction marks and emoji variation selectors. */
const bare = (label: string): string =>
  label.replace(/[\u200e\u200f\u2066-\u2069\ufe0f]/g, "").trim();

function notFound<Button>(
  what: string,
  match: Match<Button>,
  buttons: readonly { text: string }[],
): Error {
  const known = buttons.map(({ text }) => `«${text}»`).join(" ");
  return new Error(`no ${what} matches ${String(match)}; there are: ${known || "none"}`);
}
