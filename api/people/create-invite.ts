import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit, presetPermissions } from "../core/permissions.ts";
import { seatForNewcomer, takesSeat } from "../billing/may-add-person.ts";
import { toldAs } from "../core/told-as.ts";
import { inviteLink, inviteTokenHash, newInviteToken } from "./invite-token.ts";
import { inviteLifeMs } from "./rules/invite-state.ts";
import type { inviteInput, newInvite } from "./schemas.ts";

/**
 * A link with which one person may join. Who can't manage people invites employees only. The token is kept nowhere, so a
 * repeated command gives the same invitation a fresh link.
 * @throws {Refusal} `forbidden`, `not_found` of the group; `no_free_seat`, `plan_lock`, `seat_lock`
 */
export async function createInvite(
  ctx: MemberContext,
  input: z.infer<typeof inviteInput>,
): Promise<z.infer<typeof newInvite>> {
  const { rolePreset, groupId: named } = input;
  const groupId = named ?? null;
  const allowed = permit(ctx, "people.invite");
  if (rolePreset !== "employee") permit(ctx, "people.manage");
  const { id: orgId } = ctx.member.organisation;
  await seatForNewcomer(ctx.deps, orgId, {
    takesSeat: takesSeat(presetPermissions[rolePreset]),
  });
  const now = ctx.deps.clock();
  const id = ctx.deps.ids();
  const token = newInviteToken();
  const tokenHash = (await inviteTokenHash(token)) ?? "";
  const created = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `insert into invites (org_id, id, token_hash, role_id, group_id, created_by, created_at, expires_at)
          select r.org_id, ?, ?, r.id, ?, ?, ?, ? from roles r where r.org_id = ? and r.preset = ?
            and (? is null or exists (select 1 from groups g where g.org_id = r.org_id and g.id = ?))`,
        params: [
          id,
          tokenHash,
          groupId,
          ctx.member.employeeId,
          now,
          now + inviteLifeMs,
          orgId,
          rolePreset,
          groupId,
          groupId,
        ],
      },
      guardChanged(),
    ],
    audit: [
      { orgId, action: "invite.created", subject: `invite:${id}`, after: { rolePreset, groupId } },
    ],
    answer: { id, expiresAt: now + inviteLifeMs },
  });
  const invite = await toldAs(created, { guard: "not_found" });
  if (ctx.command?.replayed === true) await renewLink(ctx, allowed, invite.id, tokenHash);
  return { ...invite, link: inviteLink(ctx.deps.config, token) };
}

/** @throws {Refusal} `invite_used` */
async function renewLink(
  ctx: MemberContext,
  allowed: Permit,
  id: string,
  tokenHash: string,
): Promise<void> {
  const { id: orgId } = ctx.member.organisation;
  const renewed = commit(
    { ...ctx, command: null },
    {
      permit: allowed,
      statements: [
        {
          sql: "update invites set token_hash = ? where org_id = ? and id = ? and used_at is null and revoked_at is null",
          params: [tokenHash, orgId, id],
        },
        guardChanged(),
      ],
      audit: [{ orgId, action: "invite.link_renewed", subject: `invite:${id}` }],
      answer: null,
    },
  );
  await toldAs(renewed, { guard: "invite_used" });
}
