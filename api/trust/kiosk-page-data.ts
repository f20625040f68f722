import { encode } from "uqr";
import { addDays } from "../core/calendar/local-date.ts";
import { instantAt, localDateOf, offsetAt } from "../core/calendar/zone.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { kioskTokenHash } from "./kiosk-token.ts";
import { startOf, stepAt, stepMs } from "./kiosk-code.ts";

/** Codes a page holds ahead: it works so long without the server, steps of 30 s. */
const stepsAhead = 240;
/** Codes in one answer: drawing them takes a moment, and nobody else should wait. */
const stepsAtOnce = 20;
/** A page asks at least every five minutes; who has not for ten is silent, ms. */
export const silentMs = 10 * 60_000;
/** The page's last sign of life is noted once a minute at most, ms. */
const noteMs = 60_000;

/** A kiosk as its page needs it. */
export interface OpenKiosk {
  readonly orgId: string;
  readonly id: string;
  readonly code: string;
  readonly secret: string;
  readonly seenAt: number | null;
  readonly name: string;
  readonly workplaceName: string;
  readonly organisationName: string;
  readonly language: Language;
  readonly calendar: CalendarName;
  readonly timeZone: string;
}

/** Whose page an address opens; null for one that was never told, or is no longer. One read. */
export async function openKiosk({ db }: Deps, token: string): Promise<OpenKiosk | null> {
  const hash = await kioskTokenHash(token);
  if (hash === null) return null;
  const [found] = await db.read([
    {
      sql: `select k.org_id, k.id, k.code, k.secret, k.seen_at, k.name, w.name, o.name, o.language, o.calendar, w.time_zone
        from kiosks k join organisations o on o.id = k.org_id
        join workplaces w on w.org_id = k.org_id and w.id = k.workplace_id and w.archived_at is null
        where k.token_hash = ? and k.revoked_at is null`,
      params: [hash],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) return null;
  const [orgId, id, code, secret, seenAt, name, workplaceName, organisationName] = row;
  return {
    orgId: String(orgId),
    id: String(id),
    code: String(code),
    secret: String(secret),
    seenAt: seenAt === null || seenAt === undefined ? null : Number(seenAt),
    name: String(name),
    workplaceName: String(workplaceName),
    organisationName: String(organisationName),
    language: row[8] as Language,
    calendar: row[9] as CalendarName,
    timeZone: String(row[10]),
  };
}

/** A link and its QR as rows of hex digits, four modules a digit, and how many modules wide it is. */
export interface StepCode {
  readonly step: number;
  readonly url: string;
  readonly size: number;
  readonly rows: string;
}

export interface KioskSlice {
  /** The server's clock, ms. */
  readonly now: number;
  readonly stepMs: number;
  /** How far the workplace's clock is ahead of UTC, ms. */
  readonly offsetMs: number;
  /** The local day and the next: when each begins, ms, as `YYYY-MM-DD`. */
  readonly days: readonly { readonly from: number; readonly date: string }[];
  readonly codes: readonly StepCode[];
  /** More codes may be asked for now. */
  readonly more: boolean;
}

/**
 * The next codes that a page does not hold yet, signed and drawn here: the key stays here, and an old tablet has nothing to
 * compute.
 * @param after the last step the page holds; null: none
 */
export async function nextCodes(
  { clock, config }: Deps,
  kiosk: OpenKiosk,
  after: number | null,
): Promise<KioskSlice> {
  const now = clock();
  const current = stepAt(now);
  const first = Math.min(Math.max(current, (after ?? 0) + 1), current + stepsAhead);
  const last = Math.min(first + stepsAtOnce, current + stepsAhead) - 1;
  const codes: StepCode[] = [];
  for (let step = first; step <= last; step++) {
    const start = await startOf(kiosk, step);
    const url = `${config.linkOrigin}/${config.botNames.staff}?start=${start}`;
    codes.push({ step, url, ...drawn(url, step) });
  }
  return {
    now,
    stepMs,
    offsetMs: offsetAt(now, kiosk.timeZone),
    days: [0, 1].map((ahead) => {
      const date = addDays(localDateOf(now, kiosk.timeZone), ahead);
      return { from: instantAt(date, 0, kiosk.timeZone), date };
    }),
    codes,
    more: last < current + stepsAhead - 1,
  };
}

/** Notes that the page lives; it may be lost. */
export async function noteSeen({ clock, writeSoon }: Deps, kiosk: OpenKiosk): Promise<void> {
  const now = clock();
  if (kiosk.seenAt !== null && now - kiosk.seenAt < noteMs) return;
  await writeSoon([
    {
      sql: "update kiosks set seen_at = ? where org_id = ? and id = ?",
      params: [now, kiosk.orgId, kiosk.id],
    },
  ]);
}

/** Weighing all eight masks costs twenty times the drawing; every one of them reads. */
const masks = 8;

function drawn(text: string, step: number): Pick<StepCode, "size" | "rows"> {
  const { data, size } = encode(text, { ecc: "M", border: 0, maskPattern: step % masks });
  return { size, rows: data.map(hexRow).join("") };
}

function hexRow(row: readonly boolean[]): string {
  let hex = "";
  for (let x = 0; x < row.length; x += 4) {
    const digit = [0, 1, 2, 3].reduce((sum, bit) => sum * 2 + (row[x + bit] === true ? 1 : 0), 0);
    hex += digit.toString(16);
  }
  return hex;
}
