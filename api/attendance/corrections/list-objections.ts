import type { z } from "zod";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { withinSql } from "../../core/scope.ts";
import type { objections } from "./schemas.ts";

/** Nobody works through more at once; the rest follows when these are settled. */
const mostShown = 100;

/** Open objections of the organisation, the oldest first; one's own are others' to settle. @throws {Refusal} `forbidden` */
export async function listObjections(ctx: MemberContext): Promise<z.infer<typeof objections>> {
  permit(ctx, "attendance.record_for_others");
  const { organisation, employeeId } = ctx.member;
  const within = withinSql(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select q.reference, a.employee_id, e.name, min(q.received_at), a.text from change_answers a
        join punches q on q.org_id = a.org_id and q.id = a.punch_id
        join employees e on e.org_id = a.org_id and e.id = a.employee_id
        where a.org_id = ? and a.answer = 'objected' and a.settled_at is null and a.employee_id <> ? and ${within.sql}
          and q.reference is not null
        group by q.reference, a.employee_id order by min(a.answered_at), q.reference limit ?`,
      params: [organisation.id, employeeId, ...within.params, mostShown],
    },
  ]);
  return {
    items: (found?.rows ?? []).map(([reference, employee, name, at, text]) => ({
      reference: String(reference),
      employeeId: String(employee),
      employeeName: String(name),
      changedAt: Number(at),
      text: (text ?? null) as string | null,
    })),
  };
}
