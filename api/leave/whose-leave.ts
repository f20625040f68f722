import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";

/**
 * The employee whose leave is asked for: oneself, or anybody for those who decide about leave.
 * @throws {Refusal} `forbidden`; `not_found`, so that nobody learns who exists
 */
export function whoseLeave(ctx: MemberContext, employeeId: string | undefined): string {
  const { member } = ctx;
  if (employeeId === undefined || employeeId === member.employeeId) {
    permit(ctx, "requests.self");
    return member.employeeId;
  }
  if (!member.permissions.has("requests.decide")) throw new Refusal("not_found");
  return employeeId;
}
