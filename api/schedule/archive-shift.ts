import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { done } from "./schemas.ts";

const namesShown = 5;
const stillGiven = `from shift_assignments a
  left join groups g on g.org_id = a.org_id and g.id = a.group_id
  left join employees e on e.org_id = a.org_id and e.id = a.employee_id
  where a.org_id = ? and a.shift_id = ? and (a.valid_to is null or a.valid_to >= ?)
    and (e.id is null or e.state = 'active')`;

/**
 * Takes a shift out of use; days that were planned by it keep it.
 * @throws {Refusal} `not_found`, `shift_in_use` with whose it is now or later
 */
export async function archiveShift(ctx: MemberContext, id: string): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const { id: orgId, timeZone, language } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const whose = [orgId, id, localDateOf(now, timeZone)];
  const [given] = await ctx.deps.db.read([
    {
      sql: `select distinct coalesce(g.name, e.name) as name ${stillGiven} order by 1 limit ${namesShown + 1}`,
      params: whose,
    },
  ]);
  const names = (given?.rows ?? []).map(([name]) => String(name));
  if (names.length > 0) throw new Refusal("shift_in_use", { names: listOf(names, language) });
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update shifts set archived_at = ? where org_id = ? and id = ? and archived_at is null
          and not exists (select 1 ${stillGiven})`,
        params: [now, orgId, id, ...whose],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "shift.archived", subject: `shift:${id}` }],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "not_found" });
}

function listOf(names: readonly string[], language: "fa" | "ru"): string {
  const text = names.slice(0, namesShown).join(language === "fa" ? "، " : ", ");
  return names.length > namesShown ? `${text}…` : text;
}
