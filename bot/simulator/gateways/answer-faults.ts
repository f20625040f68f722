import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import type { FaultName, FaultPlan } from "./faults.ts";
import type { Rail } from "./model.ts";

const before = ["http500_before", "lose_request"] as const;
const after = [
  "http500_after_commit",
  "lose_answer",
  "hang",
  "slow",
  "truncate_body",
  "html_instead_of_json",
] as const satisfies readonly FaultName[];

export type SandboxEnv = { Bindings: Partial<HttpBindings> };

/** What stands between a merchant's call and its answer. */
export function answerFaults(parts: {
  faults: FaultPlan;
  rail: Rail;
  callOf: (c: Context) => string;
  /** How many movements and payments there are: more afterwards means that the gateway committed something. */
  commits: () => number;
  /** Armed by the control plane; kills the embedding product between the gateway's commit and its answer. */
  killed: () => Promise<boolean>;
  /** Settles when the sandbox stops, so that nothing hangs longer than it. */
  stopped: Promise<void>;
}): MiddlewareHandler<SandboxEnv> {
  const { faults, rail, callOf } = parts;
  return async (c, next) => {
    const call = callOf(c);
    const early = faults.take(before, rail, call)?.name;
    if (early === "http500_before") return serverError(c, rail);
    if (early === "lose_request") return breakOff(c);
    const committed = parts.commits();
    await next();
    if (parts.commits() !== committed && (await parts.killed())) {
      c.res = undefined;
      c.res = breakOff(c);
      return undefined;
    }
    const late = faults.take(after, rail, call);
    if (!late) return undefined;
    const spoilt = await spoil(c, late.name, late.options.ms ?? 100);
    // Hono lays a second answer over the first, headers and all: take the first away.
    c.res = undefined;
    c.res = spoilt;
    return undefined;
  };

  async function spoil(c: Context<SandboxEnv>, name: FaultName, ms: number): Promise<Response> {
    const good = c.res;
    if (name === "http500_after_commit") return serverError(c, rail);
    if (name === "lose_answer") return breakOff(c);
    if (name === "html_instead_of_json") return c.html("<html><h1>502 Bad Gateway</h1></html>");
    if (name === "slow") await sleep(ms);
    if (name === "hang") {
      await Promise.race([gone(c), parts.stopped]);
      return breakOff(c);
    }
    if (name !== "truncate_body") return good;
    const text = await good.text();
    return new Response(text.slice(0, text.length / 2), {
      status: good.status,
      headers: { "content-type": "application/json" },
    });
  }
}

function serverError(c: Context, rail: Rail): Response {
  const body =
    rail === "yookassa"
      ? { type: "error", code: "internal_server_error", description: "Internal server error" }
      : { message: "Server Error" };
  return c.json(body, 500);
}

/** Ends the connection without a word; where there is none (a call inside the process), without a JSON. */
function breakOff(c: Context<SandboxEnv>): Response {
  const { outgoing } = c.env ?? {};
  if (!outgoing) return new Response("", { status: 502 });
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function gone(c: Context<SandboxEnv>): Promise<void> {
  return new Promise((resolve) => {
    c.env?.outgoing?.once("close", () => resolve());
  });
}
