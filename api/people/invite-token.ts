import { sha256 } from "../core/gatekeeper.ts";
import type { ApiConfig } from "../deps.ts";

const tokenShape = /^[\w-]{22}$/;

/** 16 random bytes as base64url: 22 characters. Only its hash is stored. */
export function newInviteToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The link that opens the staff bot with the invitation. */
export const inviteLink = (config: ApiConfig, token: string): string =>
  `${config.linkOrigin}/${config.botNames.staff}?start=i_${token}`;

/** @returns null for what can't be a token */
export async function inviteTokenHash(token: string): Promise<string | null> {
  return tokenShape.test(token) ? sha256(`invite ${token}`) : null;
}
