import { railsOf } from "../../api/identities.ts";
import type { HouseRails } from "../../api/house.ts";
import { readSettings } from "../../api/config.ts";
import { keepAliveFetch } from "../../api/keep-alive-fetch.ts";
import { sandboxCredentials } from "../../bot/simulator/gateways/credentials.ts";
import {
  type RunningGateways,
  startGateways,
  type StartGatewaysOptions,
} from "../../bot/simulator/gateways/start-gateways.ts";

export interface SandboxRails {
  readonly gateways: RunningGateways;
  readonly rails: HouseRails;
}

/** Both gateways on loopback, which move only in `control.settle()`, and the rails that lead to them. */
export async function sandboxRails(
  options: StartGatewaysOptions & { readonly settings?: Readonly<Record<string, string>> },
): Promise<SandboxRails> {
  const { settings = {}, ...rest } = options;
  const gateways = await startGateways({ pulse: null, ...rest });
  const given = readSettings({
    ZARINPAL_BASE_URL: gateways.url,
    ZARINPAL_MERCHANT_ID: sandboxCredentials.zarinpal.merchantId,
    YOOKASSA_BASE_URL: gateways.url,
    YOOKASSA_SHOP_ID: sandboxCredentials.yookassa.shopId,
    YOOKASSA_SECRET_KEY: sandboxCredentials.yookassa.secretKey,
    ...settings,
  });
  return { gateways, rails: railsOf(given, keepAliveFetch()) };
}
