import { systemContext } from "../../core/context.ts";
import { commit } from "../../core/commit.ts";
import { systemPermit } from "../../core/permissions.ts";
import type { Deps } from "../../deps.ts";
import { tellOperators } from "../tell-operators.ts";
import { invariants } from "./checks.ts";

export interface Fault {
  readonly invariant: string;
  /** Null when it is nobody's in particular. */
  readonly orgId: string | null;
  readonly subject: string;
  readonly detail: string;
}

export interface AuditResult {
  readonly checked: readonly {
    readonly name: string;
    readonly says: string;
    readonly faults: number;
  }[];
  readonly faults: readonly Fault[];
}

/** Runs every named check over all books on one snapshot; changes nothing. */
export async function auditBooks(deps: Deps): Promise<AuditResult> {
  const results = await deps.db.read(invariants.map(({ sql }) => ({ sql, params: [] })));
  const found = invariants.map(({ name, says }, index) => ({
    name,
    says,
    rows: results[index]?.rows ?? [],
  }));
  return {
    checked: found.map(({ name, says, rows }) => ({ name, says, faults: rows.length })),
    faults: found.flatMap(({ name, rows }) =>
      rows.map(([orgId = null, subject = "", detail = ""]) => ({
        invariant: name,
        orgId: orgId as string | null,
        subject: String(subject),
        detail: String(detail),
      })),
    ),
  };
}

/** The daily audit: an organisation with a fault is parked, takes money and nothing else, until the operator has looked (BIL §5.7). */
export async function parkFaulty(deps: Deps): Promise<void> {
  const { faults } = await auditBooks(deps);
  const byOrg = Map.groupBy(faults, ({ orgId }) => orgId ?? "");
  for (const [orgId, own] of byOrg) {
    const [first] = own;
    if (first === undefined) continue;
    const reason = `${first.invariant} ${first.subject}: ${first.detail}`;
    deps.log("error", {
      event: "books_faulty",
      org: orgId,
      invariant: first.invariant,
      faults: own.length,
    });
    if (orgId !== "") await park(deps, orgId, reason);
  }
}

async function park(deps: Deps, orgId: string, reason: string): Promise<void> {
  const now = deps.clock();
  await commit(systemContext(deps, "job:audit"), {
    permit: systemPermit(),
    statements: [
      {
        sql: `update billing_accounts set parked_at = ?, parked_reason = ?, version = version + 1
          where org_id = ? and parked_at is null`,
        params: [now, reason, orgId],
      },
    ],
    audit: [
      { orgId, action: "billing.parked", subject: `organisation:${orgId}`, after: { reason } },
    ],
    notices: await tellOperators(deps, {
      about: "parked",
      orgId,
      text: reason,
      key: `parked:${orgId}:${new Date(now).toISOString().slice(0, 10)}`,
    }),
    answer: null,
  });
}
