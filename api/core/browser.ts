import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { MiddlewareHandler } from "hono";
import type { AppEnv, Request } from "./http.ts";
import { sameText, signingKeys } from "./keys.ts";
import { Refusal } from "./refusal.ts";
import { base64url, sign } from "./sign.ts";

const isHttps = (c: Request): boolean => c.get("deps").config.pageOrigin.startsWith("https:");

/** `__Host-` binds it to this host alone, which browsers take over https only (ASVS 3.4.4). */
const cookieName = (c: Request): string => (isHttps(c) ? "__Host-hozur" : "hozur");

export const sessionToken = (c: Request): string | undefined => getCookie(c, cookieName(c));

/** @param maxAgeMs how long the browser keeps it */
export const keepSessionToken = (c: Request, token: string, maxAgeMs: number): void =>
  setCookie(c, cookieName(c), token, {
    path: "/",
    httpOnly: true,
    secure: isHttps(c),
    sameSite: "Lax",
    maxAge: Math.floor(maxAgeMs / 1000),
  });

export function forgetSessionToken(c: Request): void {
  deleteCookie(c, cookieName(c), { path: "/", secure: isHttps(c) });
}

/** What a form of a session carries, so that no other site can send it (ASVS 4.2.2). */
export const formKey = (c: Request, sessionId: string): Promise<string> =>
  formKeyWith(c.get("deps").config.signingKey, sessionId);

const formKeyWith = async (key: string, sessionId: string): Promise<string> =>
  base64url(await sign(key, `form ${sessionId}`)).slice(0, 32);

/** Whether a form of a session brought its key: the one of the present signing key, or of one before it. */
export async function isFormKey(c: Request, sessionId: string, given: string): Promise<boolean> {
  const keys = signingKeys(c.get("deps").config);
  const made = await Promise.all(keys.map((key) => formKeyWith(key, sessionId)));
  return made.map((one) => sameText(given, one)).includes(true);
}

/** Forms come from our own pages: browsers say where from, and what does not say so is no browser's form. @throws {Refusal} `forbidden` */
export const ownFormsOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    const origin = c.req.header("origin");
    const own = [c.get("deps").config.pageOrigin, new URL(c.req.url).origin];
    if (origin === undefined || !own.includes(origin)) throw new Refusal("forbidden");
    if (!(c.req.header("content-type") ?? "").startsWith("application/x-www-form-urlencoded"))
      throw new Refusal("unsupported_media_type");
  }
  await next();
};

/** Nothing from elsewhere, nothing inline without the nonce of this answer, nobody's frame, nothing kept. */
export function lockPage(c: Request): string {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(16)));
  c.header(
    "content-security-policy",
    `default-src 'none'; script-src 'self'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "same-origin");
  c.header("x-frame-options", "DENY");
  return nonce;
}

/** The fields of a form, single values only. */
export async function formOf(c: Request): Promise<Readonly<Record<string, string>>> {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
