import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { auditBooks } from "../billing/invariants/audit-books.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { operatorPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import type { AuditView } from "./schemas.ts";

/** Of one audit on a screen; the counts are of all. */
const faultsShown = 100;

/** Runs the named checks over all books now (BIL §4.1); changes nothing. */
export async function runAudit(ctx: Context): Promise<AuditView> {
  operatorPermit(ctx);
  const { checked, faults: all } = await auditBooks(ctx.deps);
  const faults = all.slice(0, faultsShown);
  const names = await namesOf(
    ctx.deps,
    faults.flatMap(({ orgId }) => orgId ?? []),
  );
  return {
    checked: checked.map((check) => ({ ...check })),
    faults: faults.map(({ invariant, orgId, subject, detail }) => ({
      invariant,
      organisation: orgId === null ? null : { id: orgId, name: names.get(orgId) ?? orgId },
      subject,
      detail,
    })),
  };
}

async function namesOf(deps: Deps, ids: readonly string[]): Promise<Map<string, string>> {
  const [found] = await deps.db.read([
    {
      sql: "select id, name from organisations where id in (select value from json_each(?))",
      params: [JSON.stringify(ids)],
    },
  ]);
  return new Map((found?.rows ?? []).map(([id, name]) => [String(id), String(name)]));
}

/** Organisations that take money and nothing else until somebody has looked, with the check that failed (BIL §5.7). */
export async function listParked(ctx: Context) {
  operatorPermit(ctx);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select o.id, o.name, a.parked_at, a.parked_reason from billing_accounts a join organisations o on o.id = a.org_id
        where a.parked_at is not null order by a.parked_at limit 50`,
      params: [],
    },
  ]);
  return {
    items: (found?.rows ?? []).map(([id, name, parkedAt, reason]) => ({
      organisation: { id: String(id), name: String(name) },
      parkedAt: Number(parkedAt),
      reason: String(reason ?? ""),
    })),
  };
}

/**
 * Lets an organisation go on, after an audit that finds nothing wrong with it at this moment.
 * @throws {Refusal} `still_faulty` with the check that fails, `not_found` when it is not parked
 */
export async function unpark(ctx: Context, orgId: string, reason: string): Promise<{ done: true }> {
  const allowed = operatorPermit(ctx);
  const { faults } = await auditBooks(ctx.deps);
  const own = faults.find((fault) => fault.orgId === orgId);
  if (own !== undefined)
    throw new Refusal("still_faulty", { check: own.invariant, detail: own.detail });
  try {
    return await commit<{ done: true }>(ctx, {
      permit: allowed,
      statements: [
        {
          sql: `update billing_accounts set parked_at = null, parked_reason = null, version = version + 1
            where org_id = ? and parked_at is not null`,
          params: [orgId],
        },
        guardChanged(),
      ],
      audit: [
        {
          orgId,
          action: "billing.unparked",
          subject: `organisation:${orgId}`,
          after: { reason },
        },
      ],
      answer: { done: true },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "guard") throw new Refusal("not_found");
    throw error;
  }
}
