import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext, Organisation } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { Reader } from "../../core/messenger.ts";
import { Refusal } from "../../core/refusal.ts";
import { isWithin } from "../../core/scope.ts";
import type { CalendarName, Language } from "../../core/words.ts";
import { swapPayload, type SwapPayload, type SwapView } from "./schemas.ts";

export interface SwapSide {
  readonly id: string;
  readonly name: string;
  readonly groupId: string | null;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

/** A swap as stored, with both sides. */
export interface SwapRow {
  readonly id: string;
  readonly state: "pending" | "approved" | "rejected" | "withdrawn" | "cancelled";
  /** 1: the colleague is asked. 2: those who approve. */
  readonly stage: number;
  readonly version: number;
  readonly payload: SwapPayload;
  readonly note: string | null;
  readonly createdAt: number;
  readonly decidedById: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly reason: string | null;
  readonly from: SwapSide;
  readonly to: SwapSide;
}

/** The columns that `swapRowOf` reads; a caller's own come after them. */
export const swapColumns = `r.id, r.state, r.stage, r.version, r.payload, r.note, r.created_at, r.decided_by, d.name, r.decided_at,
    r.decision_reason, e.id, e.name, p.id, p.telegram_user_id, p.language, p.calendar,
    c.id, c.name, q.id, q.telegram_user_id, q.language, q.calendar, e.group_id, c.group_id`;
/** Cells of `swapColumns`. */
export const swapCells = 25;
export const swapTables = `from requests r
  join employees e on e.org_id = r.org_id and e.id = r.employee_id
  join persons p on p.id = e.person_id
  join employees c on c.org_id = r.org_id and c.id = r.payload ->> '$.otherEmployeeId'
  join persons q on q.id = c.person_id
  left join employees d on d.org_id = r.org_id and d.id = r.decided_by
  where r.kind = 'swap'`;

/** Selects swaps `r`; the caller adds what follows `where`. */
export const selectSwaps = `select ${swapColumns} ${swapTables}`;

type Words = Pick<Organisation, "language" | "timeZone">;

export const swapRowOf = (row: readonly Cell[], organisation: Words): SwapRow => ({
  id: String(row[0]),
  state: row[1] as SwapRow["state"],
  stage: Number(row[2]),
  version: Number(row[3]),
  payload: swapPayload.parse(JSON.parse(String(row[4]))),
  note: row[5] as string | null,
  createdAt: Number(row[6]),
  decidedById: row[7] as string | null,
  decidedByName: row[8] as string | null,
  decidedAt: row[9] as number | null,
  reason: row[10] as string | null,
  from: sideOf([...row.slice(11, 17), row[23] ?? null], organisation),
  to: sideOf([...row.slice(17, 23), row[24] ?? null], organisation),
});

const sideOf = (row: readonly Cell[], { language, timeZone }: Words): SwapSide => ({
  id: String(row[0]),
  name: String(row[1]),
  groupId: row[6] as string | null,
  personId: String(row[2]),
  telegramUserId: Number(row[3]),
  reader: readerOf(
    (row[4] as Language | null) ?? language,
    row[5] as CalendarName | null,
    timeZone,
  ),
});

/** A swap the member is a side of, or may approve: they see both. @throws {Refusal} `not_found` */
export async function loadSwap(ctx: MemberContext, id: string): Promise<SwapRow> {
  const { organisation, employeeId, permissions, sees } = ctx.member;
  const [found] = await ctx.deps.db.read([
    { sql: `${selectSwaps} and r.org_id = ? and r.id = ?`, params: [organisation.id, id] },
  ]);
  const cells = found?.rows[0];
  if (cells === undefined) throw new Refusal("not_found");
  const row = swapRowOf(cells, organisation);
  const isSide = row.from.id === employeeId || row.to.id === employeeId;
  const isNear = isWithin(sees, row.from.groupId) && isWithin(sees, row.to.groupId);
  if (!isSide && !(isNear && permissions.has("requests.decide"))) throw new Refusal("not_found");
  return row;
}

const reasonOfExpiry = "expired";

function stateOf({ state, stage, decidedById, reason, to }: SwapRow): SwapView["state"] {
  switch (state) {
    case "pending":
      return stage === 1 ? "asked" : "accepted";
    case "rejected":
      return decidedById === to.id && stage === 1 ? "declined" : "rejected";
    case "cancelled":
      return reason === reasonOfExpiry ? "expired" : "cancelled";
    case "approved":
    case "withdrawn":
    default:
      return state;
  }
}

/** The swap as this member sees it, with what they may do about it. */
export function swapViewOf(
  row: SwapRow,
  { employeeId, permissions }: MemberContext["member"],
  now: number,
): Omit<SwapView, "warnings"> {
  const { payload, from, to } = row;
  const open = row.state === "pending" && now < payload.startsAt;
  const isSide = from.id === employeeId || to.id === employeeId;
  return {
    id: row.id,
    state: row.state === "pending" && !open ? "expired" : stateOf(row),
    version: row.version,
    date: payload.date,
    otherDate: payload.otherDate,
    segments: payload.segments,
    otherSegments: payload.otherSegments,
    from: { id: from.id, name: from.name },
    to: { id: to.id, name: to.name },
    note: row.note,
    createdAt: row.createdAt,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt,
    reason: row.reason === reasonOfExpiry ? null : row.reason,
    role: roleOf(row, employeeId),
    mayAnswer: open && row.stage === 1 && to.id === employeeId,
    mayDecide: open && row.stage === 2 && !isSide && permissions.has("requests.decide"),
    mayWithdraw: open && from.id === employeeId,
  };
}

function roleOf({ from, to }: SwapRow, employeeId: string): SwapView["role"] {
  if (from.id === employeeId) return "offerer";
  return to.id === employeeId ? "colleague" : "approver";
}

/** @throws {Refusal} `already_decided`, `stale`, `too_old` once the first of both days has begun */
export function refuseDone(row: SwapRow, stage: number | null, version: number, now: number): void {
  if (row.state !== "pending" || (stage !== null && row.stage !== stage))
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.reason,
    });
  if (row.version !== version) throw new Refusal("stale");
  if (now >= row.payload.startsAt) throw new Refusal("too_old");
}
