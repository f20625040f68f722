import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { withinSql } from "../core/scope.ts";
import { type LeaveFile, loadLeaveFile } from "../requests/load-leave-file.ts";
import { type LeavePolicy, leavePolicyOf } from "./leave-policy.ts";

/** An employee's annual leave: the policy, the file and the organisation's today. */
export interface LeaveAccount {
  readonly policy: LeavePolicy;
  readonly file: LeaveFile;
  readonly today: LocalDate;
}

/** One round trip. @throws {Refusal} `not_found` */
export async function loadAccount(ctx: MemberContext, employeeId: string): Promise<LeaveAccount> {
  const { organisation } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const file = await loadLeaveFile(
    ctx.deps,
    organisation,
    employeeId,
    { from: today, to: today },
    { within: withinSql(ctx.member) },
  );
  return { policy: leavePolicyOf(organisation.profile), file, today };
}
