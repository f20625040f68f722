import type { z } from "zod";
import { guardExists } from "../../db/client/guard.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import type { made, shiftVersionInput } from "./schemas.ts";
import { shiftVersionStatement } from "./shift-statements.ts";

/** Other hours from a date on; a day that has passed never changes (P 3.2). @throws {Refusal} `not_found`, `too_old` */
export async function changeShift(
  ctx: MemberContext,
  shiftId: string,
  input: z.infer<typeof shiftVersionInput>,
): Promise<z.infer<typeof made>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof made>>(ctx);
  if (earlier !== null) return earlier;
  const { id: orgId, timeZone } = ctx.member.organisation;
  const now = ctx.deps.clock();
  const { validFrom } = input;
  const id = ctx.deps.ids();
  const known = guardExists("select 1 from shifts where org_id = ? and id = ?", [orgId, shiftId]);
  if (validFrom < localDateOf(now, timeZone)) throw new Refusal("too_old");
  const change = commit(ctx, {
    permit: allowed,
    statements: [known, shiftVersionStatement(input, { orgId, id, shiftId, validFrom, now })],
    audit: [{ orgId, action: "shift.changed", subject: `shift:${shiftId}`, after: input }],
    answer: { id },
  });
  return toldAs(change, { guard: "not_found" });
}
