import { sha256 } from "../core/gatekeeper.ts";
import { base64url } from "../core/sign.ts";
import type { ApiConfig } from "../deps.ts";

const tokenShape = /^[\w-]{32}$/;

/** 24 random bytes: 32 characters that nobody guesses. Only the hash is stored. */
export const newKioskToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(24)));

/** A key of the codes, 32 bytes. */
export const newKioskSecret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Where the page of a kiosk opens, on any old tablet. */
export const kioskLink = (config: ApiConfig, token: string): string =>
  `${config.pageOrigin}/kiosk/${token}`;

/** @returns null for what can't be a token */
export async function kioskTokenHash(token: string): Promise<string | null> {
  return tokenShape.test(token) ? sha256(`kiosk ${token}`) : null;
}
