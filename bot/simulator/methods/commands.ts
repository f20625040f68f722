import { invalid, refused } from "../api-error.ts";
import type { Bot } from "../model.ts";
import { list, number, object, text, type Payload } from "../parameters.ts";
import type { World } from "../world.ts";

export type BotCommand = { command: string; description: string };

/** Scopes and the fields each must have (Bot API BotCommandScope). */
const SCOPES: Record<string, readonly string[]> = {
  default: [],
  all_private_chats: [],
  all_group_chats: [],
  all_chat_administrators: [],
  chat: ["chat_id"],
  chat_administrators: ["chat_id"],
  chat_member: ["chat_id", "user_id"],
};

export function setMyCommands(_world: World, bot: Bot, payload: Payload): true {
  const commands = (list(payload, "commands") ?? []).map(checkCommand);
  if (commands.length > 100) throw invalid("too many commands");
  const key = scopeKey(payload);
  if (commands.length === 0) bot.commands.delete(key);
  else bot.commands.set(key, commands);
  return true;
}

export function getMyCommands(_world: World, bot: Bot, payload: Payload): BotCommand[] {
  return bot.commands.get(scopeKey(payload)) ?? [];
}

export function deleteMyCommands(_world: World, bot: Bot, payload: Payload): true {
  bot.commands.delete(scopeKey(payload));
  return true;
}

/** Where a person looks at the menu. */
export type Viewer = {
  chat: { id: number; type: "private" | "group" | "supergroup" };
  userId: number;
  languageCode: string | undefined;
  isAdministrator?: boolean;
};

/** The commands a person sees: the first non-empty list, each scope with the language, then without. */
export function resolveCommands(bot: Bot, viewer: Viewer): BotCommand[] {
  const { id } = viewer.chat;
  const inGroup = [
    `chat_member:${id}:${viewer.userId}`,
    ...(viewer.isAdministrator ? [`chat_administrators:${id}`] : []),
    `chat:${id}`,
    ...(viewer.isAdministrator ? ["all_chat_administrators"] : []),
    "all_group_chats",
    "default",
  ];
  const scopes =
    viewer.chat.type === "private" ? [`chat:${id}`, "all_private_chats", "default"] : inGroup;
  const language = viewer.languageCode?.slice(0, 2).toLowerCase();
  for (const scope of scopes) {
    const found =
      (language && bot.commands.get(`${scope}|${language}`)) || bot.commands.get(`${scope}|`);
    if (found) return found;
  }
  return [];
}

export function setMyDescription(_world: World, bot: Bot, payload: Payload): true {
  return setText(bot.descriptions, text(payload, "description") ?? "", 512, payload);
}

export function getMyDescription(
  _world: World,
  bot: Bot,
  payload: Payload,
): { description: string } {
  return { description: bot.descriptions.get(languageOf(payload)) ?? "" };
}

export function setMyShortDescription(_world: World, bot: Bot, payload: Payload): true {
  return setText(bot.shortDescriptions, text(payload, "short_description") ?? "", 120, payload);
}

export function getMyShortDescription(
  _world: World,
  bot: Bot,
  payload: Payload,
): { short_description: string } {
  return { short_description: bot.shortDescriptions.get(languageOf(payload)) ?? "" };
}

export function setChatMenuButton(world: World, bot: Bot, payload: Payload): true {
  const button = object(payload, "menu_button") ?? { type: "default" };
  const type = button["type"];
  if (type !== "default" && type !== "commands" && type !== "web_app")
    throw invalid("unknown menu button type");
  const chatId = number(payload, "chat_id");
  if (chatId === undefined) {
    bot.menuButton = button;
    return true;
  }
  const chat = world.chats.get(`${bot.wire.id}:${chatId}`);
  if (!chat) throw refused("chat not found");
  chat.menuButton = button;
  return true;
}

export function getChatMenuButton(
  world: World,
  bot: Bot,
  payload: Payload,
): Record<string, unknown> {
  const chat = world.chats.get(`${bot.wire.id}:${number(payload, "chat_id") ?? 0}`);
  return chat?.menuButton ?? bot.menuButton ?? { type: "default" };
}

function setText(texts: Map<string, string>, value: string, limit: number, payload: Payload): true {
  if ([...value].length > limit) throw invalid("text is too long");
  if (value === "") texts.delete(languageOf(payload));
  else texts.set(languageOf(payload), value);
  return true;
}

function checkCommand(value: unknown): BotCommand {
  const { command, description } = (value ?? {}) as Record<string, unknown>;
  if (typeof command !== "string" || !/^\/?[a-z0-9_]{1,32}$/.test(command))
    throw invalid("BOT_COMMAND_INVALID");
  if (typeof description !== "string" || description === "" || [...description].length > 256) {
    throw invalid("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return { command: command.replace("/", ""), description };
}

function scopeKey(payload: Payload): string {
  const scope = object(payload, "scope") ?? { type: "default" };
  const type = String(scope["type"]);
  const fields = Object.hasOwn(SCOPES, type) ? SCOPES[type] : undefined;
  if (!fields) throw invalid(`can't parse BotCommandScope: Unsupported type "${type}" specified`);
  const ids = fields.map((name) => {
    const id = Number(scope[name]);
    if (!Number.isSafeInteger(id))
      throw invalid(`can't parse BotCommandScope: ${name} is required`);
    return id;
  });
  return `${[type, ...ids].join(":")}|${languageOf(payload)}`;
}

function languageOf(payload: Payload): string {
  const code = text(payload, "language_code") ?? "";
  if (code !== "" && !/^[a-z]{2}$/.test(code)) throw invalid("invalid language code specified");
  return code;
}
