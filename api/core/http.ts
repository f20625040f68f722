import { Hono, type Context as HonoContext, type MiddlewareHandler } from "hono";
import { describeRoute, resolver, validator } from "hono-openapi";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import type { Access } from "./access.ts";
import type { Caller, Command, Context, Member, MemberContext } from "./context.ts";
import { loadMember } from "./member.ts";
import type { CallLimits } from "./rate-limit.ts";
import { Refusal } from "./refusal.ts";

export interface AppEnv {
  Variables: {
    deps: Deps;
    requestId: string;
    caller: Caller;
    command: Command | null;
    limits: CallLimits | null;
  };
}
/** One request on its way through a route. */
export type Request = HonoContext<AppEnv>;

export const createRouter = () => new Hono<AppEnv>();

/** What a verb gets from a request. */
export const contextOf = (c: Request): Context => ({
  deps: c.get("deps"),
  requestId: c.get("requestId"),
  caller: c.get("caller"),
  command: c.get("command"),
});

/**
 * The same for verbs inside an organisation. One read.
 * @throws {Refusal} `not_a_member`, `employment_ended`, `access_paused`, `rate_limited`
 */
export async function memberContextOf(c: Request): Promise<MemberContext> {
  const ctx = contextOf(c);
  const member = await loadMember(ctx);
  limitOrganisation(c, member);
  return { ...ctx, member };
}

/** Not asked for punches: at eight everybody comes at once. @throws {Refusal} `rate_limited` */
export const limitOrganisation = (c: Request, { organisation }: Member): void =>
  c.get("limits")?.organisation(c.get("deps"), `organisation:${organisation.id}`);

/** Answers JSON and says whether it is that of an earlier run of the same command. */
export function answer<T>(c: Request, ctx: Context, body: T) {
  if (ctx.command?.replayed === true) c.header("Idempotency-Replayed", "true");
  return c.json(body);
}

/** Checks one part of the request; what is wrong is named by JSON pointer, never echoed. @throws {Refusal} `invalid_input` */
export const validate = <Schema extends z.ZodType, Target extends "json" | "query" | "param">(
  target: Target,
  schema: Schema,
) =>
  validator(target, schema, (result) => {
    if (result.success) return;
    const errors = result.error.map((issue) => ({
      pointer: `/${(issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join("/")}`,
      code: "code" in issue ? String(issue.code) : "invalid",
    }));
    throw new Refusal("invalid_input", {}, errors);
  });

/** Puts the route into `/openapi.json`, with whom it answers: the verb checks it, a walk over all routes holds both together. */
export const describe = (
  operationId: string,
  summary: string,
  body: z.ZodType,
  tag: string,
  access: Access,
): MiddlewareHandler =>
  describeRoute({
    ...headOf(operationId, summary, tag, access),
    responses: {
      200: { description: summary, content: { "application/json": { schema: resolver(body) } } },
      default: { $ref: "#/components/responses/Problem" },
    },
  });

/** The same for a route that answers with a file. */
export const describeFile = (
  operationId: string,
  summary: string,
  mime: string,
  tag: string,
  access: Access,
): MiddlewareHandler =>
  describeRoute({
    ...headOf(operationId, summary, tag, access),
    responses: {
      200: {
        description: summary,
        content: { [mime]: { schema: { type: "string", format: "binary" } } },
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  });

const headOf = (operationId: string, summary: string, tag: string, access: Access) => ({
  operationId,
  summary,
  tags: [tag],
  "x-access": access,
});
