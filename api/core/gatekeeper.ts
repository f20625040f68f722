import type { MiddlewareHandler } from "hono";
import { fingerprint } from "./fingerprint.ts";
import type { AppEnv } from "./http.ts";
import { Refusal } from "./refusal.ts";
import { type BotName, botNames } from "./words.ts";

const commandMethods = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const keyPattern = /^[A-Za-z0-9:._-]{8,120}$/;

/** Signs the bot in by its key and takes the acting Telegram user from its header. @throws {Refusal} `unauthenticated` */
export const signIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  const bot = botOfKey(c.get("deps").config.botKeys, c.req.header("authorization") ?? "");
  const telegramUserId = Number(c.req.header("x-telegram-user"));
  if (bot === undefined || !Number.isSafeInteger(telegramUserId) || telegramUserId <= 0)
    throw new Refusal("unauthenticated");
  c.set("caller", { bot, telegramUserId });
  c.set("command", null);
  await next();
};

function botOfKey(keys: Readonly<Record<BotName, string>>, header: string): BotName | undefined {
  return botNames.find((bot) => keys[bot] !== "" && sameText(header, `Bearer ${keys[bot]}`));
}

/** Compares in a time that does not tell how much of the text was right. */
function sameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let i = 0; i < expected.length; i++)
    difference |= expected.charCodeAt(i) ^ (given.charCodeAt(i) || 0);
  return difference === 0;
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
