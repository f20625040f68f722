import type { z } from "zod";
import { guardChanged, guardExists } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { needsSeatWhenActive, seatsForNewcomers, takesSeat } from "../../billing/may-add-person.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import type { NoticePayloads } from "../../core/notices.ts";
import { permit, selfPermit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { refreshMenus } from "../../core/refresh-messages.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import { loadTarget } from "../members/load-target.ts";
import { pickRole } from "../members/pick-role.ts";
import { managesOf } from "../rules/may-give.ts";
import type { done } from "../schemas.ts";
import { roleIsLive } from "../still-holds.ts";
import { ownersSql, tellEmployees } from "../tell-people.ts";
import { findTransfer, type Transfer } from "./find-transfer.ts";
import type { madeTransfer, transferInput, TransferView } from "./schemas.ts";

type Done = z.infer<typeof done>;

/** How long an offer waits, ms. */
const offerLifeMs = 72 * 60 * 60_000;

/** Only who owns the organisation can give it away. @throws {Refusal} `forbidden` */
function ownerPermit(ctx: MemberContext) {
  const allowed = permit(ctx, "organisation.manage");
  if (ctx.member.rolePreset !== "owner")
    throw new Refusal("forbidden", { permission: "organisation.manage" });
  return allowed;
}

/** The latest offer, as its reader has a part in it; null without one. */
export async function showTransfer(ctx: MemberContext): Promise<TransferView> {
  try {
    return { transfer: (await findTransfer(ctx, null)).view };
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") return { transfer: null };
    throw error;
  }
}

/**
 * Offers the organisation to somebody who works here; a second confirmation is asked, then they have three days to accept.
 * @throws {Refusal} `forbidden`, `not_found`, `own_request` to oneself, `stale` to who has left or has no Telegram to accept in,
 * `transfer_open`, `confirmation_needed`
 */
export function offerOwnership(
  ctx: MemberContext,
  input: z.infer<typeof transferInput>,
): Promise<z.infer<typeof madeTransfer>> {
  const allowed = ownerPermit(ctx);
  return orEarlierAnswer(ctx, async () => {
    const target = await loadTarget(ctx, input.employeeId);
    const { deps, member } = ctx;
    const { id: orgId } = member.organisation;
    if (target.id === member.employeeId) throw new Refusal("own_request");
    if (target.state !== "active" || !target.hasTelegram || target.pausedAt !== null)
      throw new Refusal("stale");
    const role = await pickRole(ctx, { ...input, groupId: member.groupId });
    const now = deps.clock();
    await refuseOpen(ctx, now);
    const step = await confirmed(ctx, {
      action: "ownership.transfer",
      subject: `employee:${target.id}`,
      facts: {
        name: target.name,
        role: role.preset,
        roleName: role.preset === null ? role.name : null,
        roleId: role.id,
      },
    });
    const id = deps.ids();
    const offered = commit(ctx, {
      permit: allowed,
      statements: [
        ...step.statements,
        {
          sql: `update ownership_transfers set state = 'withdrawn', decided_at = ?
            where org_id = ? and state = 'offered' and expires_at <= ?`,
          params: [now, orgId, now],
        },
        {
          sql: `insert into ownership_transfers (org_id, id, from_employee_id, to_employee_id, role_id, state, created_at, expires_at)
            values (?, ?, ?, ?, ?, 'offered', ?, ?)`,
          params: [orgId, id, member.employeeId, target.id, role.id, now, now + offerLifeMs],
        },
        tellEmployees(
          deps,
          orgId,
          {
            kind: "ownership-offer",
            payload: { transferId: id },
            bot: "staff",
            subject: `ownership:${id}`,
            key: `ownership-offer:${id}`,
          },
          { sql: "e.id = ?", params: [target.id] },
        ),
        told(ctx, id, { what: "offered", fromName: member.employeeName, toName: target.name }),
      ],
      audit: [
        {
          orgId,
          action: "ownership.offered",
          subject: `employee:${target.id}`,
          after: { to: target.name, role: role.preset ?? role.name },
        },
        ...step.audit,
      ],
      answer: { id },
    });
    const answer = await toldAs(offered, { unique: "transfer_open", guard: "stale" });
    sendDueSoon(deps);
    return answer;
  });
}

async function refuseOpen({ deps, member }: MemberContext, now: number): Promise<void> {
  const [open] = await deps.db.read([
    {
      sql: "select 1 from ownership_transfers where org_id = ? and state = 'offered' and expires_at > ?",
      params: [member.organisation.id, now],
    },
  ]);
  if (open?.rows[0] !== undefined) throw new Refusal("transfer_open");
}

/** What became of an offer: to every owner. */
const told = (
  { deps, member }: MemberContext,
  id: string,
  facts: Omit<NoticePayloads["ownership-told"], "organisationName">,
): Statement =>
  tellEmployees(
    deps,
    member.organisation.id,
    {
      kind: "ownership-told",
      payload: { organisationName: member.organisation.name, ...facts },
      bot: "owner",
      subject: `ownership:${id}`,
      key: `ownership-told:${id}:${facts.what}`,
    },
    { sql: ownersSql },
  );

/** An offer that waits for its answer. @throws {Refusal} `not_found`, `transfer_gone` */
async function openTransfer(ctx: MemberContext, id: string): Promise<Transfer> {
  const transfer = await findTransfer(ctx, id);
  if (transfer.view.state !== "offered" || !transfer.holds) throw new Refusal("transfer_gone");
  return transfer;
}

const ending = (
  orgId: string,
  id: string,
  state: "accepted" | "declined" | "withdrawn",
  now: number,
): Statement[] => [
  {
    sql: `update ownership_transfers set state = ?, decided_at = ?
      where org_id = ? and id = ? and state = 'offered' and expires_at > ?`,
    params: [state, now, orgId, id, now],
  },
  guardChanged(),
];

/**
 * The receiver becomes owner, and the one the bills go to when the giver was; the giver gets the role they chose.
 * @throws {Refusal} `not_found`, `forbidden` to anybody but the receiver, `transfer_gone`, `no_free_seat`
 */
export function acceptOwnership(ctx: MemberContext, id: string): Promise<Done> {
  return orEarlierAnswer(ctx, async () => {
    const transfer = await openTransfer(ctx, id);
    const { deps, member } = ctx;
    if (transfer.view.mine !== "receiver")
      throw new Refusal("forbidden", { permission: "organisation.manage" });
    const { id: orgId } = member.organisation;
    const { fromEmployeeId: from, toEmployeeId: to, roleId, rolePermissions } = transfer;
    const now = deps.clock();
    const keepsOwning = transfer.view.rolePreset === "owner";
    const needs =
      takesSeat(rolePermissions) && !keepsOwning && !(await needsSeatWhenActive(deps, orgId, from));
    const seats = needs ? await seatsForNewcomers(deps, orgId, 1) : [];
    const manages = JSON.stringify(
      managesOf(
        { preset: transfer.view.rolePreset, permissions: rolePermissions },
        undefined,
        "all",
      ),
    );
    const accepted = commit(ctx, {
      // Whoever it is offered to may answer, whatever else they may do.
      permit: selfPermit(),
      statements: [
        ...ending(orgId, id, "accepted", now),
        guardExists(
          `select 1 from employees e join roles r on r.org_id = e.org_id and r.id = e.role_id
            where e.org_id = ? and e.id = ? and e.state = 'active' and e.paused_at is null and r.preset = 'owner'`,
          [orgId, from],
        ),
        roleIsLive(orgId, roleId),
        {
          sql: `update employees set version = version + 1, manages = '[]',
              role_id = (select id from roles where org_id = employees.org_id and preset = 'owner')
            where org_id = ? and id = ? and state = 'active'`,
          params: [orgId, to],
        },
        guardChanged(),
        {
          sql: `update employees set role_id = ?, manages = ?, keeps_time = max(keeps_time, ?), version = version + 1
            where org_id = ? and id = ?`,
          params: [roleId, manages, Number(!keepsOwning), orgId, from],
        },
        {
          sql: "update billing_accounts set primary_owner_id = ? where org_id = ? and primary_owner_id = ?",
          params: [to, orgId, from],
        },
        ...seats,
        told(ctx, id, {
          what: "accepted",
          fromName: transfer.view.fromName,
          toName: transfer.view.toName,
        }),
        refreshMenus({ orgId, employeeId: from }, now),
        refreshMenus({ orgId, employeeId: to }, now),
      ],
      audit: [
        {
          orgId,
          action: "ownership.transferred",
          subject: `employee:${to}`,
          before: { owner: transfer.view.fromName },
          after: {
            owner: transfer.view.toName,
            giverBecomes: transfer.view.rolePreset ?? transfer.view.roleName,
          },
        },
      ],
      answer: { done: true as const },
    });
    const answer = await toldAs(accepted, { guard: "transfer_gone" });
    sendDueSoon(deps);
    return answer;
  });
}

/** The receiver says no. @throws {Refusal} `not_found`, `forbidden`, `transfer_gone` */
export const declineOwnership = (ctx: MemberContext, id: string): Promise<Done> =>
  end(ctx, id, "declined");

/** The giver, or another owner, takes the offer back. @throws {Refusal} `not_found`, `forbidden`, `transfer_gone` */
export const withdrawOwnership = (ctx: MemberContext, id: string): Promise<Done> =>
  end(ctx, id, "withdrawn");

function end(ctx: MemberContext, id: string, what: "declined" | "withdrawn"): Promise<Done> {
  return orEarlierAnswer(ctx, async () => {
    const { view, toEmployeeId } = await openTransfer(ctx, id);
    const isReceiver = view.mine === "receiver";
    if (isReceiver !== (what === "declined"))
      throw new Refusal("forbidden", { permission: "organisation.manage" });
    const { deps, member } = ctx;
    const { id: orgId } = member.organisation;
    const ended = commit(ctx, {
      permit: isReceiver ? selfPermit() : ownerPermit(ctx),
      statements: [
        ...ending(orgId, id, what, deps.clock()),
        told(ctx, id, { what, fromName: view.fromName, toName: view.toName }),
      ],
      audit: [
        {
          orgId,
          action: what === "declined" ? "ownership.declined" : "ownership.withdrawn",
          subject: `employee:${toEmployeeId}`,
        },
      ],
      answer: { done: true as const },
    });
    const answer = await toldAs(ended, { guard: "transfer_gone" });
    sendDueSoon(deps);
    return answer;
  });
}
