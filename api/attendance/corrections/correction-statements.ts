import type { Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { PunchChange } from "../../requests/rules/correction.ts";
import { punchInsert } from "../punch-statements.ts";
import { previousReceipts, sealAll } from "../seal-punch.ts";
import { usageOf } from "./edit-log.ts";
import { newPunches } from "./new-punches.ts";
import { changeRows } from "./rules/change-rows.ts";
import { byId, knownRows, rowsById } from "./stored-rows.ts";

/** A request of kind `correction`, as far as its punches need it. */
export interface CorrectionRequest {
  readonly id: string;
  readonly employeeId: string;
  readonly note: string | null;
  readonly card: { readonly changes: readonly PunchChange[] | null };
}

/**
 * What the approval of a correction adds to the log: the original rows stay and are superseded (ATT J1).
 * @throws {Refusal} `stale` when one of the punches has been changed since it was asked for, `nothing_changes`, `not_found`
 */
export async function correctionStatements(
  ctx: MemberContext,
  request: CorrectionRequest,
): Promise<Statement[]> {
  const { organisation, employeeId: decidedBy } = ctx.member;
  const changes = request.card.changes ?? [];
  const targets = changes.flatMap((change) => (change.action === "add" ? [] : [change.punchId]));
  const now = ctx.deps.clock();
  const [found, receipts] = await ctx.deps.db.read([
    rowsById(organisation.id, request.employeeId, targets),
    previousReceipts(
      organisation.id,
      changes.map((change) => ({
        employeeId: request.employeeId,
        at: "at" in change ? change.at : now,
      })),
    ),
  ]);
  const stored = byId(knownRows(found));
  const rows = changeRows(changes, stored);
  if (typeof rows === "string") throw new Refusal(rows);
  const punches = newPunches(ctx, rows, {
    employeeId: request.employeeId,
    source: "correction",
    reason: request.note,
    recordedBy: decidedBy,
    reference: `request:${request.id}`,
  });
  const previous = (receipts?.rows ?? []).map(([, receipt]) => (receipt ?? null) as string | null);
  const sealed = await sealAll(ctx.deps, punches, (_punch, index) => previous[index] ?? null);
  return [...sealed.map(punchInsert), ...usageOf(ctx, request.employeeId, sealed, { stored })];
}
