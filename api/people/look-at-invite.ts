import type { z } from "zod";
import type { Context } from "../core/context.ts";
import { findInvite } from "./find-invite.ts";
import type { inviteLook, lookInput } from "./schemas.ts";

/** Who invites and as what, before anything is shared. @throws {Refusal} as `findInvite` */
export async function lookAtInvite(
  ctx: Context,
  { token }: z.infer<typeof lookInput>,
): Promise<z.infer<typeof inviteLook>> {
  const invite = await findInvite(ctx, token);
  const { organisationName, language, rolePreset, roleId, roleName, groupName } = invite;
  return { organisationName, language, rolePreset, roleId, roleName, groupName };
}
