import type { z } from "zod";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { toldAs } from "../../core/told-as.ts";
import { planChange } from "./plan-change.ts";
import { rosterNotices } from "./roster-notices.ts";
import type { changeMade, ScheduleChange } from "./schemas.ts";

/**
 * Makes a change of what people are planned to work: a version of a shift, an assignment, days, a copied week, an undo.
 * @throws {Refusal} why it can't be; `stale` when the same assignments were changed at the same moment
 */
export async function makeChange(
  ctx: MemberContext,
  input: ScheduleChange,
): Promise<z.infer<typeof changeMade>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof changeMade>>(ctx);
  if (earlier !== null) return earlier;
  const change = await planChange(ctx, input);
  const notices = await rosterNotices(ctx, change);
  const made = commit(ctx, {
    permit: allowed,
    statements: change.statements,
    audit: [change.audit],
    notices,
    answer: { id: change.id, undoable: change.told.length > 0 },
  });
  return toldAs(made, { guard: "stale" });
}
