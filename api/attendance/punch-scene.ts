import type { Cell, SqlValue } from "../../db/client/port.ts";
import type { Context, Member } from "../core/context.ts";
import { activeMember, memberCells, memberStatement } from "../core/member.ts";
import { isEffective, punchJson, punchRow, rowsOfJson } from "./punch-cells.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { dropTwins } from "./rules/drop-twins.ts";
import { effectivePunches } from "./rules/effective-punches.ts";
import type { EffectivePunch, PunchRow, Workplace } from "./rules/types.ts";

const hour = 60 * 60_000;
/** Neighbours that can matter to a punch: an entry is open for 16 h at most. */
const aroundMs = 36 * hour;
const pointsMs = 14 * 24 * hour;

/** A row that a Telegram message has already made. */
export interface StoredPunch extends PunchRow {
  readonly distanceM: number | null;
}

export interface NamedWorkplace extends Workplace {
  readonly name: string;
}

/** All that is known where a message wants to be a punch. */
export interface PunchScene {
  readonly member: Member;
  /** Only those not archived, and only when the message has a place. */
  readonly workplaces: readonly NamedWorkplace[];
  /** What counts around the message, by time. */
  readonly recent: readonly EffectivePunch[];
  /** Rows as stored: twins still apart. */
  readonly rows: readonly PunchRow[];
  /** When the same exact point was sent in the last weeks. */
  readonly samePointAt: readonly number[];
  readonly stored: StoredPunch | null;
  /** When the latest void of these days was asked for. */
  readonly lastVoidAt: number | null;
  /** A field punch's question is waiting for its answer. */
  readonly reasonWaits: boolean;
}

const sceneColumns = `,
  (select json_array(q.distance_m, ${punchJson}) from punches q where q.source_key = ?),
  (select json_group_array(json_array(w.id, w.name, w.latitude_e6, w.longitude_e6, w.radius_m, w.time_zone))
    from workplaces w where ? and w.org_id = o.id and w.archived_at is null),
  (select json_group_array(${punchJson}) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and ${isEffective}),
  (select json_group_array(json_array(q.at)) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and q.point_hash = ?),
  (select max(q.at) from punches q
    where q.org_id = e.org_id and q.employee_id = e.id and q.at between ? and ? and q.kind = 'void'),
  exists (select 1 from dialogs d where d.bot = ? and d.telegram_user_id = p.telegram_user_id and d.step = 'punch-reason')`;

/**
 * Member, fences, neighbouring punches, replays: one statement, so a punch costs one read. A message sent before an employment
 * ended is heard, however late it comes.
 * @throws {Refusal} `not_a_member`, `employment_ended`
 */
export async function punchScene(
  ctx: Context,
  of: { sourceKey: string; at: number; hasPlace: boolean; pointHash: string },
): Promise<PunchScene> {
  const around: SqlValue[] = [of.at - aroundMs, of.at + aroundMs];
  const [found] = await ctx.deps.db.read([
    memberStatement(ctx.caller.telegramUserId, {
      columns: sceneColumns,
      params: [
        of.sourceKey,
        of.hasPlace ? 1 : 0,
        ...around,
        of.at - pointsMs,
        of.at + pointsMs,
        of.pointHash,
        ...around,
        ctx.caller.bot,
      ],
    }),
  ]);
  const row = found?.rows[0];
  const member = activeMember(row, of.at);
  const [stored, workplaces, punches, points, voidedAt, waits] = (row ?? []).slice(memberCells);
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
  };
}

function storedOf(cell: Cell | undefined): StoredPunch | null {
  if (typeof cell !== "string") return null;
  const [distanceM, cells] = JSON.parse(cell) as [number | null, Cell[]];
  return { ...punchRow(cells), distanceM };
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
