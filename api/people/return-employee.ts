import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { needsSeatWhenActive, seatForNewcomer } from "../billing/may-add-person.ts";
import { findEmployee } from "./find-employee.ts";
import type { done } from "./schemas.ts";

/** Takes an ending back: the employment goes on as if it had not ended. @throws {Refusal} `not_found`, `stale`, `no_free_seat` */
export async function returnEmployee(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findEmployee(ctx, id);
  const orgId = ctx.member.organisation.id;
  const seat =
    before.state === "ended"
      ? await seatForNewcomer(ctx.deps, orgId, {
          takesSeat: await needsSeatWhenActive(ctx.deps, orgId, id),
        })
      : [];
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update employees set state = 'active', ended_on = null, ended_at = null, version = version + 1
          where org_id = ? and id = ? and state = 'ended'`,
        params: [orgId, id],
      },
      guardChanged(),
      ...seat,
      refreshMenus({ orgId, employeeId: id }, ctx.deps.clock()),
    ],
    audit: [
      {
        orgId,
        action: "employee.returned",
        subject: `employee:${id}`,
        before: { endedOn: before.endedOn },
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}
