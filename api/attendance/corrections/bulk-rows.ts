import { daysBetween } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { instantAt, localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { groupsWithinSql, withinSql } from "../../core/scope.ts";
import { isEmployedOn } from "../employed-days.ts";
import { dayResults, dayStatements, readDayFiles } from "../load-days.ts";
import type { DayResult } from "../rules/types.ts";
import { isOwnLog, managerDays } from "./edit-log.ts";
import type { BulkInput } from "./bulk-schemas.ts";

const dayMs = 24 * 60 * 60_000;
const longestRange = 31;
/** One batch stays one short write. */
const mostRows = 1000;

export interface BulkRow {
  readonly employeeId: string;
  readonly name: string;
  readonly date: LocalDate;
  readonly at: number;
}

export interface BulkPlan {
  readonly rows: readonly BulkRow[];
  /** Days that are left out, by why. */
  readonly skipped: { readonly notPlanned: number; readonly present: number };
}

/**
 * Whom one punch for many would be entered for: on days they are planned to work, and unless told otherwise only where it is
 * missing. One read.
 * @throws {Refusal} `not_found` for a group that is not the organisation's or out of sight, `range_too_long`, `in_the_future`, `too_old`, `nothing_changes` when nobody is left
 */
export async function planBulk(ctx: MemberContext, input: BulkInput): Promise<BulkPlan> {
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const range = { from: input.from, to: input.to };
  const isTooLong = daysBetween(input.from, input.to) >= longestRange;
  const groups = groupsWithinSql(ctx.member);
  const [group, members, ...results] = await ctx.deps.db.read([
    {
      sql: `select 1 from groups where org_id = ? and id = ? and ${groups.sql}`,
      params: [organisation.id, input.groupId ?? null, ...groups.params],
    },
    {
      sql: "select id from employees where org_id = ? and (? is null or group_id = ?)",
      params: [organisation.id, input.groupId ?? null, input.groupId ?? null],
    },
    ...(isTooLong ? [] : dayStatements(organisation, null, range, withinSql(ctx.member))),
  ]);
  if (input.groupId !== undefined && group?.rows.length === 0) throw new Refusal("not_found");
  refuseRange(ctx, input, now);
  const asked = new Set((members?.rows ?? []).map(([id]) => String(id)));
  const { files, derive } = readDayFiles(results.slice(0, dayResults), organisation);
  const today = localDateOf(now, organisation.timeZone);
  const rows: BulkRow[] = [];
  const skipped = { notPlanned: 0, present: 0 };
  for (const file of files) {
    const { id: employeeId, name } = file.employee;
    if (!asked.has(employeeId) || isOwnLog(ctx, employeeId)) continue;
    for (const day of derive(file, range, now)) {
      if (!isEmployedOn(file.employee, day.date, today)) continue;
      const at = instantAt(day.date, input.minute, organisation.timeZone);
      const why = at > now ? "notPlanned" : reasonToSkip(day, input, at);
      if (why === null) rows.push({ employeeId, name, date: day.date, at });
      else skipped[why] += 1;
    }
  }
  if (rows.length > mostRows) throw new Refusal("range_too_long", { most: mostRows });
  return { rows, skipped };
}

function refuseRange(
  { member }: MemberContext,
  { from, to, minute }: BulkInput,
  now: number,
): void {
  if (to < from) throw new Refusal("invalid_input", {}, [{ pointer: "/to", code: "order" }]);
  if (daysBetween(from, to) >= longestRange)
    throw new Refusal("range_too_long", { days: longestRange });
  const { timeZone } = member.organisation;
  if (instantAt(from, minute, timeZone) > now) throw new Refusal("in_the_future");
  if (instantAt(from, minute, timeZone) < now - managerDays * dayMs)
    throw new Refusal("too_old", { days: managerDays });
}

function reasonToSkip(
  day: DayResult,
  { direction, everybody }: BulkInput,
  at: number,
): "notPlanned" | "present" | null {
  if (day.planned.segments.length === 0 || day.status === "leave") return "notPlanned";
  if (everybody) return null;
  const open = day.sessions.findLast(({ out }) => out === null);
  const isMissing =
    direction === "in" ? day.sessions.length === 0 : open !== undefined && open.in.at < at;
  return isMissing ? null : "present";
}
