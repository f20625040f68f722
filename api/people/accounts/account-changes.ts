import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { sendDueSoon } from "../../core/dispatch.ts";
import { sha256 } from "../../core/gatekeeper.ts";
import { permit } from "../../core/permissions.ts";
import { countTry, rates } from "../../core/rate-limit.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmed } from "../../security/confirm.ts";
import { newInviteToken } from "../invite-token.ts";
import { loadTarget, refuseAbove, type Target } from "../members/load-target.ts";
import type { done } from "../schemas.ts";
import { tellPerson } from "../tell-people.ts";
import { bindAccount } from "./bind-account.ts";
import type { accountChange, accountLink } from "./schemas.ts";

type Done = z.infer<typeof done>;
type View = z.infer<typeof accountChange>;

/** How long a link to another account waits, and a question about one, ms. */
const linkLifeMs = 24 * 60 * 60_000;
export const askLifeMs = 72 * 60 * 60_000;

/** @returns null for what can't be a token */
export const accountTokenHash = async (token: string): Promise<string | null> =>
  /^[\w-]{22}$/.test(token) ? sha256(`account ${token}`) : null;

/**
 * A link with which an employee comes from another Telegram account, once. The one before is worthless then.
 * @throws {Refusal} `forbidden`, `not_found`, `stale` of who has left
 */
export async function makeAccountLink(
  ctx: MemberContext,
  employeeId: string,
): Promise<z.infer<typeof accountLink>> {
  const allowed = permit(ctx, "people.manage");
  await countTry(ctx.deps, `invites:${ctx.member.employeeId}`, rates.invites);
  const target = await loadTarget(ctx, employeeId);
  refuseAbove(ctx, target);
  if (target.state !== "active") throw new Refusal("stale");
  const { deps, member } = ctx;
  const { id: orgId } = member.organisation;
  const now = deps.clock();
  const token = newInviteToken();
  const expiresAt = now + linkLifeMs;
  await commit(
    // Kept nowhere: a repeated command makes a fresh one.
    { ...ctx, command: null },
    {
      permit: allowed,
      statements: [
        {
          sql: `update account_changes set state = 'withdrawn', token_hash = null, decided_at = ?
            where org_id = ? and employee_id = ? and state in ('link', 'asked')`,
          params: [now, orgId, employeeId],
        },
        {
          sql: `insert into account_changes (org_id, id, employee_id, token_hash, state, created_by, created_at, expires_at)
            values (?, ?, ?, ?, 'link', ?, ?, ?)`,
          params: [
            orgId,
            deps.ids(),
            employeeId,
            await accountTokenHash(token),
            member.employeeId,
            now,
            expiresAt,
          ],
        },
      ],
      audit: [{ orgId, action: "employee.account_link_made", subject: `employee:${employeeId}` }],
      answer: null,
    },
  );
  const { linkOrigin, botNames } = deps.config;
  return { link: `${linkOrigin}/${botNames.staff}?start=r_${token}`, expiresAt };
}

interface Asked {
  readonly view: View;
  readonly target: Target;
  readonly newPersonId: string | null;
}

/** @throws {Refusal} `not_found` */
async function findChange(ctx: MemberContext, id: string): Promise<Asked> {
  const [found] = await ctx.deps.db.read([
    {
      sql: `select a.employee_id, a.state, a.created_at, a.expires_at, p.id, p.name, p.phone
        from account_changes a left join persons p on p.id = a.person_id where a.org_id = ? and a.id = ?`,
      params: [ctx.member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const [employeeId, state, createdAt, expiresAt, personId, name, phone] = row;
  const target = await loadTarget(ctx, String(employeeId));
  const isOpen = state === "asked" || state === "link";
  return {
    target,
    newPersonId: (personId ?? null) as string | null,
    view: {
      id,
      state: isOpen && Number(expiresAt) <= ctx.deps.clock() ? "expired" : (state as View["state"]),
      employeeId: target.id,
      name: target.name,
      old: { name: target.hasTelegram ? target.personName : target.name, phone: target.phone },
      new:
        typeof personId === "string"
          ? { name: String(name), phone: (phone ?? null) as string | null }
          : null,
      createdAt: Number(createdAt),
      expiresAt: Number(expiresAt),
    },
  };
}

/** The question about an account, as it stands. @throws {Refusal} `forbidden`, `not_found` */
export async function showAccountChange(ctx: MemberContext, id: string): Promise<View> {
  permit(ctx, "people.manage");
  return (await findChange(ctx, id)).view;
}

/**
 * The employee goes on with the new account: history, punches and rights stay; the old account is nobody here any more. A second
 * confirmation is asked.
 * @throws {Refusal} `forbidden`, `not_found`, `already_decided`, `account_taken` when the new account is somebody here,
 * `confirmation_needed`
 */
export function approveAccountChange(ctx: MemberContext, id: string): Promise<Done> {
  const allowed = permit(ctx, "people.manage");
  return orEarlierAnswer(ctx, async () => {
    const { view, target, newPersonId } = await findChange(ctx, id);
    if (view.state !== "asked" || newPersonId === null) throw new Refusal("already_decided");
    refuseAbove(ctx, target);
    if (target.state !== "active") throw new Refusal("stale");
    const { deps, member } = ctx;
    const { id: orgId, name: organisationName } = member.organisation;
    await refuseTaken(ctx, newPersonId);
    const newName = view.new?.name ?? "";
    const account = [newName, view.new?.phone].filter(Boolean).join(" · ");
    const step = await confirmed(ctx, {
      action: "account.change",
      subject: `employee:${target.id}`,
      facts: { name: target.name, account, change: id },
    });
    const now = deps.clock();
    const told = (what: "moved_away" | "moved_here", personId: string) =>
      tellPerson(
        deps,
        orgId,
        {
          kind: "account-told",
          payload: { organisationName, what },
          bot: "staff",
          subject: `account:${id}`,
          key: `account-told:${id}:${what}`,
        },
        personId,
      );
    const approved = commit(ctx, {
      permit: allowed,
      statements: [
        ...step.statements,
        {
          sql: `update account_changes set state = 'approved', decided_by = ?, decided_at = ?
            where org_id = ? and id = ? and state = 'asked' and expires_at > ?`,
          params: [member.employeeId, now, orgId, id, now],
        },
        guardChanged(),
        ...bindAccount({
          orgId,
          employeeId: target.id,
          fromPersonId: target.personId,
          toPersonId: newPersonId,
          now,
        }),
        told("moved_away", target.personId),
        told("moved_here", newPersonId),
      ],
      audit: [
        {
          orgId,
          action: "employee.account_changed",
          subject: `employee:${target.id}`,
          before: { account: target.personName, telegram: target.telegramUserId },
          after: { account: newName },
        },
        ...step.audit,
      ],
      answer: { done: true as const },
    });
    const answer = await toldAs(approved, { guard: "already_decided", unique: "account_taken" });
    sendDueSoon(deps);
    return answer;
  });
}

async function refuseTaken({ deps, member }: MemberContext, personId: string): Promise<void> {
  const [found] = await deps.db.read([
    {
      sql: "select 1 from employees where org_id = ? and person_id = ?",
      params: [member.organisation.id, personId],
    },
  ]);
  if (found?.rows[0] !== undefined) throw new Refusal("account_taken");
}

/** Everything stays; whoever asked is told. @throws {Refusal} `forbidden`, `not_found`, `already_decided` */
export function rejectAccountChange(ctx: MemberContext, id: string): Promise<Done> {
  const allowed = permit(ctx, "people.manage");
  return orEarlierAnswer(ctx, async () => {
    const { view, target, newPersonId } = await findChange(ctx, id);
    refuseAbove(ctx, target);
    if (view.state !== "asked" || newPersonId === null) throw new Refusal("already_decided");
    const { deps, member } = ctx;
    const { id: orgId, name: organisationName } = member.organisation;
    const rejected = commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `update account_changes set state = 'rejected', decided_by = ?, decided_at = ?
            where org_id = ? and id = ? and state = 'asked'`,
          params: [member.employeeId, deps.clock(), orgId, id],
        },
        guardChanged(),
        tellPerson(
          deps,
          orgId,
          {
            kind: "account-told",
            payload: { organisationName, what: "rejected" },
            bot: "staff",
            subject: `account:${id}`,
            key: `account-told:${id}:rejected`,
          },
          newPersonId,
        ),
      ],
      audit: [{ orgId, action: "employee.account_rejected", subject: `employee:${target.id}` }],
      answer: { done: true as const },
    });
    const answer = await toldAs(rejected, { guard: "already_decided" });
    sendDueSoon(deps);
    return answer;
  });
}
