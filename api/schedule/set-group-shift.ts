import type { z } from "zod";
import { guardExists } from "../../db/client/guard.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { assignGroup } from "./assign-group.ts";
import type { done, groupShiftInput } from "./schemas.ts";

/** Gives a group another shift, today or from a later date. @throws {Refusal} `not_found`, `too_old` */
export async function setGroupShift(
  ctx: MemberContext,
  groupId: string,
  input: z.infer<typeof groupShiftInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const { id: orgId, timeZone } = ctx.member.organisation;
  const validFrom = input.validFrom ?? localDateOf(ctx.deps.clock(), timeZone);
  const { shiftId } = input;
  const assigned = await assignGroup(ctx, { groupId, shiftId, validFrom });
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      guardExists("select 1 from shifts where org_id = ? and id = ?", [orgId, shiftId]),
      ...assigned,
    ],
    audit: [
      {
        orgId,
        action: "group.shift_set",
        subject: `group:${groupId}`,
        after: { shiftId, validFrom },
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "not_found" });
}
