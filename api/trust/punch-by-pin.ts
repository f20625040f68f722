import * as z from "zod";
import { recordPunch } from "../attendance/record-punch.ts";
import { countTry, type Rate } from "../core/rate-limit.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { latinDigits } from "../documents/rules/calm-text.ts";
import type { OpenKiosk } from "./kiosk-page-data.ts";
import { isPin } from "./pin-hash.ts";

const digits = (least: number, most: number) =>
  z
    .string()
    .max(32)
    .transform(latinDigits)
    .pipe(z.string().regex(new RegExp(`^\\d{${least},${most}}$`)));

export const pinPunchInput = z.object({
  number: digits(1, 12),
  pin: digits(4, 6),
  /** Made by the page for each attempt, so that an answer that was lost can be asked for again. */
  attempt: z.string().regex(/^[\w-]{8,40}$/),
});

/** What the screen shows for some seconds. */
export interface PinReceipt {
  readonly name: string;
  readonly direction: "in" | "out";
  readonly at: number;
  readonly timeZone: string;
  readonly code: string | null;
  /** When the same was said a moment ago: this one is stored and not counted. */
  readonly duplicateOf: number | null;
}

const window = 15 * 60_000;
/** Of one number, wherever it is typed; a right PIN begins anew. */
const ofNumber: Rate = { limit: 5, windowMs: window };
/** Wrong ones at one screen, whosever. */
const ofKiosk: Rate = { limit: 20, windowMs: window };

interface Found {
  readonly employeeId: string;
  readonly name: string;
  readonly hash: string;
  readonly telegramUserId: number;
}

/**
 * Number and PIN typed at a kiosk are the next punch there, as a scanned code is. Whatever is wrong is told alike, and takes the
 * same work.
 * @throws {Refusal} `pin_wrong`; `rate_limited` after five tries of a number or twenty wrong ones at a screen within 15 minutes
 */
export async function punchByPin(
  deps: Deps,
  kiosk: OpenKiosk,
  { number, pin, attempt }: z.infer<typeof pinPunchInput>,
  requestId: string,
): Promise<PinReceipt> {
  const { orgId } = kiosk;
  const numberKey = `pin:${orgId}:${number}`;
  const kioskKey = `pin-kiosk:${kiosk.id}`;
  await refuseTired(deps, kioskKey);
  await countTry(deps, numberKey, ofNumber);
  const found = await whoseNumber(deps, orgId, number);
  const right = await isPin(
    deps,
    { orgId, employeeId: found?.employeeId ?? "", pin },
    found?.hash ?? "",
  );
  if (found === null || !right) {
    await countTry(deps, kioskKey, ofKiosk);
    throw new Refusal("pin_wrong");
  }
  const now = deps.clock();
  const receipt = await recordPunch(
    {
      deps,
      requestId,
      caller: { bot: "staff", telegramUserId: found.telegramUserId },
      command: null,
    },
    {
      chatId: found.telegramUserId,
      messageId: 1,
      at: now,
      label: null,
      forwarded: false,
      viaBot: false,
      fromOffline: false,
    },
    null,
    {
      orgId,
      employeeId: found.employeeId,
      code: kiosk.code,
      sourceKey: `pin:${kiosk.id}:${found.employeeId}:${attempt}`,
      actor: `kiosk:${kiosk.id}`,
      statements: [{ sql: "delete from rate_counters where key = ?", params: [numberKey] }],
    },
  ).catch(toldAlike);
  return {
    name: found.name,
    direction: receipt.direction === "out" ? "out" : "in",
    at: receipt.at,
    timeZone: receipt.timeZone,
    code: receipt.code ?? null,
    duplicateOf: receipt.duplicateOf,
  };
}

/** Who has left, whose access is paused or who keeps no time is nobody to a screen. */
function toldAlike(error: unknown): never {
  if (error instanceof Refusal && error.code !== "kiosk_unknown") throw new Refusal("pin_wrong");
  throw error;
}

async function refuseTired({ db, clock }: Deps, key: string): Promise<void> {
  const [counted] = await db.read([
    {
      sql: "select max(count) from rate_counters where key = ? and slot > ?",
      params: [key, clock() - window],
    },
  ]);
  if (Number(counted?.rows[0]?.[0] ?? 0) >= ofKiosk.limit)
    throw new Refusal("rate_limited", { afterS: window / 1000 });
}

async function whoseNumber({ db }: Deps, orgId: string, number: string): Promise<Found | null> {
  const [found] = await db.read([
    {
      sql: `select e.id, e.name, e.kiosk_pin, p.telegram_user_id from employees e join persons p on p.id = e.person_id
        where e.org_id = ? and e.personnel_number = ? and e.state = 'active' and e.kiosk_pin is not null and e.paused_at is null
        order by e.id limit 1`,
      params: [orgId, number],
    },
  ]);
  const row = found?.rows[0];
  return row === undefined
    ? null
    : {
        employeeId: String(row[0]),
        name: String(row[1]),
        hash: String(row[2]),
        telegramUserId: Number(row[3]),
      };
}
