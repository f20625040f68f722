import type { z } from "zod";
import type { Context } from "../core/context.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { findInvite } from "./find-invite.ts";
import type { inviteLook, lookInput } from "./schemas.ts";

/** Who invites and as what, before anything is shared. @throws {Refusal} as `findInvite`; `rate_limited` */
export async function lookAtInvite(
  ctx: Context,
  { token }: z.infer<typeof lookInput>,
): Promise<z.infer<typeof inviteLook>> {
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const invite = await findInvite(ctx, token);
  const { organisationName, language, rolePreset, roleId, roleName, groupName } = invite;
  return { organisationName, language, rolePreset, roleId, roleName, groupName };
}
