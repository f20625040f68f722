import type { MemberContext } from "../../core/context.ts";
import { planAssignment, planAssignmentEnd } from "./assignment.ts";
import { planCopy } from "./copy.ts";
import { planDaysChange } from "./days.ts";
import type { ScheduleChange } from "./schemas.ts";
import { planShiftChange } from "./shift-change.ts";
import type { PlannedChange } from "./types.ts";
import { planUndo } from "./undo.ts";

/** Works a change out: the one path of the preview and of the act. @throws {Refusal} why it can't be */
export async function planChange(
  ctx: MemberContext,
  change: ScheduleChange,
): Promise<PlannedChange> {
  switch (change.kind) {
    case "shift":
      return planShiftChange(ctx, change);
    case "assignment":
      return planAssignment(ctx, change);
    case "assignment_end":
      return planAssignmentEnd(ctx, change);
    case "days":
      return planDaysChange(ctx, change);
    case "copy":
      return planCopy(ctx, change);
    case "undo":
    default:
      return planUndo(ctx, change.reference);
  }
}
