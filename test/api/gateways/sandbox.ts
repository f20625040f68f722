import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createYookassa, type Yookassa } from "../../../api/payments/rails/yookassa.ts";
import { createZarinpal, type Zarinpal } from "../../../api/payments/rails/zarinpal.ts";
import { keepAliveFetch } from "../../../api/keep-alive-fetch.ts";
import { sandboxCredentials } from "../../../bot/simulator/gateways/credentials.ts";
import {
  type RunningGateways,
  startGateways,
  type StartGatewaysOptions,
} from "../../../bot/simulator/gateways/start-gateways.ts";

/** The sandbox, clients that talk to it over HTTP, and a shop that hears its callbacks. */
export interface Sandbox extends RunningGateways {
  readonly zarinpal: Zarinpal;
  readonly yookassa: Yookassa;
  readonly token: string;
  /** What reached the shop: path with query, and the JSON. */
  readonly heard: { readonly path: string; readonly body: unknown }[];
  readonly shopUrl: string;
  /** HTTP status the shop answers with; 200. */
  answerWith: number;
  close(): Promise<void>;
}

const token = "token-of-tests";
export const midnight = Date.parse("2026-11-21T00:00:00Z");

export async function openSandbox(options: StartGatewaysOptions = {}): Promise<Sandbox> {
  const heard: Sandbox["heard"] = [];
  const shop = createServer((request, response) => {
    void hear(request, response);
  });
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    heard.push({ path: request.url ?? "", body });
    response.writeHead(sandbox.answerWith).end();
  }
  const shopUrl = await listen(shop);
  const gateways = await startGateways({
    clock: () => midnight,
    pulse: null,
    token,
    webhookTarget: `${shopUrl}/hook`,
    ...options,
  });
  const fetch = keepAliveFetch();
  const common = { baseUrl: gateways.url, fetch, timeoutMs: 400 };
  const sandbox: Sandbox = {
    ...gateways,
    token,
    heard,
    shopUrl,
    answerWith: 200,
    zarinpal: createZarinpal({ ...common, ...sandboxCredentials.zarinpal }),
    yookassa: createYookassa({ ...common, ...sandboxCredentials.yookassa }),
    async close() {
      await gateways.stop();
      shop.closeAllConnections();
      await new Promise((resolve) => shop.close(resolve));
    },
  };
  return sandbox;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? null : (JSON.parse(text) as unknown);
}

/** An authority of a fresh payment of 660 000 rials. */
export async function openOnZarinpal(
  { zarinpal, shopUrl }: Pick<Sandbox, "zarinpal" | "shopUrl">,
  amount = 660_000,
): Promise<string> {
  const started = await zarinpal.request({
    attemptId: "att_zp",
    amount,
    description: "سفارش ۱۰۴۲",
    callbackUrl: `${shopUrl}/pay/zp/cb/att_zp?from=bot`,
  });
  if (started.kind !== "ok") throw new Error(JSON.stringify(started));
  return started.value.authority;
}

export const yookassaOrder = {
  attemptId: "att_yk",
  amount: 32_900,
  method: "card",
  description: "Заказ 17",
  returnUrl: "https://app.example/pay/yk/return/att_yk",
  metadata: { order_id: "17" },
  receipt: null,
} as const;

let orders = 0;
/** The id of a fresh payment of 329 roubles. */
export async function openOnYookassa(
  { yookassa }: Pick<Sandbox, "yookassa">,
  order: Partial<Parameters<Yookassa["create"]>[0]> = {},
): Promise<string> {
  const attemptId = `att_yk_${(orders += 1)}`;
  const created = await yookassa.create({ ...yookassaOrder, attemptId, ...order });
  if (created.kind !== "ok") throw new Error(JSON.stringify(created));
  return created.value.id;
}

/** A raw call of the API, for what our client never sends. */
export async function rawYookassa(
  { url }: { readonly url: string },
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { shopId, secretKey } = sandboxCredentials.yookassa;
  const answer = await fetch(`${url}/v3${path}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${shopId}:${secretKey}`)}`,
      "content-type": "application/json",
      "idempotence-key": crypto.randomUUID(),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
