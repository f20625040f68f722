import { forbidden, refused } from "./api-error.ts";
import type {
  Bot,
  BotConfig,
  BotKind,
  Callback,
  CallRecord,
  Chat,
  StoredFile,
  StoredMessage,
  Update,
  User,
  UserConfig,
  Violation,
  WireChat,
  WireMessage,
  WireUser,
} from "./model.ts";
import type { Charge, Checkout, LatePayment, PaymentFault } from "./model-money.ts";

export type WorldEvent =
  | { kind: "chat"; chat: Chat }
  | { kind: "people" }
  | { kind: "update"; bot: Bot; update: Update }
  | { kind: "call"; record: CallRecord }
  | { kind: "toast"; chat: Chat; userId: number }
  | { kind: "activity" };

export type World = {
  now: () => number;
  strict: boolean;
  bots: Bot[];
  users: Map<number, User>;
  groups: Map<number, { wire: WireChat; migratedTo?: number }>;
  chats: Map<string, Chat>;
  callbacks: Map<string, Callback>;
  checkouts: Map<string, Checkout>;
  /** By Telegram's charge id. */
  charges: Map<string, Charge>;
  /** For the next payments, first in, first out. */
  paymentFaults: PaymentFault[];
  /** Taken, not told yet. */
  latePayments: Set<LatePayment>;
  files: Map<string, StoredFile>;
  calls: CallRecord[];
  violations: Violation[];
  listeners: Set<(event: WorldEvent) => void>;
  serial: number;
};

export type WorldOptions = {
  now: () => number;
  strict: boolean;
  bots: readonly BotConfig[];
  firstUpdateId: number | undefined;
};

export function createWorld(options: WorldOptions): World {
  const world: World = {
    now: options.now,
    strict: options.strict,
    bots: [],
    users: new Map(),
    groups: new Map(),
    chats: new Map(),
    callbacks: new Map(),
    checkouts: new Map(),
    charges: new Map(),
    paymentFaults: [],
    latePayments: new Set(),
    files: new Map(),
    calls: [],
    violations: [],
    listeners: new Set(),
    serial: 0,
  };
  resetWorld(world, options);
  return world;
}

/** Forgets chats, people, webhooks, logs; keeps listeners. */
export function resetWorld(world: World, options: WorldOptions): void {
  const { users, groups, chats, callbacks, checkouts, charges, files } = world;
  for (const map of [users, groups, chats, callbacks, checkouts, charges, files]) map.clear();
  world.paymentFaults.length = 0;
  world.calls.length = 0;
  world.violations.length = 0;
  world.bots = options.bots.map((config) => createBot(config, options));
}

// Ids start from the clock, so that after a restart they do not repeat those a bot has stored.
function createBot(config: BotConfig, options: WorldOptions): Bot {
  const seconds = Math.floor(options.now() / 1000);
  return {
    config,
    wire: {
      id: Number(config.token.split(":")[0]),
      is_bot: true,
      first_name: config.name,
      username: config.username,
    },
    pending: [],
    history: [],
    nextUpdateId: options.firstUpdateId ?? seconds,
    nextMessageId: options.firstUpdateId === undefined ? Math.abs(seconds - 1_700_000_000) + 1 : 1,
    commands: new Map(),
    descriptions: new Map(),
    shortDescriptions: new Map(),
    stars: [],
  };
}

export function announce(world: World, event: WorldEvent): void {
  for (const listener of world.listeners) listener(event);
}

export function findBot(
  world: World,
  key: BotKind | { token: string } | { username: string },
): Bot | undefined {
  return world.bots.find(({ config }) => {
    if (typeof key === "string") return config.kind === key;
    if ("token" in key) return config.token === key.token;
    return config.username.toLowerCase() === key.username.toLowerCase();
  });
}

export function botOf(world: World, kind: BotKind): Bot {
  const bot = findBot(world, kind);
  if (!bot) throw new Error(`the simulator has no ${kind} bot`);
  return bot;
}

const DEFAULT_PIN = { latitude: 35.7008, longitude: 51.3912, accuracy: 12 };

/** Adds a person, or returns the known one with this id with the given fields renewed. */
export function addUser(world: World, config: UserConfig): User {
  const id = config.id ?? 700_000_000 + ++world.serial;
  const wire: WireUser = { id, is_bot: false, first_name: config.firstName };
  if (config.lastName !== undefined) wire.last_name = config.lastName;
  if (config.username !== undefined) wire.username = config.username;
  if (config.languageCode !== undefined) wire.language_code = config.languageCode;
  const known = world.users.get(id);
  const user: User = known ?? {
    wire,
    deactivated: false,
    pin: { ...DEFAULT_PIN },
    hasPin: false,
    clipboard: "",
  };
  user.wire = wire;
  if (config.phone !== undefined) user.phone = config.phone;
  if (config.note !== undefined) user.note = config.note;
  world.users.set(id, user);
  announce(world, { kind: "people" });
  return user;
}

/** The conversation of a bot with a person or a group; created on first need. */
export function openChat(world: World, bot: Bot, wire: WireChat): Chat {
  const key = `${bot.wire.id}:${wire.id}`;
  const known = world.chats.get(key);
  if (known) {
    known.wire = wire;
    return known;
  }
  const chat: Chat = {
    bot,
    wire,
    messages: [],
    toasts: [],
    started: false,
    blocked: false,
    typingUntil: 0,
  };
  world.chats.set(key, chat);
  return chat;
}

export function privateChat(world: World, bot: Bot, user: User): Chat {
  const { id, first_name, last_name, username } = user.wire;
  const wire: WireChat = { id, type: "private", first_name };
  if (last_name !== undefined) wire.last_name = last_name;
  if (username !== undefined) wire.username = username;
  return openChat(world, bot, wire);
}

/**
 * The chat a bot may write to.
 * @throws ApiError 400 chat not found or migrated, 403 blocked, deactivated, not started, kicked
 */
export function writableChat(world: World, bot: Bot, chatId: unknown): Chat {
  if (typeof chatId !== "number") throw refused("chat not found");
  const group = world.groups.get(chatId);
  if (group?.migratedTo !== undefined) {
    throw refused("group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: group.migratedTo,
    });
  }
  const chat = world.chats.get(`${bot.wire.id}:${chatId}`);
  if (group) {
    if (!chat) throw refused("chat not found");
    const kind = group.wire.type === "group" ? "group" : "supergroup";
    if (chat.blocked) throw forbidden(`bot was kicked from the ${kind} chat`);
    return chat;
  }
  const user = world.users.get(chatId);
  if (!user) throw refused("chat not found");
  if (user.deactivated) throw forbidden("user is deactivated");
  if (chat?.blocked) throw forbidden("bot was blocked by the user");
  if (!chat?.started) throw forbidden("bot can't initiate conversation with a user");
  return chat;
}

export function findMessage(chat: Chat, messageId: number | undefined): StoredMessage | undefined {
  return chat.messages.findLast((message) => message.wire.message_id === messageId);
}

/** Appends a message with the next id and the clock's date. */
export function addMessage(
  world: World,
  chat: Chat,
  from: "me" | "bot",
  content: Partial<WireMessage> & { from: WireUser },
): StoredMessage {
  const wire: WireMessage = {
    message_id: chat.bot.nextMessageId++,
    date: seconds(world),
    chat: chat.wire,
    ...content,
  };
  const message: StoredMessage = { wire, from, editable: true, edits: 0, past: [], silent: false };
  chat.messages.push(message);
  announce(world, { kind: "chat", chat });
  return message;
}

export const seconds = (world: World): number => Math.floor(world.now() / 1000);
