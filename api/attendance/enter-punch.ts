import { instantAt } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { editLog, type LogEdit, previewEdit } from "./corrections/edit-log.ts";
import type { DayBeforeAfter } from "./corrections/prepare-change.ts";
import type { EnterPunchInput } from "./schemas.ts";
import type { ViewContext } from "./visible-days.ts";

export interface ManualPunch {
  readonly employeeId: string;
  readonly date: LocalDate;
  /** Minutes since local midnight. */
  readonly minute: number;
  readonly direction: EnterPunchInput["direction"];
}

export interface PunchPreview extends DayBeforeAfter {
  readonly at: number;
}

export interface EnteredPunch extends PunchPreview {
  readonly punchId: string;
  /** The name of the change, for its card. */
  readonly reference: string;
}

/** The day before and after a missing punch. @throws {Refusal} as `previewEdit` */
export async function previewPunch(ctx: ViewContext, input: ManualPunch): Promise<PunchPreview> {
  return { at: atOf(ctx, input), ...(await previewEdit(ctx, editOf(ctx, input))) };
}

/** Enters a missing punch with a reason. @throws {Refusal} as `editLog` */
export async function enterPunch(
  ctx: MemberContext,
  input: EnterPunchInput,
): Promise<EnteredPunch> {
  const edit = { ...editOf(ctx, input), reason: input.reason };
  const { punchIds, ...edited } = await editLog(ctx, edit);
  return { punchId: punchIds[0] ?? "", at: atOf(ctx, input), ...edited };
}

const atOf = ({ member }: MemberContext, { date, minute }: ManualPunch): number =>
  instantAt(date, minute, member.organisation.timeZone);

const editOf = (ctx: MemberContext, input: ManualPunch): LogEdit => ({
  employeeId: input.employeeId,
  date: input.date,
  changes: [{ action: "add", kind: input.direction, at: atOf(ctx, input) }],
});
