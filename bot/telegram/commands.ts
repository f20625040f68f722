import { type Language, languages, type TextKey, translator } from "../../locales/index.ts";
import type { BotName } from "../core/incoming.ts";
import type { TelegramClient } from "./client.ts";

/** Who sees which menu: somebody we do not know yet, or somebody at work. */
export type CommandAudience = "stranger" | "member";

/** What both bots ask Telegram to deliver. */
export const allowedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
] as const;

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
  readonly url: string;
  readonly secret: string;
  readonly maxConnections?: number;
}

/**
 * Tells Telegram what the bot is: commands and descriptions in every language, and where updates go. Safe to repeat.
 * @param webhook absent: the bot polls, so a webhook is taken away
 * @throws {TelegramFailure}
 */
export async function publishBot(
  client: TelegramClient,
  {
    bot,
    language,
    webhook,
  }: {
    readonly bot: BotName;
    /** For people whose Telegram speaks another language. */
    readonly language: Language;
    readonly webhook?: WebhookAddress;
  },
): Promise<void> {
  const readers = [
    { language, code: {} },
    ...languages.map((spoken) => ({ language: spoken, code: { language_code: spoken } })),
  ];
  for (const { language: spoken, code } of readers) {
    const scope = { type: "all_private_chats" };
    await client.call("setMyCommands", {
      commands: menuOf(bot, "stranger", spoken),
      scope,
      ...code,
    });
    await client.call("setMyDescription", {
      description: textOf(spoken, `common.profile.${bot}.description`),
      ...code,
    });
    await client.call("setMyShortDescription", {
      short_description: textOf(spoken, `common.profile.${bot}.short_description`),
      ...code,
    });
  }
  await publishWebhook(client, webhook);
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

async function publishWebhook(
  client: TelegramClient,
  webhook: WebhookAddress | undefined,
): Promise<void> {
  if (!webhook) {
    await client.call("deleteWebhook");
    return;
  }
  await client.call("setWebhook", {
    url: webhook.url,
    secret_token: webhook.secret,
    allowed_updates: allowedUpdates,
    max_connections: webhook.maxConnections ?? 40,
  });
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
