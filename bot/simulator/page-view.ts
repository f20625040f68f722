import type { Bot, CallRecord, Chat, Place, ReplyKeyboard, Update, User } from "./model.ts";
import { kindOf } from "./delivery.ts";
import type { BotCommand } from "./methods/commands.ts";
import {
  visibleCommands,
  visibleDescription,
  visibleMessage,
  type VisibleMessage,
} from "./visible.ts";
import { privateChat, type World } from "./world.ts";

export type PersonView = {
  id: number;
  name: string;
  languageCode: string;
  phone: string;
  note: string;
  /** Nothing until somebody chose where the phone is. */
  pin: User["pin"] | null;
};

export type ChatView = {
  bot: string;
  userId: number;
  started: boolean;
  blocked: boolean;
  /** Milliseconds for which «typing…» is still shown. */
  typing: number;
  keyboard: { markup: ReplyKeyboard; messageId: number; used: boolean } | null;
  messages: VisibleMessage[];
  commands: BotCommand[];
  description: string;
};

export type LogEntry = {
  at: number;
  bot: string;
  direction: "update" | "call";
  title: string;
  userId: number | null;
  failed: boolean;
  body: unknown;
};

const SHOWN_MESSAGES = 150;

/** Everything a freshly loaded page needs. */
export function stateView(world: World, places: readonly Place[], log: readonly LogEntry[]) {
  return {
    bots: world.bots.map(({ config }) => ({
      kind: config.kind,
      username: config.username,
      name: config.name,
    })),
    people: peopleView(world),
    places,
    chats: world.bots.flatMap((bot) =>
      [...world.users.values()].map((user) => chatView(world, bot, user)),
    ),
    log,
  };
}

export function peopleView(world: World): PersonView[] {
  return [...world.users.values()].map(({ wire, phone, note, pin, hasPin }) => ({
    id: wire.id,
    name: [wire.first_name, wire.last_name].filter(Boolean).join(" "),
    languageCode: wire.language_code ?? "",
    phone: phone ?? "",
    note: note ?? "",
    pin: hasPin ? pin : null,
  }));
}

export function chatView(world: World, bot: Bot, user: User): ChatView {
  const chat = privateChat(world, bot, user);
  return {
    bot: bot.config.kind,
    userId: user.wire.id,
    started: chat.started,
    blocked: chat.blocked,
    typing: Math.max(0, chat.typingUntil - world.now()),
    keyboard: chat.keyboard ?? null,
    messages: chat.messages.slice(-SHOWN_MESSAGES).map(visibleMessage),
    commands: visibleCommands(chat, user),
    description: visibleDescription(chat, user),
  };
}

/** The person whose phone shows this chat, or nobody for a group. */
export function ownerOf(world: World, chat: Chat): User | undefined {
  return chat.wire.type === "private" ? world.users.get(chat.wire.id) : undefined;
}

export function updateEntry(at: number, bot: Bot, update: Update): LogEntry {
  const kind = kindOf(update);
  const content = update[kind];
  const from = content && "from" in content ? content.from : undefined;
  return {
    at,
    bot: bot.config.kind,
    direction: "update",
    title: `${kind} #${update.update_id}`,
    userId: from?.id ?? null,
    failed: false,
    body: update,
  };
}

export function callEntry(record: CallRecord): LogEntry {
  const chatId = Number(record.payload["chat_id"]);
  return {
    at: record.at,
    bot: record.bot,
    direction: "call",
    title: `${record.method} → ${record.status ?? record.description ?? "…"}`,
    userId: Number.isFinite(chatId) ? chatId : null,
    failed: record.status !== 200,
    body: {
      payload: record.payload,
      ...(record.description === undefined
        ? { result: record.result }
        : { description: record.description }),
    },
  };
}
