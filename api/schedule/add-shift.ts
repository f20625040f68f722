import type { z } from "zod";
import type { Statement } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { assignGroup } from "./assign-group.ts";
import type { made, ShiftInput } from "./schemas.ts";
import { shiftStatement, shiftVersionStatement } from "./shift-statements.ts";

/** A new shift, given to a group at once when one is named. @throws {Refusal} `not_found`, `too_old` of the group's shift */
export async function addShift(
  ctx: MemberContext,
  input: ShiftInput,
): Promise<z.infer<typeof made>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof made>>(ctx);
  if (earlier !== null) return earlier;
  const { deps, member } = ctx;
  const { id: orgId, timeZone } = member.organisation;
  const now = deps.clock();
  const shiftId = deps.ids();
  const validFrom = input.validFrom ?? localDateOf(now, timeZone);
  const { groupId } = input;
  const assigned: readonly Statement[] =
    groupId === undefined ? [] : await assignGroup(ctx, { groupId, shiftId, validFrom });
  return commit(ctx, {
    permit: allowed,
    statements: [
      shiftStatement({ orgId, id: shiftId, name: input.name, now }),
      shiftVersionStatement(input, { orgId, id: deps.ids(), shiftId, validFrom, now }),
      ...assigned,
    ],
    audit: [{ orgId, action: "shift.added", subject: `shift:${shiftId}`, after: input }],
    answer: { id: shiftId },
  });
}
