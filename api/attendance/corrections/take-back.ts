import type { Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { punchesInsert } from "../punch-statements.ts";
import { sealAll } from "../seal-punch.ts";
import { usageOf } from "./edit-log.ts";
import { newPunches } from "./new-punches.ts";
import { takenBack } from "./rules/change-rows.ts";
import { byId, type KnownRow } from "./stored-rows.ts";

/**
 * Rows that say again what was so before a change. What was changed once more since is left alone.
 * @returns no statements when there is nothing left to take back
 */
export async function takeBackStatements(
  ctx: MemberContext,
  of: {
    readonly rows: readonly KnownRow[];
    readonly before: ReadonlyMap<string, KnownRow>;
    readonly reason: string | null;
    readonly reference: string;
  },
): Promise<{ readonly statements: Statement[]; readonly count: number }> {
  const perEmployee = Map.groupBy(of.rows, ({ employeeId }) => employeeId);
  const receipts = byId(of.rows);
  const statements: Statement[] = [];
  let count = 0;
  for (const [employeeId, rows] of perEmployee) {
    const back = rows.flatMap((row) => {
      const before = row.supersedesId === null ? undefined : of.before.get(row.supersedesId);
      const one = takenBack(row, before);
      return one === null ? [] : [one];
    });
    const punches = await sealAll(
      ctx.deps,
      newPunches(ctx, back, {
        employeeId,
        source: "correction",
        reason: of.reason,
        recordedBy: ctx.member.employeeId,
        reference: of.reference,
      }),
      ({ supersedesId }) => receipts.get(supersedesId ?? "")?.receipt ?? null,
    );
    if (punches.length === 0) continue;
    count += punches.length;
    statements.push(
      punchesInsert(punches),
      ...usageOf(ctx, employeeId, punches, { stored: byId(rows) }),
    );
  }
  return { statements, count };
}
