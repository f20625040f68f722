/** What Telegram vouches for: who opened the Mini App, and when. */
export interface InitData {
  readonly telegramUserId: number;
  /** Instant, ms. */
  readonly at: number;
  /** Telegram's own seal; serves as the name of this opening, so that it is used once. */
  readonly hash: string;
}

const utf8 = new TextEncoder();
/** Older ones are refused (ATT §5), ms. */
export const longestLife = 5 * 60_000;
/** Clocks may differ by so much, ms. */
const longestLead = 60_000;
const longestText = 8192;

/**
 * Checks the `initData` of a Telegram Mini App against the tokens of our bots: every pair but `hash`, sorted, sealed with
 * HMAC-SHA256 under the key HMAC("WebAppData", token) (TG §2.4).
 * @returns null for what is forged, changed, too old or without a person
 */
export async function readInitData(
  text: string,
  { tokens, now }: { readonly tokens: readonly string[]; readonly now: number },
): Promise<InitData | null> {
  if (text.length > longestText) return null;
  const pairs = [...new URLSearchParams(text)];
  const names = pairs.map(([name]) => name);
  const hash = pairs.find(([name]) => name === "hash")?.[1] ?? "";
  if (!/^[0-9a-f]{64}$/.test(hash) || new Set(names).size !== names.length) return null;
  const checked = pairs
    .filter(([name]) => name !== "hash")
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join("\n");
  const seal = bytesOf(hash);
  const ours = await Promise.all(tokens.map((token) => isSealed(token, checked, seal)));
  if (!ours.includes(true)) return null;
  const values = new Map(pairs);
  const at = Number(values.get("auth_date")) * 1000;
  const telegramUserId = userIdOf(values.get("user"));
  if (telegramUserId === null || !(now - at <= longestLife && at - now <= longestLead)) return null;
  return { telegramUserId, at, hash };
}

/** `crypto.subtle.verify` compares in constant time. */
async function isSealed(
  token: string,
  text: string,
  seal: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const secret = await crypto.subtle.sign(
    "HMAC",
    await hmac(utf8.encode("WebAppData"), "sign"),
    utf8.encode(token),
  );
  return crypto.subtle.verify("HMAC", await hmac(secret, "verify"), seal, utf8.encode(text));
}

const hmac = (key: BufferSource, use: "sign" | "verify"): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [use]);

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );

function userIdOf(json: string | undefined): number | null {
  try {
    const { id } = JSON.parse(json ?? "") as { id?: unknown };
    return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}
