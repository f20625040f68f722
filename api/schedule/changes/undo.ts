import type { RosterSource, ShiftSegment } from "../../attendance/rules/types.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { DayRow } from "./day-rows.ts";
import { planRows } from "./days.ts";
import type { PlannedChange } from "./types.ts";

/**
 * Takes a batch of days back: each date gets what held before the batch. Dates that somebody has changed since are left alone.
 * @throws {Refusal} `not_found`, `already_undone` when nothing of the batch holds any more, `period_closed`
 */
export async function planUndo(ctx: MemberContext, reference: string): Promise<PlannedChange> {
  const orgId = ctx.member.organisation.id;
  const [batch, held] = await ctx.deps.db.read([
    {
      sql: "select count(*) from roster_days where org_id = ? and reference = ?",
      params: [orgId, reference],
    },
    {
      sql: `select employee_id, date, source, before_segments, before_shift, before_source, before_substitute from (
          select d.*, row_number() over (partition by employee_id, date order by created_at desc, id desc) as age,
              lead(segments) over same as before_segments, lead(shift_id) over same as before_shift,
              lead(source) over same as before_source, lead(substitute_for) over same as before_substitute
            from roster_days d where org_id = ? and (employee_id, date) in
              (select employee_id, date from roster_days where org_id = ? and reference = ?)
            window same as (partition by employee_id, date order by created_at desc, id desc))
        where age = 1 and reference = ?`,
      params: [orgId, orgId, reference, reference],
    },
  ]);
  if (Number(batch?.rows[0]?.[0] ?? 0) === 0) throw new Refusal("not_found");
  const rows = (held?.rows ?? []).map((row): DayRow => ({
    employeeId: String(row[0]),
    date: row[1] as LocalDate,
    segments: row[3] === null ? null : (JSON.parse(String(row[3])) as ShiftSegment[]),
    shiftId: row[4] as string | null,
    source: (row[5] ?? row[2]) as RosterSource,
    substituteFor: row[6] as LocalDate | null,
  }));
  if (rows.length === 0) throw new Refusal("already_undone");
  const change = await planRows(ctx, rows);
  return {
    ...change,
    statements: [
      ...change.statements,
      {
        sql: `update requests set state = 'cancelled', version = version + 1
          where org_id = ? and id = ? and kind = 'swap' and state = 'approved'`,
        params: [orgId, reference],
      },
    ],
    audit: { ...change.audit, action: "roster.undone", before: { reference } },
  };
}
