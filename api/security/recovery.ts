import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context, MemberContext } from "../core/context.ts";
import { operatorPermit, selfPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { loadOwnEmail } from "./email-load.ts";
import { recoveryCards } from "./recovery-notices.ts";
import {
  findRecovery,
  mayApprove,
  mayCancel,
  otherOwnerSql,
  recoverySubject,
  recoveryView,
  recoveryWaitMs,
} from "./recovery-row.ts";
import type { RecoveryView } from "./schemas.ts";

/** «I can't read this e-mail»: everybody who has a word in it is told. @throws {Refusal} `no_email`, `already_asked` */
export async function askRecovery(ctx: MemberContext): Promise<{ id: string }> {
  const earlier = await earlierAnswer<{ id: string }>(ctx);
  if (earlier !== null) return earlier;
  const own = await loadOwnEmail(ctx);
  if (own.email === null) throw new Refusal("no_email");
  if (own.recovery !== null) throw new Refusal("already_asked");
  const { organisation, employeeId } = ctx.member;
  const id = ctx.deps.ids();
  const [owners] = await ctx.deps.db.read([
    {
      sql: `select ${otherOwnerSql("j.org", "j.person")} from (select ? as org, ? as person) j`,
      params: [organisation.id, own.personId],
    },
  ]);
  const toOperators = owners?.rows[0]?.[0] !== 1;
  const asked = commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: "insert into factor_recoveries (org_id, id, employee_id, state, created_at) values (?, ?, ?, 'asked', ?)",
        params: [organisation.id, id, employeeId, ctx.deps.clock()],
      },
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "recovery.asked",
        subject: `employee:${employeeId}`,
        after: { recovery: id },
      },
    ],
    notices: await recoveryCards(ctx.deps, {
      id,
      orgId: organisation.id,
      personId: own.personId,
      toOperators,
    }),
    answer: { id },
  });
  return toldAs(asked, { unique: "already_asked" });
}

/** As it stands, for who was told of it. @throws {Refusal} `not_found` */
export async function showRecovery(ctx: Context, id: string): Promise<RecoveryView> {
  const { recovery, standing } = await findRecovery(ctx, id);
  return recoveryView(recovery, standing);
}

/**
 * Another owner knows that it is really them; the address goes after the waiting time.
 * @throws {Refusal} `not_found`, `own_request`, `forbidden`, `recovery_ended`
 */
export async function approveRecovery(ctx: Context, id: string): Promise<RecoveryView> {
  const earlier = await earlierAnswer<RecoveryView>(ctx);
  if (earlier !== null) return earlier;
  const { recovery, standing } = await findRecovery(ctx, id);
  if (standing.isOwn) throw new Refusal("own_request");
  if (recovery.state !== "asked") throw new Refusal("recovery_ended");
  if (!mayApprove(recovery, standing)) throw new Refusal("forbidden");
  const now = ctx.deps.clock();
  const after = { ...recovery, state: "waiting" as const, effectiveAt: now + recoveryWaitMs };
  const by = standing.isOwner
    ? `employee:${standing.employeeId}`
    : `operator:${ctx.caller.telegramUserId}`;
  const approved = commit(ctx, {
    permit: standing.isOwner ? selfPermit() : operatorPermit(ctx),
    statements: [
      {
        sql: `update factor_recoveries set state = 'waiting', approved_by = ?, approved_at = ?, effective_at = ?
          where org_id = ? and id = ? and state = 'asked'`,
        params: [by, now, after.effectiveAt, recovery.orgId, id],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: recovery.orgId,
        action: "recovery.approved",
        subject: `employee:${recovery.employeeId}`,
        after: { recovery: id, effectiveAt: after.effectiveAt },
      },
    ],
    refresh: { subject: recoverySubject(id), kind: "recovery-card" },
    answer: recoveryView(after, standing),
  });
  return toldAs(approved, { guard: "recovery_ended" });
}

/** Stops it, whoever of those who were told does. @throws {Refusal} `not_found`, `recovery_ended` */
export async function cancelRecovery(ctx: Context, id: string): Promise<RecoveryView> {
  const earlier = await earlierAnswer<RecoveryView>(ctx);
  if (earlier !== null) return earlier;
  const { recovery, standing } = await findRecovery(ctx, id);
  if (!mayCancel(recovery, standing)) throw new Refusal("recovery_ended");
  const now = ctx.deps.clock();
  const cancelled = commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update factor_recoveries set state = 'cancelled', ended_at = ?
          where org_id = ? and id = ? and state in ('asked', 'waiting')`,
        params: [now, recovery.orgId, id],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: recovery.orgId,
        action: "recovery.cancelled",
        subject: `employee:${recovery.employeeId}`,
        after: { recovery: id },
      },
    ],
    refresh: { subject: recoverySubject(id), kind: "recovery-card" },
    answer: recoveryView({ ...recovery, state: "cancelled" }, standing),
  });
  return toldAs(cancelled, { guard: "recovery_ended" });
}
