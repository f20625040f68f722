import type { Statement } from "../../db/client/port.ts";

/** Invitations of somebody who may not invite like that any more become worthless, if nobody has used them. */
export const revokeInvitesOf = (orgId: string, employeeId: string, now: number): Statement => ({
  sql: `update invites set revoked_at = ?
    where org_id = ? and created_by = ? and used_at is null and revoked_at is null`,
  params: [now, orgId, employeeId],
});
