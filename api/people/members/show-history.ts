import type { z } from "zod";
import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { loadTarget } from "./load-target.ts";
import type { historyView } from "./schemas.ts";

const shown = 30;

/**
 * What happened to somebody here, newest first: employments with their gaps, and what the log says of roles, groups, accounts,
 * pauses. It hangs on the employee, whatever Telegram account they had then.
 * @throws {Refusal} `forbidden`, `not_found`
 */
export async function showHistory(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof historyView>> {
  permit(ctx, "people.manage");
  const target = await loadTarget(ctx, id);
  const { id: orgId } = ctx.member.organisation;
  const [past, told] = await ctx.deps.db.read([
    {
      sql: "select started_on, ended_on from past_employments where org_id = ? and employee_id = ? order by started_on",
      params: [orgId, id],
    },
    {
      // The range is the condition of the partial index.
      sql: `select a.at, a.action, (select e.name from employees e join persons p on p.id = e.person_id
            where e.org_id = a.org_id and 'telegram:' || p.telegram_user_id = a.actor), a.before, a.after
        from audit a where a.org_id = ? and a.subject = ? and a.subject >= 'employee:' and a.subject < 'employee;'
          and a.action like 'employee.%' order by a.at desc, a.id desc limit ?`,
      params: [orgId, `employee:${id}`, shown],
    },
  ]);
  return {
    name: target.name,
    employments: [
      ...(past?.rows ?? []).map(([from, to]) => ({ from: String(from), to: String(to) })),
      { from: target.startedOn, to: target.endedOn },
    ],
    events: (told?.rows ?? []).map(eventOf),
  };
}

const eventOf = ([at, action, byName, before, after]: readonly Cell[]) => ({
  at: Number(at),
  action: String(action),
  byName: (byName ?? null) as string | null,
  before: roleIn(before),
  after: roleIn(after),
});

/** The role, when the entry speaks of one: the only value a line has room for. */
function roleIn(cell: Cell | undefined): string | null {
  if (typeof cell !== "string") return null;
  const facts = JSON.parse(cell) as Readonly<Record<string, unknown>> | null;
  const role = facts?.["rolePreset"] ?? facts?.["role"] ?? null;
  return typeof role === "string" ? role : null;
}
