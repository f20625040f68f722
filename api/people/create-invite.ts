import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { Refusal } from "../core/refusal.ts";
import { seatForNewcomer, takesSeat } from "../billing/may-add-person.ts";
import { toldAs } from "../core/told-as.ts";
import { confirmed, type Confirmed } from "../security/confirm.ts";
import { groupNames } from "./group-names.ts";
import { inviteLink, inviteTokenHash, newInviteToken } from "./invite-token.ts";
import { refuseUnknownGroups } from "./role-change.ts";
import { findRole, type Role } from "./roles/find-role.ts";
import { inviteLifeMs } from "./rules/invite-state.ts";
import { groupsReached, isPlain, managesOf, mayGive } from "./rules/may-give.ts";
import type { inviteInput, newInvite } from "./schemas.ts";
import { roleIsLive, stillHolds } from "./still-holds.ts";

/**
 * A link with which one person may join. Who can't manage people invites employees only, and nobody offers what they do not
 * hold. The token is kept nowhere, so a repeated command gives the same invitation a fresh link.
 * @throws {Refusal} `forbidden`, `not_found` of the group or the role, `above_yourself`; `confirmation_needed` for rights over others; `no_free_seat`, `plan_lock`, `seat_lock`; `rate_limited`
 */
export async function createInvite(
  ctx: MemberContext,
  input: z.infer<typeof inviteInput>,
): Promise<z.infer<typeof newInvite>> {
  const allowed = permit(ctx, "people.invite");
  const { employeeId, sees } = ctx.member;
  const { id: orgId } = ctx.member.organisation;
  await countTry(ctx.deps, `invites:${employeeId}`, rates.invites);
  await countTry(ctx.deps, `invites-of:${orgId}`, rates.invitesOfAll);
  const groupId = input.groupId ?? null;
  const isNamed = input.rolePreset !== undefined || input.roleId !== undefined;
  const role = await findRole(ctx, isNamed ? input : { rolePreset: "employee" });
  const isOfPeople = !isPlain(role.permissions);
  if (isOfPeople) permit(ctx, "people.manage");
  await refuseUnknownGroups(ctx, [groupId, ...(input.manages ?? [])]);
  const manages = managesOf(role, input.manages, sees);
  const given = { permissions: role.permissions, manages, groupId };
  if (!mayGive(ctx.member, given)) throw new Refusal("above_yourself");
  await seatForNewcomer(ctx.deps, orgId, { takesSeat: takesSeat(role.permissions) });
  const isAsked = isOfPeople && (await earlierAnswer(ctx)) === null;
  const step = isAsked ? await confirmedOffer(ctx, role, given) : { statements: [], audit: [] };
  const now = ctx.deps.clock();
  const id = ctx.deps.ids();
  const token = newInviteToken();
  const tokenHash = (await inviteTokenHash(token)) ?? "";
  const created = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      roleIsLive(orgId, role.id),
      stillHolds(orgId, employeeId, {
        rights: ["people.invite", ...(isOfPeople ? (["people.manage"] as const) : [])],
        roles: [role.id],
        groups: groupsReached(given),
      }),
      {
        sql: `insert into invites (org_id, id, token_hash, role_id, group_id, manages, created_by, created_at, expires_at)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        params: [
          orgId,
          id,
          tokenHash,
          role.id,
          groupId,
          JSON.stringify(manages),
          employeeId,
          now,
          now + inviteLifeMs,
        ],
      },
    ],
    audit: [
      {
        orgId,
        action: "invite.created",
        subject: `invite:${id}`,
        after: { rolePreset: role.preset, roleId: role.id, roleName: role.name, groupId, manages },
      },
      ...step.audit,
    ],
    answer: { id, expiresAt: now + inviteLifeMs },
  });
  const invite = await toldAs(created, { guard: "stale" });
  if (ctx.command?.replayed === true) await renewLink(ctx, allowed, invite.id, tokenHash);
  return { ...invite, link: inviteLink(ctx.deps.config, token) };
}

/** Whoever is to have rights over others is confirmed a second time, before there is a link. */
async function confirmedOffer(
  ctx: MemberContext,
  role: Role,
  { manages, groupId }: { readonly manages: readonly string[]; readonly groupId: string | null },
): Promise<Confirmed> {
  return confirmed(ctx, {
    action: "role.change",
    subject: `organisation:${ctx.member.organisation.id}`,
    facts: {
      invite: true,
      role: role.preset ?? role.name,
      manages: await groupNames(ctx, manages),
      roleId: role.id,
      roleVersion: role.version,
      groups: [...manages].sort(),
      groupId,
    },
  });
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
