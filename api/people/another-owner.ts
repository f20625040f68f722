import { guardExists } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";

const otherOwners = `select 1 from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id
  where e.org_id = ? and e.id <> ? and e.state = 'active' and e.paused_at is null and r.preset = 'owner' limit 1`;

/** Fails the batch when nobody but this employee could still manage the organisation. */
export const anotherOwner = (orgId: string, employeeId: string): Statement =>
  guardExists(otherOwners, [orgId, employeeId]);

/** The same, told in words before anything is tried. @throws {Refusal} `last_owner` */
export async function refuseLastOwner(ctx: MemberContext, employeeId: string): Promise<void> {
  const [found] = await ctx.deps.db.read([
    { sql: otherOwners, params: [ctx.member.organisation.id, employeeId] },
  ]);
  if (found?.rows[0] === undefined) throw new Refusal("last_owner");
}
