import type { Cell, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { instantAt } from "../core/calendar/zone.ts";
import type { Member, MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
import { Refusal } from "../core/refusal.ts";
import { isWithin } from "../core/scope.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { cardOf } from "./card-of.ts";
import { standsInForOf, standsInForStatement } from "./load-chain.ts";
import type { RequestPayload } from "./request-payload.ts";
import { standing } from "./rules/chain.ts";
import type { RequestKind } from "./rules/types.ts";
import type { RequestCard, RequestView } from "./schemas.ts";
import { type Step, stepOf, stepsColumn } from "./step-row.ts";

/** A request as stored, with the names a person sees. */
export interface RequestRow {
  readonly id: string;
  readonly kind: RequestKind;
  readonly typeCode: string;
  readonly employeeId: string;
  readonly employeeName: string;
  readonly employeeGroupId: string | null;
  readonly employeePersonId: string;
  readonly employeeTelegramId: number;
  readonly employeeReader: Reader;
  readonly state: RequestView["state"];
  readonly version: number;
  readonly stage: number;
  readonly startsOn: LocalDate;
  readonly startMinute: number | null;
  readonly minutesCharged: number;
  readonly timeZone: string;
  readonly card: RequestCard;
  readonly payload: RequestPayload;
  readonly parentId: string | null;
  readonly note: string | null;
  readonly createdAt: number;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string | null;
  readonly steps: readonly Step[];
  readonly files: number;
}

/** Selects requests `r`; the caller adds `where`. Read the rows with `requestRowOf`. */
export const selectRequests = `select r.id, r.employee_id, e.name, p.id, p.telegram_user_id, r.state, r.version, r.starts_on,
    r.start_minute, r.minutes_charged, r.time_zone, r.card, r.note, r.created_at, d.name, r.decided_at, r.decision_reason,
    p.language, p.calendar, (select language from organisations o where o.id = r.org_id), r.kind, r.type_code, r.payload,
    r.stage, r.parent_id, e.group_id, ${stepsColumn},
    (select count(*) from request_files f where f.org_id = r.org_id and f.request_id = r.id)
  from requests r
  join employees e on e.org_id = r.org_id and e.id = r.employee_id
  join persons p on p.id = e.person_id
  left join employees d on d.org_id = r.org_id and d.id = r.decided_by`;

export function requestRowOf(row: readonly Cell[]): RequestRow {
  const kind = row[20] as RequestRow["kind"];
  const typeCode = String(row[21]);
  return {
    id: String(row[0]),
    kind,
    typeCode,
    employeeId: String(row[1]),
    employeeName: String(row[2]),
    employeeGroupId: row[25] as string | null,
    employeePersonId: String(row[3]),
    employeeTelegramId: Number(row[4]),
    employeeReader: readerOf(
      (row[17] ?? row[19]) as Language,
      row[18] as CalendarName | null,
      String(row[10]),
    ),
    state: row[5] as RequestRow["state"],
    version: Number(row[6]),
    stage: Number(row[23]),
    startsOn: row[7] as LocalDate,
    startMinute: row[8] as number | null,
    minutesCharged: Number(row[9]),
    timeZone: String(row[10]),
    card: cardOf(String(row[11]), { kind, typeCode }),
    payload: JSON.parse(String(row[22])) as RequestPayload,
    parentId: row[24] as string | null,
    note: row[12] as string | null,
    createdAt: Number(row[13]),
    decidedByName: row[14] as string | null,
    decidedAt: row[15] as number | null,
    decisionReason: row[16] as string | null,
    steps: (JSON.parse(String(row[26])) as unknown[]).map(stepOf),
    files: Number(row[27]),
  };
}

const byId = (orgId: string, id: string): Statement => ({
  sql: `${selectRequests} where r.org_id = ? and r.id = ? and r.kind <> 'swap'`,
  params: [orgId, id],
});

/**
 * A request the member may see: an own one; for those who decide that of everybody within sight, and whatever they were asked by
 * name. Swaps of shifts are read by their own room.
 * @throws {Refusal} `not_found`, also for another organisation's
 */
export const loadRequest = async (ctx: MemberContext, id: string): Promise<RequestRow> =>
  (await loadRequestSeen(ctx, id)).row;

/** The same, with those in whose place the member decides today. One read. */
export async function loadRequestSeen(
  ctx: MemberContext,
  id: string,
): Promise<{ readonly row: RequestRow; readonly standsInFor: readonly string[] }> {
  const [found, stood] = await ctx.deps.db.read([
    byId(ctx.member.organisation.id, id),
    standsInForStatement(ctx),
  ]);
  const cells = found?.rows[0];
  const row = cells === undefined ? null : requestRowOf(cells);
  const standsInFor = standsInForOf(ctx, stood);
  if (row === null || !maySee(row, ctx.member, standsInFor)) throw new Refusal("not_found");
  return { row, standsInFor };
}

function maySee(row: RequestRow, member: Member, standsInFor: readonly string[]): boolean {
  const { employeeId, permissions, sees } = member;
  if (row.employeeId === employeeId) return true;
  if (!permissions.has("requests.decide")) return false;
  return (
    isWithin(sees, row.employeeGroupId) ||
    row.steps.some((step) => standing(step, employeeId, standsInFor, false) !== undefined) ||
    row.payload.inform?.includes(employeeId) === true
  );
}

/** Whether the time off has begun. */
export const hasBegun = (row: RequestRow, now: number): boolean =>
  instantAt(row.startsOn, row.startMinute ?? 0, row.timeZone) <= now;
