import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";

/**
 * The employee whose days are asked for: oneself, or anybody for those who see the team.
 * @throws {Refusal} `not_found`, so that nobody learns who exists
 */
export function whoseDays({ member }: MemberContext, employeeId: string | undefined): string {
  if (employeeId === undefined || employeeId === member.employeeId) return member.employeeId;
  if (!member.permissions.has("attendance.view_team")) throw new Refusal("not_found");
  return employeeId;
}
