const keys = new Map<string, Promise<CryptoKey>>();
const utf8 = new TextEncoder();

/** HMAC-SHA256 of a text, 32 bytes. A deployment has few keys, so they are kept ready. */
export async function sign(key: string, text: string): Promise<Uint8Array> {
  const made = keys.get(key) ?? importKey(key);
  if (keys.size < mostKeys) keys.set(key, made);
  return new Uint8Array(await crypto.subtle.sign("HMAC", await made, utf8.encode(text)));
}

const mostKeys = 500;

const importKey = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", utf8.encode(key), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** @returns null for what is no base64url */
export function bytesOfBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
