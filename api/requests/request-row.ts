import type { Cell, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { Member, MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
import { Refusal } from "../core/refusal.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { LeaveCard, RequestView } from "./schemas.ts";

/** A request as stored, with the names a person sees. */
export interface RequestRow {
  readonly id: string;
  readonly employeeId: string;
  readonly employeeName: string;
  readonly employeePersonId: string;
  readonly employeeTelegramId: number;
  readonly employeeReader: Reader;
  readonly state: RequestView["state"];
  readonly version: number;
  readonly startsOn: LocalDate;
  readonly startMinute: number | null;
  readonly minutesCharged: number;
  readonly timeZone: string;
  readonly card: LeaveCard;
  readonly note: string | null;
  readonly createdAt: number;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string | null;
}

/** Selects requests `r`; the caller adds `where`. Read the rows with `requestRowOf`. */
export const selectRequests = `select r.id, r.employee_id, e.name, p.id, p.telegram_user_id, r.state, r.version, r.starts_on,
    r.start_minute, r.minutes_charged, r.time_zone, r.card, r.note, r.created_at, d.name, r.decided_at, r.decision_reason,
    p.language, p.calendar, (select language from organisations o where o.id = r.org_id)
  from requests r
  join employees e on e.org_id = r.org_id and e.id = r.employee_id
  join persons p on p.id = e.person_id
  left join employees d on d.org_id = r.org_id and d.id = r.decided_by`;

export const requestRowOf = (row: readonly Cell[]): RequestRow => ({
  id: String(row[0]),
  employeeId: String(row[1]),
  employeeName: String(row[2]),
  employeePersonId: String(row[3]),
  employeeTelegramId: Number(row[4]),
  employeeReader: readerOf(
    (row[17] ?? row[19]) as Language,
    row[18] as CalendarName | null,
    String(row[10]),
  ),
  state: row[5] as RequestRow["state"],
  version: Number(row[6]),
  startsOn: row[7] as LocalDate,
  startMinute: row[8] as number | null,
  minutesCharged: Number(row[9]),
  timeZone: String(row[10]),
  card: JSON.parse(String(row[11])) as LeaveCard,
  note: row[12] as string | null,
  createdAt: Number(row[13]),
  decidedByName: row[14] as string | null,
  decidedAt: row[15] as number | null,
  decisionReason: row[16] as string | null,
});

const byId = (orgId: string, id: string): Statement => ({
  sql: `${selectRequests} where r.org_id = ? and r.id = ?`,
  params: [orgId, id],
});

/**
 * A request the member may see: an own one, or anybody's for those who decide.
 * @throws {Refusal} `not_found`, also for another organisation's
 */
export async function loadRequest(ctx: MemberContext, id: string): Promise<RequestRow> {
  const { organisation, employeeId, permissions } = ctx.member;
  const [found] = await ctx.deps.db.read([byId(organisation.id, id)]);
  const cells = found?.rows[0];
  const row = cells === undefined ? null : requestRowOf(cells);
  if (row === null) throw new Refusal("not_found");
  if (row.employeeId !== employeeId && !permissions.has("requests.decide"))
    throw new Refusal("not_found");
  return row;
}

/** Whether the time off has begun. */
export const hasBegun = (row: RequestRow, now: number): boolean =>
  instantAt(row.startsOn, row.startMinute ?? 0, row.timeZone) <= now;

/** The request as this member sees it, with what they may do about it. */
export function viewOf(row: RequestRow, member: Member, now: number): RequestView {
  const mine = row.employeeId === member.employeeId;
  const open = row.state === "pending";
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    employeeName: row.employeeName,
    card: row.card,
    note: row.note,
    createdAt: row.createdAt,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt,
    decisionReason: row.decisionReason,
    mine,
    mayDecide: open && !mine && member.permissions.has("requests.decide"),
    mayWithdraw: mine && (open || (row.state === "approved" && !hasBegun(row, now))),
  };
}
