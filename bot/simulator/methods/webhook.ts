import { invalid } from "../api-error.ts";
import type { Bot, Webhook } from "../model.ts";
import { flag, list, number, text, type Payload } from "../parameters.ts";
import type { World } from "../world.ts";

export function getMe(_world: World, bot: Bot): Record<string, unknown> {
  return {
    ...bot.wire,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
  };
}

export function setWebhook(world: World, bot: Bot, payload: Payload): true {
  const url = text(payload, "url") ?? "";
  if (url === "") return deleteWebhook(world, bot, payload);
  // The real server demands https; on loopback plain http is what everything here speaks.
  const scheme = URL.canParse(url) ? new URL(url).protocol : "";
  if (scheme !== "http:" && scheme !== "https:")
    throw invalid("bad webhook: invalid webhook URL specified");
  const secret = text(payload, "secret_token");
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    throw invalid("secret token contains unallowed characters");
  }
  const webhook: Webhook = { url, maxConnections: number(payload, "max_connections") ?? 40 };
  if (webhook.maxConnections < 1 || webhook.maxConnections > 100)
    throw invalid("max_connections must be 1-100");
  if (secret !== undefined) webhook.secretToken = secret;
  rememberAllowed(bot, payload);
  if (flag(payload, "drop_pending_updates")) bot.pending.length = 0;
  bot.webhook = webhook;
  return true;
}

export function deleteWebhook(_world: World, bot: Bot, payload: Payload): true {
  delete bot.webhook;
  if (flag(payload, "drop_pending_updates")) bot.pending.length = 0;
  return true;
}

export function getWebhookInfo(_world: World, bot: Bot): Record<string, unknown> {
  const { webhook } = bot;
  return {
    url: webhook?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: bot.pending.length,
    ...(webhook && { max_connections: webhook.maxConnections, ip_address: "127.0.0.1" }),
    ...(webhook?.lastErrorDate !== undefined && {
      last_error_date: webhook.lastErrorDate,
      last_error_message: webhook.lastErrorMessage,
    }),
    ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
  };
}

/** An absent list keeps the earlier setting; an empty one restores the default. */
export function rememberAllowed(bot: Bot, payload: Payload): void {
  const allowed = list(payload, "allowed_updates");
  if (!allowed) return;
  if (allowed.some((name) => typeof name !== "string"))
    throw invalid("allowed_updates must be an Array of String");
  if (allowed.length === 0) delete bot.allowedUpdates;
  else bot.allowedUpdates = allowed as string[];
}
