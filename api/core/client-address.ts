import type { MiddlewareHandler } from "hono";
import { sha256 } from "./gatekeeper.ts";
import type { AppEnv, Request } from "./http.ts";
import { createCallLimit, type Rate } from "./rate-limit.ts";

/** Where a request comes from; null where this deployment cannot tell for sure. */
export const addressOf = (c: Request): string | null =>
  c.get("deps").clientAddress?.(c.req.raw.headers, c.env) ?? null;

/** What counts as one caller: of IPv6 the network of 64 bits that one connection gets. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const all = [...left, ...Array<string>(gap).fill("0"), ...right];
  return `${all.slice(0, 4).map(plain).join(":")}::/64`;
}

const plain = (group: string): string => group.replace(/^0+(?=.)/, "");

/** What opens something in the path of a door: a kiosk's address, a paper's key, an attempt, a link of a bot. */
const opener = /^\/(?:pay\/\w+|paper|kiosk|web\/enter)\/([^/]+)/;

/**
 * Holds back whoever knocks at a door without a sign-in too often: by address, or where that is unknown by what the path opens,
 * so that nobody can shut a door for others. Counted as calls are, over all processes.
 */
export function limitDoor(door: string, rate: Rate): MiddlewareHandler<AppEnv> {
  const limit = createCallLimit(rate);
  return async (c, next) => {
    const address = addressOf(c);
    const opens = opener.exec(c.req.path)?.[1];
    if (address !== null) limit(c.get("deps"), `door:${door}:${networkOf(address)}`);
    else if (opens !== undefined) limit(c.get("deps"), `door:${door}:${await sha256(opens)}`);
    await next();
  };
}
