import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { computeLeave } from "./compute-leave.ts";
import { leavePolicyOf } from "../leave/leave-policy.ts";
import { loadLeaveFile } from "./load-leave-file.ts";
import type { LeaveCard, LeaveInput } from "./schemas.ts";
import { firstDay, lastDay, spanOf } from "./span-of.ts";

/** What a leave would cost, before it is asked for. @throws {Refusal} as `computeLeave` and `spanOf` */
export async function previewLeave(ctx: MemberContext, input: LeaveInput): Promise<LeaveCard> {
  permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  const span = spanOf(input);
  const range = { from: firstDay(span), to: lastDay(span) };
  const file = await loadLeaveFile(ctx.deps, organisation, employeeId, range);
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  return computeLeave(leavePolicyOf(organisation.profile), file, span, today);
}
