import type { Cell, Statement } from "../../db/client/port.ts";
import type { Context } from "../core/context.ts";
import { isOperator } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { RecoveryView } from "./schemas.ts";

export interface Recovery {
  readonly orgId: string;
  readonly id: string;
  readonly employeeId: string;
  readonly personId: string;
  readonly state: RecoveryView["state"];
  readonly createdAt: number;
  readonly effectiveAt: number | null;
  readonly employeeName: string;
  readonly organisationName: string;
  /** Another owner of the organisation the request is in may agree; else the operator. */
  readonly hasOtherOwner: boolean;
}

/** How the caller stands to it. */
export interface Standing {
  readonly isOwn: boolean;
  /** An active owner of the organisation the request is in. */
  readonly isOwner: boolean;
  /** The same of any organisation the person works in. */
  readonly isOwnerAnywhere: boolean;
  readonly isOperator: boolean;
  /** As an employee there. */
  readonly employeeId: string | null;
}

/** SQL: whether `e` is an owner who is there. */
const ownerSql = `e.state = 'active' and e.paused_at is null
  and exists (select 1 from roles r where r.org_id = e.org_id and r.id = e.role_id and r.preset = 'owner')`;

/**
 * SQL: whether another owner of that organisation may agree. Who owns another organisation alone asks the operator: an owner of
 * whatever company they joined has no word about that one.
 */
export const otherOwnerSql = (orgId: string, personId: string): string => `(
  exists (select 1 from employees e where e.org_id = ${orgId} and e.person_id <> ${personId} and ${ownerSql})
  and not exists (select 1 from employees e where e.person_id = ${personId} and e.org_id <> ${orgId} and ${ownerSql}
    and not exists (select 1 from employees x join roles r on r.org_id = x.org_id and r.id = x.role_id and r.preset = 'owner'
      where x.org_id = e.org_id and x.person_id <> e.person_id and x.state = 'active' and x.paused_at is null)))`;

const columns = `f.org_id, f.id, f.employee_id, m.person_id, f.state, f.created_at, f.effective_at, m.name, o.name,
  ${otherOwnerSql("f.org_id", "m.person_id")}`;
const from = `factor_recoveries f join employees m on m.org_id = f.org_id and m.id = f.employee_id
  join organisations o on o.id = f.org_id`;

export const dueRecoveries = (now: number): Statement => ({
  sql: `select ${columns} from ${from} where f.state = 'waiting' and f.effective_at <= ? limit 50`,
  params: [now],
});

export const recoveryOf = (row: readonly Cell[]): Recovery => ({
  orgId: String(row[0]),
  id: String(row[1]),
  employeeId: String(row[2]),
  personId: String(row[3]),
  state: row[4] as Recovery["state"],
  createdAt: Number(row[5]),
  effectiveAt: row[6] as number | null,
  employeeName: String(row[7]),
  organisationName: String(row[8]),
  hasOtherOwner: row[9] === 1,
});

/** A request the caller has a word in. @throws {Refusal} `not_found` for everybody else */
export async function findRecovery(
  ctx: Context,
  id: string,
): Promise<{ readonly recovery: Recovery; readonly standing: Standing }> {
  const caller = ctx.caller.telegramUserId;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select ${columns}, c.id,
          (select e.id from employees e where e.org_id = f.org_id and e.person_id = c.id and ${ownerSql}),
          exists (select 1 from employees e join employees w on w.org_id = e.org_id and w.person_id = m.person_id
            where e.person_id = c.id and w.state = 'active' and ${ownerSql})
        from ${from} left join persons c on c.telegram_user_id = ? where f.id = ?`,
      params: [caller, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const recovery = recoveryOf(row);
  const [personId, ownerId, anywhere] = row.slice(-3);
  const standing = {
    isOwn: personId === recovery.personId,
    isOwner: typeof ownerId === "string",
    isOwnerAnywhere: anywhere === 1,
    isOperator: isOperator(ctx),
    employeeId: typeof ownerId === "string" ? ownerId : null,
  };
  if (!standing.isOwn && !standing.isOwnerAnywhere && !standing.isOperator)
    throw new Refusal("not_found");
  return { recovery, standing };
}

/** Another owner agrees; where there is none, the operator. Nobody does it for themselves. */
export const mayApprove = ({ state, hasOtherOwner }: Recovery, by: Standing): boolean =>
  state === "asked" && !by.isOwn && (hasOtherOwner ? by.isOwner : by.isOperator);

/** Until it is over anybody who was told of it may stop it. */
export const mayCancel = ({ state }: Recovery, by: Standing): boolean =>
  (state === "asked" || state === "waiting") && (by.isOwn || by.isOwnerAnywhere || by.isOperator);

export const recoveryView = (recovery: Recovery, standing: Standing): RecoveryView => ({
  id: recovery.id,
  employeeName: recovery.employeeName,
  organisationName: recovery.organisationName,
  state: recovery.state,
  createdAt: recovery.createdAt,
  effectiveAt: recovery.effectiveAt,
  isOwn: standing.isOwn,
  mayApprove: mayApprove(recovery, standing),
  mayCancel: mayCancel(recovery, standing),
});

export const recoverySubject = (id: string): string => `recovery:${id}`;

/** Between the agreement and the end of the address, ms: time for who is robbed to notice. */
export const recoveryWaitMs = 24 * 60 * 60_000;
