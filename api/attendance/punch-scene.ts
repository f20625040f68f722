import type { Cell, SqlValue, Statement } from "../../db/client/port.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import type { Context, Member } from "../core/context.ts";
import { activeMember, employeeStatement, memberCells, memberStatement } from "../core/member.ts";
import { isEffective, punchJson, punchRow, rowsOfJson } from "./punch-cells.ts";
import { type AttendanceSettings, settingsColumn, settingsOf } from "./settings.ts";
import { aroundOf, previousReceiptColumn } from "./seal-punch.ts";
import {
  oldestOpenMs,
  shiftCells,
  shiftColumns,
  shiftOf,
  type ShiftOfNow,
  shiftParams,
} from "./presence.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { dropTwins } from "./rules/drop-twins.ts";
import { effectivePunches } from "./rules/effective-punches.ts";
import type { EffectivePunch, PunchRow, Workplace } from "./rules/types.ts";

const hour = 60 * 60_000;
/** Neighbours that can matter to a punch. */
const aroundMs = oldestOpenMs;
const day = 24 * hour;
const pointsMs = 14 * day;
/** Two accounts at one point within a minute (ATT §5). */
const sharedMs = 60_000;
const longestMissionMs = 62 * day;

/** A row that a Telegram message has already made. */
export interface StoredPunch extends PunchRow {
  readonly distanceM: number | null;
  readonly receipt: string | null;
}

export interface NamedWorkplace extends Workplace {
  readonly name: string;
}

/** A live location that was asked for (ATT idea 16). */
export interface OpenHandshake {
  readonly id: string;
  readonly state: "asked" | "sharing";
  readonly punchId: string | null;
}

/** A screen with a rotating code, and whether this person has used this step of it (ATT K12). */
export interface KioskScene {
  readonly id: string;
  readonly secret: string;
  readonly workplaceId: string;
  readonly isUsed: boolean;
}

/** All that is known where a message wants to be a punch. */
export interface PunchScene extends ShiftOfNow {
  readonly member: Member;
  /** Only those not archived, and only when the message has a place. */
  readonly workplaces: readonly NamedWorkplace[];
  /** What counts around the message, by time. */
  readonly recent: readonly EffectivePunch[];
  /** Rows as stored: twins still apart. */
  readonly rows: readonly PunchRow[];
  /** When the same exact point was sent in the last weeks. */
  readonly samePointAt: readonly number[];
  /** A colleague sent the same exact point within a minute. */
  readonly pointIsShared: boolean;
  /** Came back to this employment within a day. */
  readonly isRelinked: boolean;
  readonly settings: AttendanceSettings;
  /** Sites of approved missions around the day (ATT K9). */
  readonly missions: readonly (DateRange & { readonly workplaceId: string })[];
  /** A live location is asked for and has not been decided. */
  readonly handshake: OpenHandshake | null;
  /** The screen whose code was scanned, when the organisation has it. */
  readonly kiosk: KioskScene | null;
  readonly stored: StoredPunch | null;
  /** When the latest void of these days was asked for. */
  readonly lastVoidAt: number | null;
  /** A field punch's question is waiting for its answer. */
  readonly reasonWaits: boolean;
  /** The person's last receipt of the day: the next one follows from it. */
  readonly previousReceipt: string | null;
}

/** A plus keeps SQLite on the employee's own handshakes: the index of what expires is everybody's. */
const sceneColumns = `, ${shiftColumns},
  (select json_array(q.distance_m, q.receipt, ${punchJson}) from punches q where q.source_key = ?),
  (select json_group_array(json_array(w.id, w.name, w.latitude_e6, w.longitude_e6, w.radius_m, w.time_zone))
    from workplaces w where ? and w.org_id = o.id and w.archived_at is null),
  (select json_group_array(${punchJson}) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and ${isEffective}),
  (select json_group_array(json_array(q.at)) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and q.point_hash = ?),
  (select max(q.at) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and q.kind = 'void'),
  exists (select 1 from dialogs d where d.bot = ? and d.telegram_user_id = p.telegram_user_id and d.step = 'punch-reason'),
  ${previousReceiptColumn},
  exists (select 1 from punches q where q.org_id = e.org_id and q.point_hash = ? and q.at between ? and ?
    and q.employee_id <> e.id),
  e.started_on >= ? and exists (select 1 from past_employments b where b.org_id = e.org_id and b.employee_id = e.id),
  ${settingsColumn},
  (select json_array(h.id, h.state, h.punch_id) from handshakes h where h.org_id = e.org_id and h.employee_id = e.id
    and h.state in ('asked', 'sharing') and +h.expires_at > ? order by h.asked_at desc limit 1),
  (select json_group_array(json_array(json_extract(m.payload, '$.workplaceId'), m.starts_on, m.ends_on)) from requests m
    where ? and m.org_id = e.org_id and m.employee_id = e.id and m.starts_on between ? and ? and m.ends_on >= ?
      and m.kind = 'mission' and m.state = 'approved' and json_extract(m.payload, '$.workplaceId') is not null),
  (select json_array(k.id, k.secret, k.workplace_id, exists (select 1 from kiosk_scans c where c.org_id = k.org_id
      and c.kiosk_id = k.id and c.step = ? and c.employee_id = e.id))
    from kiosks k join workplaces w on w.org_id = k.org_id and w.id = k.workplace_id and w.archived_at is null
    where k.code = ? and k.org_id = o.id and k.revoked_at is null)`;

/**
 * Member, fences, neighbouring punches, replays: one statement, so a punch costs one read. A message sent before an employment
 * ended is heard, however late it comes.
 * @throws {Refusal} `not_a_member`, `employment_ended`
 */
export async function punchScene(
  ctx: Context,
  of: {
    readonly sourceKey: string;
    readonly at: number;
    readonly hasPlace: boolean;
    /** Empty without a place. */
    readonly pointHash: string;
    /** What a scanned code names. */
    readonly kiosk?: { readonly code: string; readonly step: number };
    /** Of an employee who typed at a kiosk instead of sending a message. */
    readonly whose?: { readonly orgId: string; readonly employeeId: string };
  },
): Promise<PunchScene> {
  const around: SqlValue[] = [of.at - aroundMs, of.at + aroundMs];
  const params: SqlValue[] = [
    ...shiftParams(of.at),
    of.sourceKey,
    of.hasPlace ? 1 : 0,
    ...around,
    of.at - pointsMs,
    of.at + pointsMs,
    of.pointHash,
    ...around,
    ctx.caller.bot,
    ...aroundOf(of.at),
    of.pointHash === "" ? null : of.pointHash,
    of.at - sharedMs,
    of.at + sharedMs,
    utcDate(of.at - day),
    of.at,
    of.hasPlace ? 1 : 0,
    utcDate(of.at - longestMissionMs),
    utcDate(of.at + day),
    utcDate(of.at - day),
    of.kiosk?.step ?? null,
    of.kiosk?.code ?? null,
  ];
  const [found] = await ctx.deps.db.read([
    of.whose === undefined
      ? memberStatement(ctx.caller.telegramUserId, { columns: sceneColumns, params })
      : employeeScene(of.whose, params),
  ]);
  const row = found?.rows[0];
  const member = activeMember(row, of.at);
  const cells = (row ?? []).slice(memberCells);
  const [stored, workplaces, punches, points, voidedAt, waits, receipt, ...trust] =
    cells.slice(shiftCells);
  const rows = rowsOfJson(punches).map(punchRow);
  return {
    member,
    workplaces: rowsOfJson(workplaces).map(workplaceOf),
    recent: dropTwins(effectivePunches(rows), DEFAULT_PUNCH_SETTINGS.dedupeSeconds),
    rows,
    samePointAt: rowsOfJson(points).map(([at]) => Number(at)),
    stored: storedOf(stored),
    lastVoidAt: voidedAt === null || voidedAt === undefined ? null : Number(voidedAt),
    reasonWaits: Number(waits) === 1,
    previousReceipt: (receipt ?? null) as string | null,
    ...shiftOf(cells, member.organisation, member.employeeId, of.at),
    ...trustScene(trust),
  };
}

/** The same of an employee, whichever account they have and whichever company is open there. */
function employeeScene(
  { orgId, employeeId }: { readonly orgId: string; readonly employeeId: string },
  params: readonly SqlValue[],
): Statement {
  const statement = employeeStatement(orgId, employeeId, sceneColumns);
  return { sql: statement.sql, params: [...params, ...statement.params] };
}

/** What the trust of a punch hangs on besides its own place and time (ATT §5). */
function trustScene([shared, relinked, settings, handshake, missions, kiosk]: readonly Cell[]) {
  return {
    pointIsShared: shared === 1,
    isRelinked: relinked === 1,
    settings: settingsOf(settings),
    handshake: handshakeOf(handshake),
    missions: rowsOfJson(missions).map(([workplaceId, from, to]) => ({
      workplaceId: String(workplaceId),
      from: from as LocalDate,
      to: to as LocalDate,
    })),
    kiosk: kioskOf(kiosk),
  };
}

function handshakeOf(cell: Cell | undefined): OpenHandshake | null {
  if (typeof cell !== "string") return null;
  const [id, state, punchId] = JSON.parse(cell) as [string, OpenHandshake["state"], string | null];
  return { id, state, punchId };
}

function kioskOf(cell: Cell | undefined): KioskScene | null {
  if (typeof cell !== "string") return null;
  const [id, secret, workplaceId, used] = JSON.parse(cell) as [string, string, string, number];
  return { id, secret, workplaceId, isUsed: used === 1 };
}

const utcDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

function storedOf(cell: Cell | undefined): StoredPunch | null {
  if (typeof cell !== "string") return null;
  const [distanceM, receipt, cells] = JSON.parse(cell) as [number | null, string | null, Cell[]];
  return { ...punchRow(cells), distanceM, receipt };
}

function workplaceOf(cells: readonly Cell[]): NamedWorkplace {
  const [id, name, latitudeE6, longitudeE6, radiusM, zone] = cells;
  return {
    id: String(id),
    name: String(name),
    latitudeE6: Number(latitudeE6),
    longitudeE6: Number(longitudeE6),
    radiusM: Number(radiusM),
    zone: String(zone),
  };
}

/** The unique name of a Telegram message among all sources of punches. */
export const messageKey = (
  ctx: Context,
  message: { readonly chatId: number; readonly messageId: number },
): string => `tg:${ctx.caller.bot}:${message.chatId}:${message.messageId}`;
