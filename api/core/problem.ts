import type { Context as HonoContext } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { DatabaseError } from "../../db/errors.ts";
import type { AppEnv } from "./http.ts";
import { errorFields } from "./log.ts";
import { Refusal, type RefusalCode, refusalStatus } from "./refusal.ts";

const codeOfStatus: Partial<Record<number, RefusalCode>> = {
  400: "malformed_json",
  401: "unauthenticated",
  404: "not_found",
  405: "method_not_allowed",
  413: "body_too_large",
  415: "unsupported_media_type",
};

/** Any error as a refusal; what is nobody's business becomes `internal`. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof HTTPException) return new Refusal(codeOfStatus[error.status] ?? "internal");
  if (error instanceof DatabaseError && (error.kind === "busy" || error.kind === "unavailable"))
    return new Refusal("unavailable");
  return new Refusal("internal");
}

/** RFC 9457 answer; `instance` is the request id, `params` the facts for a text in the reader's language. */
export function problem(c: HonoContext<AppEnv>, error: unknown) {
  const refusal = refusalOf(error);
  const status = refusalStatus[refusal.code] as ContentfulStatusCode;
  if (status >= 500)
    c.get("deps").log("error", {
      event: "failed",
      request_id: c.get("requestId"),
      code: refusal.code,
      ...errorFields(error),
    });
  return c.body(
    JSON.stringify({
      type: `urn:hozur:problem:${refusal.code}`,
      title: refusal.code.replaceAll("_", " "),
      status,
      code: refusal.code,
      instance: c.get("requestId"),
      params: refusal.params,
      ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
    }),
    status,
    {
      "content-type": "application/problem+json",
      ...(status === 503 ? { "retry-after": "2" } : {}),
      ...(status === 429 ? { "retry-after": String(refusal.params["afterS"] ?? 60) } : {}),
    },
  );
}
