import * as z from "zod";

const token = z
  .string()
  .regex(/^\d{3,}:[A-Za-z0-9_-]{10,}$/, "must look like 123456:ABC-DEF…, as BotFather gives it");
/** `new,old`: the first is used, all are accepted, so that a secret can be changed while the product runs. */
const secrets = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{16,256}(\s*,\s*[A-Za-z0-9_-]{16,256}){0,2}$/,
    "must be 16 to 256 characters of A-Z a-z 0-9 _ -, or up to three such, separated by commas",
  )
  .transform((text) => text.split(",").map((one) => one.trim()));
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

/** `codes@hozur.example`, or `Hozur <codes@hozur.example>`. */
const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>\r\n"]{1,60} <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/,
    "must be an address, or a name and <an address>",
  );

/** Who may be asked for money: nobody on this machine, and nobody who listens in plain text. */
const isRealGateway = (base: string): boolean =>
  base.startsWith("https:") && !loopback.test(new URL(base).hostname);
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

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
    STAFF_WEBHOOK_SECRET: secrets.optional(),
    OWNER_WEBHOOK_SECRET: secrets.optional(),
    STAFF_API_KEY: secrets.optional(),
    OWNER_API_KEY: secrets.optional(),
    SIGNING_KEY: secrets.optional(),
    CALLS_PER_MINUTE_PERSON: z.coerce.number().int().min(60).default(300),
    CALLS_PER_MINUTE_ORGANISATION: z.coerce.number().int().min(600).default(6000),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    TELEGRAM_API_ROOT: origin.default("https://api.telegram.org"),
    LINK_ORIGIN: origin.default("https://t.me"),
    PUBLIC_URL: origin.optional(),
    OPERATOR_TELEGRAM_IDS: telegramIds.default([]),
    ZARINPAL_MERCHANT_ID: z.uuid().optional(),
    ZARINPAL_BASE_URL: origin.default("https://payment.zarinpal.com"),
    YOOKASSA_SHOP_ID: z.string().min(1).max(64).optional(),
    YOOKASSA_SECRET_KEY: z.string().min(8).max(256).optional(),
    YOOKASSA_BASE_URL: origin.default("https://api.yookassa.ru"),
    YOOKASSA_RECEIPT_EMAIL: z.email().optional(),
    TELEGRAM_PROVIDER_TOKEN: z.string().min(8).max(256).optional(),
    STARS_MINOR_PER_STAR: z.coerce.number().int().min(1).max(1_000_000).optional(),
    MAIL_FROM: mailFrom.optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_HTTP_URL: origin.optional(),
    MAIL_HTTP_TOKEN: z.string().min(8).max(512).optional(),
    SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
    GATEWAYS_PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
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
    if ((env.YOOKASSA_SHOP_ID === undefined) !== (env.YOOKASSA_SECRET_KEY === undefined))
      check.addIssue({
        code: "custom",
        path: [env.YOOKASSA_SHOP_ID === undefined ? "YOOKASSA_SHOP_ID" : "YOOKASSA_SECRET_KEY"],
        message: "set both, or neither to do without YooKassa",
      });
    if ((env.MAIL_HTTP_URL === undefined) !== (env.MAIL_HTTP_TOKEN === undefined))
      check.addIssue({
        code: "custom",
        path: [env.MAIL_HTTP_URL === undefined ? "MAIL_HTTP_URL" : "MAIL_HTTP_TOKEN"],
        message: "set both, or neither to do without a provider",
      });
    if (
      (env.SMTP_URL !== undefined || env.MAIL_HTTP_URL !== undefined) &&
      env.MAIL_FROM === undefined
    )
      check.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "is needed to send e-mail" });
    for (const name of ["ZARINPAL_BASE_URL", "YOOKASSA_BASE_URL"] as const)
      if (env.STAFF_BOT_TOKEN !== undefined && !isRealGateway(env[name]))
        check.addIssue({
          code: "custom",
          path: [name],
          message: "must be https and not this machine: real money goes there",
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
