import type { MiddlewareHandler } from "hono";
import type { ApiConfig } from "../deps.ts";
import { fingerprint } from "./fingerprint.ts";
import type { AppEnv } from "./http.ts";
import { sameText } from "./keys.ts";
import { Refusal } from "./refusal.ts";
import { type BotName, botNames } from "./words.ts";

const commandMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const keyPattern = /^[A-Za-z0-9:._-]{8,120}$/;

/** Signs the bot in by its key and takes the acting Telegram user from its header. @throws {Refusal} `unauthenticated`, `rate_limited` */
export const signIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { config } = c.get("deps");
  const bot = botOfKey(config, c.req.header("authorization") ?? "");
  const telegramUserId = Number(c.req.header("x-telegram-user"));
  if (bot === undefined || !Number.isSafeInteger(telegramUserId) || telegramUserId <= 0)
    throw new Refusal("unauthenticated");
  c.set("caller", { bot, telegramUserId });
  c.set("command", null);
  c.get("limits")?.person(c.get("deps"), `person:${telegramUserId}`);
  await next();
};

function botOfKey({ botKeys, formerBotKeys }: ApiConfig, header: string): BotName | undefined {
  return botNames.find((bot) =>
    [botKeys[bot], ...(formerBotKeys?.[bot] ?? [])].some(
      (key) => key !== "" && sameText(header, `Bearer ${key}`),
    ),
  );
}

/**
 * Every command names itself, so that its repetition is no second command.
 * @throws {Refusal} `idempotency_key_missing`, `unsupported_media_type`
 */
export const nameCommand: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!commandMethods.has(c.req.method)) return next();
  if (!(c.req.header("content-type") ?? "").startsWith("application/json"))
    throw new Refusal("unsupported_media_type");
  const key = c.req.header("idempotency-key") ?? "";
  if (!keyPattern.test(key)) throw new Refusal("idempotency_key_missing");
  const { bot, telegramUserId } = c.get("caller");
  const requestHash = fingerprint(`${c.req.method} ${c.req.path} ${await c.req.text()}`);
  c.set("command", { key: `${bot}:${telegramUserId}:${key}`, requestHash, replayed: false });
  return next();
};

/** @returns hex, 64 characters */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
