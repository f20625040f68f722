import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { reportNoSeat, seatForNewcomer, takesSeat } from "../billing/may-add-person.ts";
import { DatabaseError } from "../../db/errors.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import { selfPermit } from "../core/permissions.ts";
import { countTry, rates } from "../core/rate-limit.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { keepGroup } from "./keep-group.ts";
import { findInvite, type FoundInvite } from "./find-invite.ts";
import { personStatement } from "./person-statement.ts";
import { personName } from "./rules/clean-name.ts";
import { groupsReached, isPlain } from "./rules/may-give.ts";
import { readPhone } from "./rules/phone.ts";
import type { accepted, acceptInput } from "./schemas.ts";
import { roleIsLive, stillHolds } from "./still-holds.ts";

type Input = z.infer<typeof acceptInput>;

/**
 * Joins the inviting organisation. Only with the caller's own contact, and only once: of two who come at the same moment
 * one wins. Somebody who had left is employed anew in the same row, and the employment before is kept.
 * @throws {Refusal} as `findInvite`; `rate_limited`; `contact_not_own`, `forwarded`, `phone_invalid`, `phone_anonymous` (TG 8.29);
 * `phone_taken` (ATT A13); `no_free_seat`, `plan_lock`, `seat_lock`: the payers are told, the invitation stays open
 */
export async function acceptInvite(ctx: Context, input: Input): Promise<z.infer<typeof accepted>> {
  const earlier = await earlierAnswer<z.infer<typeof accepted>>(ctx);
  if (earlier !== null) return earlier;
  await countTry(ctx.deps, `joins:${ctx.caller.telegramUserId}`, rates.joins);
  const phone = ownPhone(ctx, input);
  const invite = await findInvite(ctx, input.token);
  await refuseSecondAccount(ctx, invite.orgId, phone);
  const employeeId = invite.formerEmployeeId ?? ctx.deps.ids();
  const name = personName(input.name, ctx.caller.telegramUserId);
  const seat = await seatAtTheDoor(ctx, invite, name);
  const { organisationName, rolePreset, roleId, roleName, locationPolicy, orgId } = invite;
  const joined = commit(ctx, {
    permit: selfPermit(),
    statements: [...joinStatements(ctx, invite, { employeeId, name, phone }), ...seat],
    audit: [
      {
        orgId,
        action: invite.formerEmployeeId === null ? "employee.joined" : "employee.rejoined",
        subject: `employee:${employeeId}`,
        after: {
          rolePreset,
          roleId,
          roleName,
          groupId: invite.groupId,
          manages: invite.manages,
          invite: invite.id,
        },
      },
    ],
    notices: joinedNotices(invite, employeeId, name),
    answer: { organisationName, employeeId, rolePreset, roleId, roleName, locationPolicy },
  });
  const told = joined.catch(async (error: unknown) => {
    // The last seat may have gone to somebody faster.
    if (error instanceof DatabaseError && error.kind === "guard" && seat.length > 0)
      await seatAtTheDoor(ctx, invite, name);
    // Or whoever invited may not give this any more.
    if (error instanceof DatabaseError && error.kind === "guard")
      await findInvite(ctx, input.token);
    throw error;
  });
  return toldAs(told, { guard: "invite_used", unique: "already_member" });
}

function ownPhone({ caller }: Context, input: Input): string {
  if (input.forwarded) throw new Refusal("forwarded");
  if (input.contactUserId !== caller.telegramUserId) throw new Refusal("contact_not_own");
  const reading = readPhone(input.phone);
  if ("problem" in reading) throw new Refusal(reading.problem);
  return reading.phone;
}

/** One phone, one employee: a second account of the same phone is the owner's to sort out, not a quiet double (ATT A13). */
async function refuseSecondAccount(ctx: Context, orgId: string, phone: string): Promise<void> {
  const [other] = await ctx.deps.db.read([
    {
      sql: `select 1 from employees e join persons p on p.id = e.person_id
        where e.org_id = ? and e.state = 'active' and p.phone = ? and p.telegram_user_id <> ? limit 1`,
      params: [orgId, phone, ctx.caller.telegramUserId],
    },
  ]);
  if (other?.rows[0] !== undefined) throw new Refusal("phone_taken");
}

/** Nobody joins without a seat where seats are sold; whoever pays hears who waits at the door. */
async function seatAtTheDoor(
  ctx: Context,
  { orgId, permissions }: FoundInvite,
  name: string,
): Promise<Statement[]> {
  try {
    return await seatForNewcomer(ctx.deps, orgId, { takesSeat: takesSeat(permissions) });
  } catch (error) {
    if (error instanceof Refusal && error.code === "no_free_seat")
      await reportNoSeat(ctx, orgId, name, Number(error.params["missing"]));
    throw error;
  }
}

function joinStatements(
  ctx: Context,
  invite: FoundInvite,
  { employeeId, name, phone }: { employeeId: string; name: string; phone: string },
): Statement[] {
  const { deps, caller } = ctx;
  const { orgId, roleId, groupId } = invite;
  const manages = JSON.stringify(invite.manages);
  const now = deps.clock();
  const today = localDateOf(now, invite.timeZone);
  const { telegramUserId } = caller;
  return [
    roleIsLive(orgId, roleId),
    stillHolds(orgId, invite.inviter.employeeId, {
      rights: ["people.invite", ...(isPlain(invite.permissions) ? [] : ["people.manage" as const])],
      roles: [roleId],
      groups: groupsReached(invite),
    }),
    personStatement({ id: deps.ids(), telegramUserId, name, now }),
    {
      sql: "update persons set phone = ?, current_org_id = ? where telegram_user_id = ?",
      params: [phone, orgId, telegramUserId],
    },
    ...(invite.formerEmployeeId === null
      ? []
      : [keepEmployment(orgId, employeeId), keepGroup({ orgId, employeeId, groupId, today })]),
    invite.formerEmployeeId === null
      ? {
          sql: `insert into employees (org_id, id, person_id, role_id, group_id, manages, name, state, started_on, created_at)
            select ?, ?, id, ?, ?, ?, ?, 'active', ?, ? from persons where telegram_user_id = ?`,
          params: [orgId, employeeId, roleId, groupId, manages, name, today, now, telegramUserId],
        }
      : {
          sql: `update employees set state = 'active', keeps_time = 1, role_id = ?, group_id = ?, manages = ?, started_on = ?, ended_on = null,
              ended_at = null, paused_at = null, version = version + 1 where org_id = ? and id = ? and state = 'ended'`,
          params: [roleId, groupId, manages, today, orgId, employeeId],
        },
    guardChanged(),
    {
      sql: `update invites set used_at = ?, used_by = ?
        where org_id = ? and id = ? and used_at is null and revoked_at is null and expires_at > ?`,
      params: [now, employeeId, orgId, invite.id, now],
    },
    guardChanged(),
    refreshMenus({ telegramUserId }, now),
  ];
}

/** The days of the employment before stay to be seen and paid; the new one begins with nothing. */
const keepEmployment = (orgId: string, employeeId: string): Statement => ({
  sql: `insert into past_employments (org_id, employee_id, started_on, ended_on)
    select org_id, id, started_on, ended_on from employees
    where org_id = ? and id = ? and state = 'ended' and ended_on is not null
    on conflict (org_id, employee_id, started_on) do nothing`,
  params: [orgId, employeeId],
});

function joinedNotices(
  { inviter, orgId, id, language, timeZone }: FoundInvite,
  employeeId: string,
  employeeName: string,
): NewNotice[] {
  return [
    {
      kind: "member-joined",
      payload: { employeeId, employeeName },
      orgId,
      bot: "owner",
      personId: inviter.personId,
      reader: readerOf(inviter.language ?? language, inviter.calendar, timeZone),
      chatId: inviter.chatId,
      subject: `employee:${employeeId}`,
      dedupKey: `member-joined:${id}`,
    },
  ];
}
