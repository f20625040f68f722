import { isIP } from "node:net";
import type { Deps } from "./deps.ts";

/** What the server on Node hands over with a request. */
interface NodeEnv {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/** This machine and networks of offices and clouds: a proxy that the settings do not name, or several people. */
const inside = /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i;

/**
 * Whose request it is, on Node: the other end of the connection, or what the last of so many proxies of ours wrote down. What a
 * client may have written itself is never read.
 * @param proxies how many proxies of the deployment stand before this process, each of which adds to X-Forwarded-For
 */
export function nodeAddress(proxies: number): NonNullable<Deps["clientAddress"]> {
  return (headers, env) => {
    if (proxies > 0) {
      const passed = (headers.get("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
      const said = passed.at(-proxies) ?? "";
      return isIP(said) === 0 ? null : said;
    }
    const { remoteAddress } = (env as NodeEnv | undefined)?.incoming?.socket ?? {};
    const peer = remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, "");
    return peer === undefined || inside.test(peer) ? null : peer;
  };
}
