import type { z } from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { readShifts } from "./read-shifts.ts";
import type { shiftList } from "./schemas.ts";

/** Every shift as it is today. @throws {Refusal} `forbidden` */
export async function listShifts(ctx: MemberContext): Promise<z.infer<typeof shiftList>> {
  permit(ctx, "schedule.manage");
  const today = localDateOf(ctx.deps.clock(), ctx.member.organisation.timeZone);
  return { items: await readShifts(ctx, today) };
}
