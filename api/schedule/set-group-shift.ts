import type { z } from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { makeChange } from "./changes/make-change.ts";
import type { done, groupShiftInput } from "./schemas.ts";

/** Gives a group another shift, today or from a later date. @throws {Refusal} `not_found`, `too_old` */
export async function setGroupShift(
  ctx: MemberContext,
  groupId: string,
  { shiftId, validFrom }: z.infer<typeof groupShiftInput>,
): Promise<z.infer<typeof done>> {
  const from = validFrom ?? localDateOf(ctx.deps.clock(), ctx.member.organisation.timeZone);
  await makeChange(ctx, { kind: "assignment", groupId, shiftId, from });
  return { done: true };
}
