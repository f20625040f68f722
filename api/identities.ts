import type { FrontEndSettings } from "../bot/front-end.ts";
import { createTelegramClient } from "../bot/telegram/client.ts";
import { type Settings, SettingsError } from "./config.ts";
import type { BotName } from "./core/words.ts";
import type { ApiConfig } from "./deps.ts";
import type { HouseRails } from "./house.ts";
import type { GatewayFetch } from "./payments/rails/ask-gateway.ts";
import { createYookassa } from "./payments/rails/yookassa.ts";
import { createZarinpal } from "./payments/rails/zarinpal.ts";

interface Bots {
  readonly config: ApiConfig;
  readonly telegram: FrontEndSettings;
  readonly rails: HouseRails;
}

/**
 * The two bots and the ways to pay, as the settings name them. A user name that is not set is asked from Telegram, once.
 * @throws {SettingsError} a token is missing, or Telegram refuses it
 */
export async function botsOf(
  settings: Settings,
  version: string,
  fetch: GatewayFetch = (url, init) => globalThis.fetch(url, init),
): Promise<Bots> {
  const [staff, owner] = await Promise.all([
    botOf(
      "staff",
      settings,
      settings.STAFF_BOT_TOKEN,
      settings.STAFF_BOT_USERNAME,
      settings.STAFF_WEBHOOK_SECRET,
    ),
    botOf(
      "owner",
      settings,
      settings.OWNER_BOT_TOKEN,
      settings.OWNER_BOT_USERNAME,
      settings.OWNER_WEBHOOK_SECRET,
    ),
  ]);
  // Signs as long as no key is set; what it signed holds after one is.
  const tokens = `${staff.token} ${owner.token}`;
  return {
    config: {
      botKeys: {
        staff: settings.STAFF_API_KEY?.[0] ?? randomKey(),
        owner: settings.OWNER_API_KEY?.[0] ?? randomKey(),
      },
      formerBotKeys: {
        staff: settings.STAFF_API_KEY?.slice(1) ?? [],
        owner: settings.OWNER_API_KEY?.slice(1) ?? [],
      },
      botTokens: [staff.token, owner.token],
      botNames: { staff: staff.identity.username, owner: owner.identity.username },
      linkOrigin: settings.LINK_ORIGIN,
      pageOrigin: settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`,
      ownerChat: `${settings.LINK_ORIGIN}/${owner.identity.username}`,
      version,
      signingKey: settings.SIGNING_KEY?.[0] ?? tokens,
      formerKeys:
        settings.SIGNING_KEY === undefined ? [] : [...settings.SIGNING_KEY.slice(1), tokens],
      callLimits: {
        person: settings.CALLS_PER_MINUTE_PERSON,
        organisation: settings.CALLS_PER_MINUTE_ORGANISATION,
      },
      operators: settings.OPERATOR_TELEGRAM_IDS,
    },
    telegram: {
      apiRoot: settings.TELEGRAM_API_ROOT,
      bots: { staff, owner },
      linkOrigin: settings.LINK_ORIGIN,
    },
    rails: railsOf(settings, fetch),
  };
}

/** The ways to pay that the settings give; what is not set is not offered. */
export function railsOf(settings: Settings, fetch: GatewayFetch): HouseRails {
  const { ZARINPAL_MERCHANT_ID: merchantId, YOOKASSA_SHOP_ID: shopId } = settings;
  const { YOOKASSA_SECRET_KEY: secretKey, STARS_MINOR_PER_STAR: minorPerStar } = settings;
  const { TELEGRAM_PROVIDER_TOKEN: providerToken } = settings;
  return {
    zarinpal:
      merchantId === undefined
        ? null
        : createZarinpal({ baseUrl: settings.ZARINPAL_BASE_URL, merchantId, fetch }),
    yookassa:
      shopId === undefined || secretKey === undefined
        ? null
        : createYookassa({ baseUrl: settings.YOOKASSA_BASE_URL, shopId, secretKey, fetch }),
    receiptEmail: settings.YOOKASSA_RECEIPT_EMAIL ?? null,
    telegram: providerToken === undefined ? null : { providerToken },
    stars: minorPerStar === undefined ? null : { minorPerStar },
  };
}

async function botOf(
  bot: BotName,
  settings: Settings,
  token: string | undefined,
  username: string | undefined,
  secrets: readonly string[] | undefined,
): Promise<FrontEndSettings["bots"][BotName]> {
  const name = bot.toUpperCase();
  if (token === undefined)
    throw new SettingsError(`${name}_BOT_TOKEN is not set (.env.example explains it).`);
  const known = username ?? (await askUserName(settings, token, name));
  const identity = { id: Number(token.split(":")[0]), username: known, firstName: known };
  return { token, identity, secret: secrets?.[0], formerSecrets: secrets?.slice(1) ?? [] };
}

async function askUserName(settings: Settings, token: string, name: string): Promise<string> {
  const client = createTelegramClient({ token, apiRoot: settings.TELEGRAM_API_ROOT });
  const me = (await client.call("getMe").catch(() => null)) as { username?: string } | null;
  if (me?.username === undefined)
    throw new SettingsError(
      `${name}_BOT_TOKEN: ${settings.TELEGRAM_API_ROOT} does not accept it, or can't be reached. Check the token, or set ${name}_BOT_USERNAME.`,
    );
  return me.username;
}

/** For bots and API in one process: nobody else needs to know it. */
const randomKey = (): string => `${crypto.randomUUID()}${crypto.randomUUID()}`;
