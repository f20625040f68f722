import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import type { SandboxEnv } from "./answer-faults.ts";
import type { GatewayControl } from "./control.ts";
import { faultMeanings, faultNames } from "./faults.ts";

type Command = (body: unknown) => unknown;

/**
 * `/_ctl`: `POST /_ctl/<command>` with JSON, `GET /_ctl/{ledger,faults,deliveries}`, each with `Authorization: Bearer <token>`
 * and from this machine. Everybody else meets 404.
 */
export function controlRoutes(control: GatewayControl, token: string): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>();

  routes.use(async (c, next) => {
    const from = c.env?.incoming?.socket.remoteAddress ?? "127.0.0.1";
    const local = /^(::1$|(::ffff:)?127\.)/.test(from);
    const known = same(c.req.header("authorization") ?? "", `Bearer ${token}`);
    return local && known ? next() : c.notFound();
  });

  routes.get("/ledger", (c) => c.json(control.ledger()));
  routes.get("/deliveries", (c) => c.json(control.deliveries()));
  routes.get("/faults", (c) => c.json(faultMeanings));

  for (const [name, run] of Object.entries(commandsOf(control))) {
    routes.post(`/${name}`, async (c) => {
      const body: unknown = await c.req.json().catch(() => ({}));
      try {
        return c.json({ result: (await run(body)) ?? null });
      } catch (error) {
        return c.json({ error: error instanceof Error ? error.message : "failed" }, 400);
      }
    });
  }

  return routes;
}

const id = z.string();
const whole = z.number().int();
const events = [
  "payment.waiting_for_capture",
  "payment.succeeded",
  "payment.canceled",
  "refund.succeeded",
  "callback_ok",
] as const;

function commandsOf(control: GatewayControl): Readonly<Record<string, Command>> {
  return {
    "clock.set": command(z.object({ at: whole }), ({ at }) => control.clock.set(at)),
    "clock.advance": command(z.object({ ms: whole }), ({ ms }) => control.clock.advance(ms)),
    next: command(nextInput, ({ fault, ...options }) => control.next(fault, options)),
    clear_faults: () => control.clearFaults(),
    pay: command(z.object({ id }), (input) => control.pay(input.id)),
    cancel: command(z.object({ id }), (input) => control.cancel(input.id)),
    decline: command(z.object({ id, reason: z.string().optional() }), (input) =>
      control.decline(input.id, input.reason),
    ),
    deliver: command(z.object({ id, times: whole.min(1).max(100).optional() }), (input) =>
      control.deliver(input.id, input.times),
    ),
    forge: command(z.object({ id, event: z.enum(events) }), (input) => control.forge(input)),
    tamper: command(z.object({ amount: whole.positive(), id: id.optional() }), (input) =>
      control.tamper(input.amount, input.id),
    ),
    kill_after: command(z.object({ point: z.literal("gateway_commit") }), ({ point }) =>
      control.killAfter(point),
    ),
    webhook_target: command(z.object({ url: z.url().nullable() }), ({ url }) =>
      control.webhookTarget(url),
    ),
    settle: () => control.settle(),
    reset: () => control.reset(),
  };
}

const nextInput = z.object({
  fault: z.enum(faultNames),
  times: whole.positive().exactOptional(),
  rail: z.enum(["zarinpal", "yookassa"]).exactOptional(),
  call: z.string().exactOptional(),
  ms: whole.exactOptional(),
  copies: whole.positive().exactOptional(),
});

/** What is asked in a wrong way is refused in words. */
function command<T>(input: z.ZodType<T>, run: (input: T) => unknown): Command {
  return (body) => {
    const read = input.safeParse(body);
    if (!read.success) throw new Error(z.prettifyError(read.error));
    return run(read.data);
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
