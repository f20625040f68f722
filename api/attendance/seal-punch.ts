import type { Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import type { NewPunch } from "./punch-statements.ts";

/** Letters that cannot be mistaken for each other when read out. */
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 10;
/** Receipts of one person are chained while their punches lie this close together, ms. */
const dayMs = 24 * 60 * 60_000;

/** What a receipt vouches for: the row as it was written, nothing that could follow later. */
export type SealedFacts = Pick<
  NewPunch,
  "orgId" | "id" | "employeeId" | "at" | "receivedAt" | "kind" | "source" | "sourceKey" | "timeZone"
> &
  Pick<
    NewPunch,
    "workplaceId" | "verdict" | "distanceM" | "reason" | "supersedesId" | "recordedBy" | "reference"
  >;

const keys = new Map<string, Promise<CryptoKey>>();
const keysKept = 1000;

/**
 * The receipt of a punch: ten characters of an HMAC over its row and the person's receipt before it, so that neither a row nor
 * one between two others can be changed, added or taken away unseen (ATT idea 2).
 * @param previous the person's last receipt of that day; null for the first
 */
export async function receiptOf(
  { config }: { readonly config: Pick<Deps["config"], "signingKey"> },
  punch: SealedFacts,
  previous: string | null,
): Promise<string> {
  const key = await keyOf(config.signingKey, punch.orgId);
  const text = new TextEncoder().encode(canonical(punch, previous));
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, text));
  let bits = bytes.subarray(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let code = "";
  for (let digit = 0; digit < codeLength; digit++) {
    code += crockford[Number(bits & 31n)] ?? "";
    bits >>= 5n;
  }
  return code;
}

export type SealedPunch = NewPunch & { readonly receipt: string };

/** The same punch with its receipt. */
export const sealed = async (
  deps: Pick<Deps, "config">,
  punch: NewPunch,
  previous: string | null,
): Promise<SealedPunch> => ({
  ...punch,
  receipt: await receiptOf(deps, punch, previous),
});

/**
 * Many punches at once, in their order: each follows on the one before it of the same person and day.
 * @param previous the stored receipts before them, by `employeeId` and position in the list
 */
export async function sealAll(
  deps: Pick<Deps, "config">,
  punches: readonly NewPunch[],
  previous: (punch: NewPunch, index: number) => string | null,
): Promise<SealedPunch[]> {
  const done: SealedPunch[] = [];
  const lastOf = new Map<string, { readonly at: number; readonly receipt: string }[]>();
  for (const [index, punch] of punches.entries()) {
    const own = lastOf.get(punch.employeeId) ?? [];
    const near = own.findLast(({ at }) => Math.abs(at - punch.at) <= dayMs);
    const one = await sealed(deps, punch, near?.receipt ?? previous(punch, index));
    lastOf.set(punch.employeeId, [...own, { at: one.at, receipt: one.receipt }]);
    done.push(one);
  }
  return done;
}

/** The last receipt around an instant, for a query that has employee `e` in its FROM; its parameters are `aroundOf`. */
export const previousReceiptColumn = `(select q.receipt from punches q where q.org_id = e.org_id and q.employee_id = e.id
    and q.at between ? and ? and q.receipt is not null order by q.received_at desc, q.id desc limit 1)`;
export const aroundOf = (at: number): [number, number] => [at - dayMs, at + dayMs];

/** The receipts before punches to be entered, a row each: position in the list, receipt. */
export const previousReceipts = (
  orgId: string,
  punches: readonly Pick<NewPunch, "employeeId" | "at">[],
): Statement => ({
  sql: `select j.key, (select q.receipt from punches q where q.org_id = ? and q.employee_id = j.value ->> 0
      and q.at between (j.value ->> 1) - ${dayMs} and (j.value ->> 1) + ${dayMs} and q.receipt is not null
      order by q.received_at desc, q.id desc limit 1) from json_each(?) j`,
  params: [orgId, JSON.stringify(punches.map(({ employeeId, at }) => [employeeId, at]))],
});

/** `K7Q2-9FTRA0` or `k7q2 9ftra0` as the code that is stored; null when it is none. */
export function codeOf(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return code.length === codeLength && [...code].every((char) => crockford.includes(char))
    ? code
    : null;
}

const canonical = (punch: SealedFacts, previous: string | null): string =>
  JSON.stringify([
    punch.orgId,
    punch.id,
    punch.employeeId,
    punch.at,
    punch.receivedAt,
    punch.kind,
    punch.source,
    punch.sourceKey,
    punch.timeZone,
    punch.workplaceId,
    punch.verdict,
    punch.distanceM,
    punch.reason,
    punch.supersedesId,
    punch.recordedBy,
    punch.reference ?? null,
    previous,
  ]);

/** Of one organisation, from the deployment's secret; made once and kept. */
function keyOf(secret: string, orgId: string): Promise<CryptoKey> {
  const name = `${secret}\n${orgId}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= keysKept) keys.clear();
  const made = deriveKey(secret, orgId);
  keys.set(name, made);
  return made;
}

async function deriveKey(secret: string, orgId: string): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveKey",
  ]);
  const info = encoder.encode(`punch receipts of ${orgId}`);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info },
    base,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
}
