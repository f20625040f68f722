import type { MemberContext } from "../../core/context.ts";
import { type NewPunch, type StoredSource, withoutPlace } from "../punch-statements.ts";
import { manualTrust } from "./prepare-change.ts";
import type { ChangeRow } from "./rules/change-rows.ts";

/** Who changes whose log, why, and what the rows come from. */
export interface ChangeOrigin {
  readonly employeeId: string;
  readonly source: StoredSource;
  readonly reason: string | null;
  readonly recordedBy: string | null;
  readonly reference: string;
}

/** Rows of a change as they are stored, without receipts yet. */
export const newPunches = (
  ctx: Pick<MemberContext, "deps" | "member">,
  rows: readonly ChangeRow[],
  of: ChangeOrigin,
): NewPunch[] =>
  rows.map((row, index) => ({
    ...withoutPlace,
    orgId: ctx.member.organisation.id,
    id: ctx.deps.ids(),
    employeeId: of.employeeId,
    at: row.at,
    receivedAt: ctx.deps.clock(),
    kind: row.kind,
    source: of.source,
    sourceKey: `${of.reference}:${of.employeeId}:${row.at}:${index}`,
    timeZone: row.timeZone ?? ctx.member.organisation.timeZone,
    workplaceId: row.workplaceId,
    trust: manualTrust,
    flags: row.flags,
    reason: of.reason,
    supersedesId: row.supersedesId,
    recordedBy: of.recordedBy,
    reference: of.reference,
  }));
