import * as z from "zod";

const token = z
  .string()
  .regex(/^\d{3,}:[A-Za-z0-9_-]{10,}$/, "must look like 123456:ABC-DEF…, as BotFather gives it");
const secret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,256}$/, "must be 16 to 256 characters of A-Z a-z 0-9 _ -");
const databaseUrl = z
  .url({ protocol: /^(https?|libsql)$/ })
  .transform((url) => url.replace(/^libsql:/, "https:").replace(/\/+$/, ""));
const origin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));
const userName = z
  .string()
  .regex(/^@?[A-Za-z0-9_]{5,32}$/)
  .transform((name) => name.replace(/^@/, ""));

/** `42, 77` */
const telegramIds = z
  .string()
  .regex(/^\s*\d{1,16}(\s*,\s*\d{1,16})*\s*$/, "must be Telegram user ids, separated by commas")
  .transform((text) => text.split(",").map(Number));

const settings = z
  .object({
    HOST: z.string().default("127.0.0.1"),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    DATABASE_PATH: z.string().min(1).default(".data/hozur.db"),
    DATABASE_URL: databaseUrl.optional(),
    DATABASE_TOKEN: z.string().min(1).optional(),
    STAFF_BOT_TOKEN: token.optional(),
    OWNER_BOT_TOKEN: token.optional(),
    STAFF_BOT_USERNAME: userName.optional(),
    OWNER_BOT_USERNAME: userName.optional(),
    STAFF_WEBHOOK_SECRET: secret.optional(),
    OWNER_WEBHOOK_SECRET: secret.optional(),
    STAFF_API_KEY: secret.optional(),
    OWNER_API_KEY: secret.optional(),
    TELEGRAM_API_ROOT: origin.default("https://api.telegram.org"),
    LINK_ORIGIN: origin.default("https://t.me"),
    PUBLIC_URL: origin.optional(),
    OPERATOR_TELEGRAM_IDS: telegramIds.default([]),
    SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  })
  .superRefine((env, check) => {
    if ((env.STAFF_BOT_TOKEN === undefined) !== (env.OWNER_BOT_TOKEN === undefined))
      check.addIssue({
        code: "custom",
        path: [env.STAFF_BOT_TOKEN === undefined ? "STAFF_BOT_TOKEN" : "OWNER_BOT_TOKEN"],
        message: "set both bot tokens, or neither to run with the simulator",
      });
    if (env.STAFF_BOT_TOKEN !== undefined && env.STAFF_BOT_TOKEN === env.OWNER_BOT_TOKEN)
      check.addIssue({
        code: "custom",
        path: ["OWNER_BOT_TOKEN"],
        message: "the two bots need two tokens",
      });
    if (env.PUBLIC_URL === undefined) return;
    for (const name of ["STAFF_WEBHOOK_SECRET", "OWNER_WEBHOOK_SECRET"] as const)
      if (env[name] === undefined)
        check.addIssue({
          code: "custom",
          path: [name],
          message: "is needed for webhooks at PUBLIC_URL",
        });
  });

export type Settings = z.infer<typeof settings>;

/** A setting is missing or wrong; `message` says which and what to write, one a line, for the person at the terminal. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads the settings that `.env.example` explains. An empty value counts as not set.
 * @throws {SettingsError}
 */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (read.success) return read.data;
  const lines = read.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new SettingsError(
    `These settings need your attention (.env.example explains each):\n${lines.join("\n")}`,
  );
}
