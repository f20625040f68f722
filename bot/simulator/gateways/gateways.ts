import { Hono } from "hono";
import { answerFaults, type SandboxEnv } from "./answer-faults.ts";
import { controlRoutes } from "./control-routes.ts";
import { createControl, type GatewayControl } from "./control.ts";
import { sandboxCredentials } from "./credentials.ts";
import { createFaultPlan } from "./faults.ts";
import { payRoutes } from "./pay-routes.ts";
import { createWebhooks } from "./webhooks.ts";
import { createGatewayWorld, type GatewayRules } from "./world.ts";
import { callOf, type Shop, yookassaApi } from "./yookassa-api.ts";
import { createYookassaDesk } from "./yookassa-desk.ts";
import { yookassaObjects } from "./yookassa-objects.ts";
import { zarinpalApi } from "./zarinpal-api.ts";
import { createZarinpalDesk } from "./zarinpal-desk.ts";

export interface GatewayOptions {
  /** Epoch ms; the control plane moves it on. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Of the control plane; without one it cannot be reached over HTTP. */
  readonly token?: string;
  /** Where YooKassa's webhooks go; null or absent: they wait until there is somewhere. */
  readonly webhookTarget?: string | null;
  /** How webhooks and callbacks get there. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly rules?: Partial<GatewayRules>;
  /** For `killAfter`: ends the product. */
  readonly onKill?: () => void | Promise<void>;
  readonly zarinpalMerchants?: readonly string[];
  readonly yookassaShops?: readonly Shop[];
}

export interface Gateways {
  /**
   * Zarinpal at `/pg`, YooKassa at `/v3`, both with the server's root as their base URL; `/yookassa/pay`, `/sandbox`, `/_ctl`.
   */
  readonly app: Hono<SandboxEnv>;
  readonly control: GatewayControl;
  /** Lets go of every call that hangs. */
  readonly stop: () => void;
}

const { zarinpal, yookassa, stranger } = sandboxCredentials;

/** Zarinpal and YooKassa for one machine: the same answers, buyers one can play, faults one can plan. (BIL 3.6) */
export function createGateways(options: GatewayOptions = {}): Gateways {
  const send = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const world = createGatewayWorld(options.clock ?? Date.now, options.rules ?? {});
  const faults = createFaultPlan();
  const stopping = Promise.withResolvers<void>();
  let armed = false;

  const zarinpalDesk = createZarinpalDesk(world);
  const yookassaDesk = createYookassaDesk(world, (event, id) => webhooks.notify(event, id));
  const objects = yookassaObjects(world, yookassaDesk);
  const webhooks = createWebhooks({
    world,
    faults,
    fetch: send,
    target: options.webhookTarget ?? null,
    objectOf(id) {
      const payment = world.yookassa.get(id);
      if (payment) return objects.payment(payment);
      const refund = world.refunds.get(id);
      return refund && objects.refund(refund);
    },
  });
  const control = createControl({
    world,
    faults,
    zarinpal: zarinpalDesk,
    yookassa: yookassaDesk,
    objects,
    webhooks,
    fetch: send,
    arm: (now) => void (armed = now),
  });

  const between = {
    faults,
    commits: () =>
      world.journal.length + world.zarinpal.size + world.yookassa.size + world.refunds.size,
    async killed() {
      const kill = armed;
      armed = false;
      if (kill) await options.onKill?.();
      return kill;
    },
    stopped: stopping.promise,
  };

  const app = new Hono<SandboxEnv>();
  app.use(async (_c, next) => {
    zarinpalDesk.sweep();
    yookassaDesk.sweep();
    await next();
  });
  app.use(
    "/pg/v4/*",
    answerFaults({
      ...between,
      rail: "zarinpal",
      callOf: (c) => /(\w+)\.json$/.exec(c.req.path)?.[1] ?? "",
    }),
  );
  app.use(
    "/v3/*",
    answerFaults({
      ...between,
      rail: "yookassa",
      callOf: (c) => callOf(c.req.method, c.req.path),
    }),
  );
  app.route(
    "/pg/v4/payment",
    zarinpalApi({
      world,
      desk: zarinpalDesk,
      faults,
      merchants: options.zarinpalMerchants ?? [zarinpal.merchantId, stranger.zarinpal.merchantId],
    }),
  );
  app.route(
    "/v3",
    yookassaApi({
      world,
      desk: yookassaDesk,
      objects,
      faults,
      shops: options.yookassaShops ?? [yookassa, stranger.yookassa],
    }),
  );
  app.route("/", payRoutes({ world, zarinpal: zarinpalDesk, yookassa: yookassaDesk }));
  if (options.token !== undefined) app.route("/_ctl", controlRoutes(control, options.token));

  return { app, control, stop: () => stopping.resolve() };
}
