import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { FaultPlan } from "./faults.ts";
import type { YookassaPayment } from "./model.ts";
import type { GatewayWorld } from "./world.ts";
import type { YookassaDesk } from "./yookassa-desk.ts";
import { asObject, type Input, InputMistake, readMoney, readOrder } from "./yookassa-input.ts";
import { selectPage } from "./yookassa-list.ts";
import type { YookassaObjects } from "./yookassa-objects.ts";

const keyLife = 24 * 3_600_000;

export interface Shop {
  readonly shopId: string;
  readonly secretKey: string;
}

type ShopHono = Hono<{ Variables: { shop: string } }>;

/** `/v3/*` as YooKassa answers it: Basic auth, keys remembered for a day, refusals with a code and a parameter. (BIL 3.2) */
export function yookassaApi(parts: {
  world: GatewayWorld;
  desk: YookassaDesk;
  objects: YookassaObjects;
  faults: FaultPlan;
  shops: readonly Shop[];
}): ShopHono {
  const { world, desk, objects, faults, shops } = parts;
  const api: ShopHono = new Hono();

  api.use(async (c, next) => {
    const shop = shops.find(
      ({ shopId, secretKey }) =>
        c.req.header("authorization") === `Basic ${btoa(`${shopId}:${secretKey}`)}`,
    );
    if (!shop) return refuse(c, 401, "invalid_credentials", "Authentication failed", "Basic");
    if (faults.take(["too_many_requests"], "yookassa", callOf(c.req.method, c.req.path)))
      return refuse(c, 429, "too_many_requests", "Too many requests");
    c.set("shop", shop.shopId);
    return next();
  });

  api.onError((error, c) => {
    if (!(error instanceof InputMistake)) throw error;
    return refuse(c, 400, "invalid_request", error.message, error.parameter);
  });

  /** Does `work` once a key: the same body gets the same object, another body is a mistake. */
  async function once(
    c: Context,
    shop: string,
    work: (input: Input) => { readonly id: string },
  ): Promise<string> {
    const key = c.req.header("idempotence-key") ?? "";
    if (key === "") throw new InputMistake("Idempotence-Key", "Idempotence key is missing");
    if (key.length > 64) throw new InputMistake("Idempotence-Key", "Idempotence key is too long");
    const body = await c.req.text();
    const name = `${shop} ${c.req.method} ${key}`;
    const known = world.keys.get(name);
    if (known && world.now() - known.at < keyLife) {
      if (known.body === c.req.path + body) return known.id;
      throw new InputMistake("Idempotence-Key", "Idempotence key duplicated");
    }
    const { id } = work(readJson(body));
    world.keys.set(name, { at: world.now(), body: c.req.path + body, id });
    return id;
  }

  const own = (shop: string, id: string | undefined): YookassaPayment | undefined => {
    const payment = world.yookassa.get(id ?? "");
    return payment?.merchant === shop ? payment : undefined;
  };

  api.post("/payments", async (c) => {
    const shop = c.get("shop");
    const { origin } = new URL(c.req.url);
    const id = await once(c, shop, (input) =>
      desk.open({ ...readOrder(input, world.rules.fiscal), merchant: shop, origin }),
    );
    return shown(c, id);
  });

  api.get("/payments", (c) => {
    const all = [...world.yookassa.values()].filter(({ merchant }) => merchant === c.get("shop"));
    const { items, next } = selectPage(all, new URL(c.req.url).searchParams);
    const list = { type: "list", items: items.map(objects.payment) };
    return c.json(next === null ? list : { ...list, next_cursor: next });
  });

  api.get("/payments/:id", (c) => shown(c, c.req.param("id")));

  api.post("/payments/:id/capture", async (c) => {
    const payment = own(c.get("shop"), c.req.param("id"));
    if (!payment) return missing(c);
    const id = await once(c, c.get("shop"), (input) => {
      const wanted = input["amount"];
      const amount = wanted === undefined ? payment.amount : readMoney(wanted, "amount");
      if (desk.capture(payment, amount)) return payment;
      throw new InputMistake("payment_id", "Incorrect payment status or amount");
    });
    return shown(c, id);
  });

  api.post("/payments/:id/cancel", async (c) => {
    const payment = own(c.get("shop"), c.req.param("id"));
    if (!payment) return missing(c);
    const id = await once(c, c.get("shop"), () => {
      if (desk.cancel(payment)) return payment;
      throw new InputMistake("payment_id", "Only a payment that waits for capture can be canceled");
    });
    return shown(c, id);
  });

  api.post("/refunds", async (c) => {
    const id = await once(c, c.get("shop"), (input) => {
      const payment = own(c.get("shop"), String(input["payment_id"]));
      if (payment?.status !== "succeeded")
        throw new InputMistake("payment_id", "Payment is missing or not succeeded");
      const amount = readMoney(input["amount"], "amount");
      if (amount > desk.remaining(payment))
        throw new InputMistake("amount", "Refund amount is more than what remains");
      const fault = faults.take(["refund_pending", "refund_canceled"], "yookassa", "refund");
      const how = fault?.name === "refund_canceled" ? "never" : fault ? "later" : "at_once";
      return desk.refund(payment, amount, how);
    });
    return shownRefund(c, id);
  });

  api.get("/refunds/:id", (c) => shownRefund(c, c.req.param("id")));

  function shown(c: Context, id: string): Response {
    const payment = own(c.get("shop"), id);
    return payment ? c.json(objects.payment(payment)) : missing(c);
  }

  function shownRefund(c: Context, id: string): Response {
    const refund = world.refunds.get(id);
    if (!refund || refund.merchant !== c.get("shop")) return missing(c);
    return c.json(objects.refund(refund));
  }

  return api;
}

/** The name under which a fault can be planned for a call. */
export function callOf(method: string, path: string): string {
  const [, collection = "", id, act] = /\/v3\/(\w+)(?:\/([^/]+)(?:\/(\w+))?)?/.exec(path) ?? [];
  if (act !== undefined) return act;
  if (collection === "refunds") return method === "POST" ? "refund" : "getRefund";
  if (id !== undefined) return "get";
  return method === "POST" ? "create" : "list";
}

function readJson(body: string): Input {
  if (body === "") return {};
  try {
    return asObject(JSON.parse(body));
  } catch {
    throw new InputMistake("body", "JSON is illegal");
  }
}

function missing(c: Context): Response {
  return refuse(c, 404, "not_found", "Object is not found", "id");
}

function refuse(
  c: Context,
  status: 400 | 401 | 404 | 429,
  code: string,
  description: string,
  parameter?: string,
): Response {
  return c.json({ type: "error", id: randomUUID(), code, description, parameter }, status);
}
