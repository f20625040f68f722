import type { KioskScene, PunchScene } from "../attendance/punch-scene.ts";
import { sameText } from "../core/keys.ts";
import { Refusal } from "../core/refusal.ts";
import { base64url, bytesOfBase64url, sign } from "../core/sign.ts";
import type { Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";

/** How long a code is shown, ms. */
export const stepMs = 30_000;
/** The step shown before is good as well, and the next: clocks and thumbs are slow (ATT K12). */
const stepsAround = 1;
const kioskBytes = 6;
const stepBytes = 4;
const macBytes = 12;

export const stepAt = (at: number): number => Math.floor(at / stepMs);

/** What a code says of itself; whether it is true is known when its kiosk's key has been read. */
export interface ScannedCode {
  /** The kiosk's short name. */
  readonly code: string;
  readonly step: number;
  readonly mac: string;
}

/** A fresh short name of a kiosk: 8 characters. */
export const newKioskCode = (): string =>
  base64url(crypto.getRandomValues(new Uint8Array(kioskBytes)));

/** What the QR of a step carries behind `start=`: 32 of 64 characters (ATT §5). */
export async function startOf(
  kiosk: { readonly code: string; readonly secret: string },
  step: number,
): Promise<string> {
  const name = bytesOfBase64url(kiosk.code) ?? new Uint8Array();
  const payload = new Uint8Array(kioskBytes + stepBytes + macBytes);
  payload.set(name.subarray(0, kioskBytes));
  new DataView(payload.buffer).setUint32(kioskBytes, step);
  payload.set((await macOf(kiosk, step)).subarray(0, macBytes), kioskBytes + stepBytes);
  return `k_${base64url(payload)}`;
}

/** The key alone makes codes: nobody who has seen a thousand of them can make another. */
const macOf = (
  { code, secret }: { readonly code: string; readonly secret: string },
  step: number,
): Promise<Uint8Array> => sign(secret, `kiosk ${code} ${step}`);

/** Reads what came behind `start=`; what no kiosk shows names none, so that who scanned it is looked at first. */
export function readStart(start: string): ScannedCode {
  const bytes = start.startsWith("k_") ? bytesOfBase64url(start.slice(2)) : null;
  if (bytes?.length !== kioskBytes + stepBytes + macBytes) return { code: "", step: 0, mac: "" };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    code: base64url(bytes.subarray(0, kioskBytes)),
    step: view.getUint32(kioskBytes),
    mac: base64url(bytes.subarray(kioskBytes + stepBytes)),
  };
}

/**
 * Whether the code was on the screen when the message was sent, for this person for the first time (ATT K12). Its own
 * organisation's screens only.
 * @param at when the message was sent, ms
 * @throws {Refusal} `kiosk_unknown`, `kiosk_expired`, `kiosk_used`
 */
export async function checkCode(
  kiosk: KioskScene | null,
  scanned: ScannedCode,
  at: number,
): Promise<void> {
  if (kiosk === null) throw new Refusal("kiosk_unknown");
  const mac = await macOf({ code: scanned.code, secret: kiosk.secret }, scanned.step);
  if (!sameText(scanned.mac, base64url(mac.subarray(0, macBytes))))
    throw new Refusal("kiosk_unknown");
  if (Math.abs(stepAt(at) - scanned.step) > stepsAround) throw new Refusal("kiosk_expired");
  if (kiosk.isUsed) throw new Refusal("kiosk_used");
}

/** Marks the step as used by this person, in the batch of the punch. */
export function useCode(
  { member, kiosk }: PunchScene,
  scanned: ScannedCode | null,
  now: number,
): Statement[] {
  if (kiosk === null || scanned === null) return [];
  return [
    {
      sql: "insert into kiosk_scans (org_id, kiosk_id, step, employee_id, created_at) values (?, ?, ?, ?, ?)",
      params: [member.organisation.id, kiosk.id, scanned.step, member.employeeId, now],
    },
  ];
}

/** Two messages with one code at the same moment: the second finds it used. */
export const isUsedCode = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  error.target.startsWith("kiosk_scans.");
