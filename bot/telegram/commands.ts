import { type Language, languages, type TextKey, translator } from "../../locales/index.ts";
import type { BotName } from "../core/incoming.ts";
import type { TelegramClient } from "./client.ts";

/** Who sees which menu: somebody we do not know yet, or somebody at work. */
export type CommandAudience = "stranger" | "member";

/** What each bot asks Telegram to deliver. */
export const allowedUpdates: Readonly<Record<BotName, readonly string[]>> = {
  staff: ["message", "edited_message", "callback_query", "my_chat_member"],
  owner: ["message", "edited_message", "callback_query", "my_chat_member"],
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

/** The menu of one person's chat, in the language they chose. Call it when their role or language changes. TG 8.53 */
export async function publishChatCommands(
  client: TelegramClient,
  {
    bot,
    chatId,
    audience,
    language,
  }: {
    readonly bot: BotName;
    readonly chatId: number;
    readonly audience: CommandAudience;
    readonly language: Language;
  },
): Promise<void> {
  await client.call("setMyCommands", {
    commands: menuOf(bot, audience, language),
    scope: { type: "chat", chat_id: chatId },
  });
}

/** Gives a person who left the menu of strangers again. TG 8.49 */
export async function withdrawChatCommands(client: TelegramClient, chatId: number): Promise<void> {
  await client.call("deleteMyCommands", { scope: { type: "chat", chat_id: chatId } });
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
