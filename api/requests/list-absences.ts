import type { z } from "zod";
import { daysBetween } from "../core/calendar/local-date.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { absenceList } from "./setup-schemas.ts";
import { dateOf, wrong } from "./span-of.ts";

const longestDays = 62;
const shownAtMost = 300;

type Absences = z.infer<typeof absenceList>;

/**
 * Who is away when, by name. Everybody in the organisation may know that; why, only those who decide (ATT L2): a colleague sees
 * their own group, whoever decides everybody within sight.
 * @throws {Refusal} `invalid_input`, `range_too_long`
 */
export async function listAbsences(
  ctx: MemberContext,
  query: { readonly from: string; readonly to: string },
): Promise<Absences> {
  permit(ctx, "requests.self");
  const [from, to] = [dateOf(query.from, "/from"), dateOf(query.to, "/to")];
  if (to < from) throw wrong("/to");
  if (daysBetween(from, to) > longestDays)
    throw new Refusal("range_too_long", { days: daysBetween(from, to) + 1, limit: longestDays });
  const { organisation, groupId, employeeId, permissions } = ctx.member;
  const sees = permissions.has("requests.decide");
  const near = withinSql(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select e.id, e.name, r.starts_on, r.ends_on, r.unit, r.start_minute, r.end_minute, r.kind, r.type_code,
          r.card ->> 'typeName' from requests r
        join employees e on e.org_id = r.org_id and e.id = r.employee_id and e.state = 'active'
        where r.org_id = ? and r.state = 'approved' and r.kind in ('leave', 'mission') and r.ends_on >= ? and r.starts_on <= ?
          and ((? and ${near.sql}) or e.id = ? or e.group_id = ?)
        order by r.starts_on, e.name, r.id limit ?`,
      params: [
        organisation.id,
        from,
        to,
        sees ? 1 : 0,
        ...near.params,
        employeeId,
        groupId,
        shownAtMost,
      ],
    },
  ]);
  return {
    items: (found?.rows ?? []).map((row) => {
      const knows = sees || row[0] === employeeId;
      return {
        employeeId: String(row[0]),
        name: String(row[1]),
        from: String(row[2]),
        to: String(row[3]),
        unit: row[4] as Absences["items"][number]["unit"],
        fromMinute: row[5] as number | null,
        toMinute: row[6] as number | null,
        kind: knows ? (row[7] as "leave" | "mission") : null,
        typeCode: knows ? String(row[8]) : null,
        typeName: knows ? (row[9] as string | null) : null,
      };
    }),
  };
}
