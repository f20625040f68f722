export interface InviteFacts {
  readonly expiresAt: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

/** How long an invitation may wait, ms. */
export const inviteLifeMs = 7 * 24 * 60 * 60_000;

/** Null while the invitation can be used. A revoked one is told like an expired one (TG 8.30). */
export function inviteProblem(
  invite: InviteFacts,
  now: number,
): "invite_used" | "invite_expired" | null {
  if (invite.usedAt !== null) return "invite_used";
  return invite.revokedAt !== null || invite.expiresAt <= now ? "invite_expired" : null;
}
