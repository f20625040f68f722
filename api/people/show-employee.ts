import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { findEmployee } from "./find-employee.ts";
import type { employee } from "./schemas.ts";

/** One person of the organisation; the phone only for those who manage people. @throws {Refusal} `forbidden`, `not_found` */
export async function showEmployee(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof employee>> {
  permit(ctx, "attendance.view_team");
  const found = await findEmployee(ctx, id);
  return ctx.member.permissions.has("people.manage") ? found : { ...found, phone: null };
}
