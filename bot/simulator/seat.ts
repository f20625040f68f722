import type { Delivery } from "./delivery.ts";
import { detectEntities } from "./formatted-text.ts";
import type { BotKind, Chat, StoredMessage, User, WireMessage, WireUser } from "./model.ts";
import { addMessage, announce, botOf, privateChat, seconds, type World } from "./world.ts";

/** A person sitting in front of one chat: what every action needs. */
export type Seat = { world: World; delivery: Delivery; user: User; chat: Chat };

/** What can be odd about a person's message. */
export type MessageOptions = {
  /** Date of the message as an instant in ms (whole seconds count); default: now. */
  at?: number;
  forwardedFrom?: User | "hidden";
  /** Username of the inline bot the message came through. */
  viaBot?: string;
  /** Sent by the client's scheduler or after being offline. */
  isFromOffline?: boolean;
  replyTo?: number;
};

export function takeSeat(world: World, delivery: Delivery, user: User, kind: BotKind): Seat {
  const bot = botOf(world, kind);
  return { world, delivery, user, chat: privateChat(world, bot, user) };
}

/** Sends a message of the person and emits its update. */
export function say(
  seat: Seat,
  content: Partial<WireMessage>,
  options: MessageOptions = {},
): StoredMessage {
  const { world, delivery, user, chat } = seat;
  if (chat.wire.type === "private" && chat.blocked)
    throw new Error("the person has blocked this bot: unblock first");
  chat.started = true;
  const message = addMessage(world, chat, "me", {
    from: user.wire,
    ...content,
    ...oddities(seat, options),
  });
  if (isForBot(message.wire, chat)) delivery.emit(chat.bot, { message: message.wire });
  return message;
}

export function sayText(seat: Seat, text: string, options: MessageOptions = {}): StoredMessage {
  const entities = detectEntities(text);
  return say(seat, { text, ...(entities.length > 0 && { entities }) }, options);
}

/** @param payload deep-link payload, 1-64 of `A-Za-z0-9_-` (TG §2.1) */
export function pressStart(seat: Seat, payload?: string): StoredMessage {
  if (payload !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(payload)) {
    throw new Error("a client opens no deep link with this payload");
  }
  if (seat.chat.blocked) setBlocked(seat, false);
  return sayText(seat, payload === undefined ? "/start" : `/start ${payload}`);
}

export function editText(seat: Seat, messageId: number, text: string): StoredMessage {
  return editOwn(seat, messageId, { text, entities: detectEntities(text) });
}

/** Changes an own message and emits `edited_message`; `undefined` removes a field. */
export function editOwn(
  seat: Seat,
  messageId: number,
  change: { [Name in keyof WireMessage]?: WireMessage[Name] | undefined },
): StoredMessage {
  const message = seat.chat.messages.find(
    (one) => one.from === "me" && one.wire.message_id === messageId,
  );
  if (!message) throw new Error(`no own message ${messageId} to edit`);
  const changed = { ...message.wire, edit_date: seconds(seat.world), ...change };
  message.wire = Object.fromEntries(
    Object.entries(changed).filter(([, value]) => value !== undefined),
  ) as WireMessage;
  message.edits++;
  announce(seat.world, { kind: "chat", chat: seat.chat });
  seat.delivery.emit(seat.chat.bot, { edited_message: message.wire });
  return message;
}

/** Blocks or unblocks the bot and emits `my_chat_member`. */
export function setBlocked(seat: Seat, blocked: boolean): void {
  if (seat.chat.blocked === blocked) return;
  seat.chat.blocked = blocked;
  announce(seat.world, { kind: "chat", chat: seat.chat });
  emitMembership(seat, blocked ? "member" : "kicked", blocked ? "kicked" : "member");
}

export function emitMembership(seat: Seat, before: string, after: string): void {
  const { world, delivery, user, chat } = seat;
  const member = (status: string) => ({
    user: chat.bot.wire,
    status,
    ...(status === "kicked" && { until_date: 0 }),
  });
  delivery.emit(chat.bot, {
    my_chat_member: {
      chat: chat.wire,
      from: user.wire,
      date: seconds(world),
      old_chat_member: member(before),
      new_chat_member: member(after),
    },
  });
}

function oddities({ world, chat }: Seat, options: MessageOptions): Partial<WireMessage> {
  const date = options.at === undefined ? seconds(world) : Math.floor(options.at / 1000);
  const { forwardedFrom } = options;
  const origin =
    forwardedFrom === "hidden"
      ? { type: "hidden_user", sender_user_name: "—", date }
      : forwardedFrom && { type: "user", sender_user: forwardedFrom.wire, date };
  const reply = chat.messages.find(({ wire }) => wire.message_id === options.replyTo);
  return {
    date,
    ...(origin && { forward_origin: origin }),
    ...(options.viaBot !== undefined && { via_bot: inlineBot(options.viaBot) }),
    ...(options.isFromOffline && { is_from_offline: true }),
    ...(reply && { reply_to_message: reply.wire }),
  };
}

function inlineBot(username: string): WireUser {
  return { id: 93_372_553, is_bot: true, first_name: username, username };
}

/** Privacy mode: in a group a bot receives commands, mentions of it and replies to it. */
function isForBot(message: WireMessage, chat: Chat): boolean {
  if (chat.wire.type === "private") return true;
  const text = message.text ?? "";
  return (
    text.startsWith("/") ||
    text.includes(`@${chat.bot.config.username}`) ||
    message.reply_to_message?.from?.id === chat.bot.wire.id
  );
}
