import type { z } from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { planAssignment } from "./changes/assignment.ts";
import type { made, ShiftInput } from "./schemas.ts";
import { planStatement, shiftStatement } from "./shift-statements.ts";
import { planFrom } from "./stored-plan.ts";

/** A new shift, given to a group at once when one is named. @throws {Refusal} `not_found`, `too_old` of the group's shift */
export async function addShift(
  ctx: MemberContext,
  input: ShiftInput,
): Promise<z.infer<typeof made>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof made>>(ctx);
  if (earlier !== null) return earlier;
  const { deps, member } = ctx;
  const { id: orgId, timeZone, profile } = member.organisation;
  const now = deps.clock();
  const [shiftId, id] = [deps.ids(), deps.ids()];
  const validFrom = input.validFrom ?? localDateOf(now, timeZone);
  const plan = planFrom(input, null, profile);
  const { groupId } = input;
  const assigned =
    groupId === undefined
      ? null
      : await planAssignment(ctx, { groupId, shiftId, from: validFrom }, [
          { id, shiftId, validFrom, validTo: null, ...plan },
        ]);
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      shiftStatement({ orgId, id: shiftId, name: input.name, now }),
      planStatement(plan, { orgId, id, shiftId, validFrom, now }),
      ...(assigned?.statements ?? []),
    ],
    audit: [{ orgId, action: "shift.added", subject: `shift:${shiftId}`, after: input }],
    answer: { id: shiftId },
  });
  return toldAs(change, { guard: "stale" });
}
