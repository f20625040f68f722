import type * as z from "zod";
import type { Statement } from "../../../db/client/port.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import type { Context, MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { eventColumns, eventFrom, eventOf } from "./event-view.ts";
import type { eventPage, LogFilter, logQuery, SecurityEventView } from "./schemas.ts";

/** A page of the security log, newest first. One round trip. @throws {Refusal} `forbidden` */
export async function listEvents(
  ctx: MemberContext,
  { before, limit, ...filter }: z.infer<typeof logQuery>,
): Promise<z.infer<typeof eventPage>> {
  permit(ctx, "security.view");
  const [found, counted] = await ctx.deps.db.read([
    eventsStatement(ctx, filter, { before, limit: limit + 1 }),
    countStatement(ctx, filter),
  ]);
  const rows = (found?.rows ?? []).map(eventOf);
  const items = rows.slice(0, limit);
  return {
    items,
    next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null,
    total: Number(counted?.rows[0]?.[0] ?? 0),
  };
}

/**
 * One entry, of whichever organisation of theirs it is: an alert is opened while another one is. One round trip.
 * @throws {Refusal} `not_found`, also for who may not see the log there
 */
export async function showEvent(ctx: Context, id: string): Promise<SecurityEventView> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${eventColumns} ${eventFrom}
        join employees me on me.org_id = ev.org_id and me.state = 'active' and me.paused_at is null
        join persons mine on mine.id = me.person_id and mine.telegram_user_id = ?
        join roles r on r.org_id = me.org_id and r.id = me.role_id
        where ev.id = ? and exists (select 1 from json_each(r.permissions) where value = 'security.view')`,
      params: [ctx.caller.telegramUserId, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return eventOf(row);
}

/** @param page older than `before`; the newest `limit` */
export function eventsStatement(
  ctx: MemberContext,
  filter: LogFilter,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Statement {
  const { sql, params } = conditions(ctx, filter);
  const older = before === undefined ? "" : "and ev.seq < ?";
  return {
    sql: `select ${eventColumns} ${eventFrom} where ${sql} ${older} order by ev.seq desc limit ?`,
    params: [...params, ...(before === undefined ? [] : [before]), limit],
  };
}

function countStatement(ctx: MemberContext, filter: LogFilter): Statement {
  const { sql, params } = conditions(ctx, filter);
  return { sql: `select count(*) from security_events ev where ${sql}`, params };
}

function conditions({ member }: MemberContext, filter: LogFilter) {
  const { id: orgId, timeZone } = member.organisation;
  const { area, employeeId, from, to, critical } = filter;
  const parts: [string, ...(string | number)[]][] = [["ev.org_id = ?", orgId]];
  if (area !== undefined) parts.push(["ev.area = ?", area]);
  if (critical !== undefined) parts.push(["ev.critical = 1"]);
  if (employeeId !== undefined)
    parts.push(["(ev.employee_id = ? or ev.subject = ?)", employeeId, `employee:${employeeId}`]);
  if (from !== undefined) parts.push(["ev.at >= ?", instantAt(from, 0, timeZone)]);
  if (to !== undefined) parts.push(["ev.at < ?", instantAt(addDays(to, 1), 0, timeZone)]);
  return {
    sql: parts.map(([sql]) => sql).join(" and "),
    params: parts.flatMap(([, ...params]) => params),
  };
}
