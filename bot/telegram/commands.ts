import { type Language, languages, type TextKey, translator } from "../../locales/index.ts";
import type { BotName } from "../core/incoming.ts";
import type { TelegramClient } from "./client.ts";

/** Who sees which menu: somebody we do not know yet, or somebody at work. */
type CommandAudience = "stranger" | "member";

/** What each bot asks Telegram to deliver. */
export const allowedUpdates: Readonly<Record<BotName, readonly string[]>> = {
  staff: ["message", "edited_message", "callback_query", "my_chat_member"],
  owner: ["message", "edited_message", "callback_query", "my_chat_member", "pre_checkout_query"],
};

/** At most five, each also reachable by a button. A screen answers each by its `commands`. */
export const commandMenus = {
  staff: {
    stranger: ["start", "settings"],
    member: ["today", "month", "leave", "requests", "settings"],
  },
  owner: {
    stranger: ["start", "settings"],
    member: ["menu", "team", "approvals", "people", "settings"],
  },
} as const satisfies Readonly<
  Record<BotName, Readonly<Record<CommandAudience, readonly string[]>>>
>;

/** What a command's screen asks for; the others are for everybody at work. */
const needs: Readonly<Partial<Record<string, string>>> = {
  team: "attendance.view_team",
  approvals: "requests.decide",
  people: "people.manage",
};

export interface WebhookAddress {
  readonly bot: BotName;
  readonly url: string;
  readonly secret: string;
  readonly maxConnections?: number;
}

/**
 * Tells Telegram what the bot is, in every language: commands for strangers and descriptions. Safe to repeat.
 * @param fallback for people whose Telegram speaks another language
 * @throws {TelegramFailure}
 */
export async function introduceBot(
  client: TelegramClient,
  bot: BotName,
  fallback: Language = "fa",
): Promise<void> {
  const readers = [
    { language: fallback, code: {} },
    ...languages.map((language) => ({ language, code: { language_code: language } })),
  ];
  for (const { language, code } of readers) {
    const commands = menuOf(bot, "stranger", language);
    const description = textOf(language, `common.profile.${bot}.description`);
    const short = textOf(language, `common.profile.${bot}.short_description`);
    const scope = { type: "all_private_chats" };
    await client.call("setMyCommands", { commands, scope, ...code });
    await client.call("setMyDescription", { description, ...code });
    await client.call("setMyShortDescription", { short_description: short, ...code });
  }
}

/** Asks Telegram to bring updates to `url`. @throws {TelegramFailure} */
export async function setWebhook(client: TelegramClient, webhook: WebhookAddress): Promise<void> {
  await client.call("setWebhook", {
    url: webhook.url,
    secret_token: webhook.secret,
    allowed_updates: allowedUpdates[webhook.bot],
    max_connections: webhook.maxConnections ?? 40,
  });
}

/**
 * The menu of one person's chat in the language they chose: what their permissions open, or that of strangers.
 * TG 8.49, 8.53
 */
export async function publishChatCommands(
  client: TelegramClient,
  menu: {
    readonly bot: BotName;
    readonly chatId: number;
    readonly permissions: readonly string[] | null;
    readonly language: Language;
  },
): Promise<void> {
  const { bot, chatId, permissions, language } = menu;
  const all = menuOf(bot, permissions === null ? "stranger" : "member", language);
  const commands = all.filter(({ command }) => {
    const needed = needs[command];
    return needed === undefined || permissions?.includes(needed);
  });
  await client.call("setMyCommands", { commands, scope: { type: "chat", chat_id: chatId } });
}

function menuOf(bot: BotName, audience: CommandAudience, language: Language) {
  return commandMenus[bot][audience].map((command) => ({
    command,
    description: textOf(language, `common.commands.${command}`),
  }));
}

function textOf(language: Language, key: TextKey): string {
  return translator(language, { calendar: "gregorian", timeZone: "UTC" }).tp(key);
}
