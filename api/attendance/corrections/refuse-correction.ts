import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { PunchChange } from "../../requests/rules/correction.ts";
import { settingsOf, settingsStatement } from "../settings.ts";
import { changeRows } from "./rules/change-rows.ts";
import { byId, knownRows, rowsById } from "./stored-rows.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Stops a correction of one's own log that could never be approved. One read.
 * @throws {Refusal} `in_the_future` (ATT J11), `too_old` beyond the organisation's window (ATT J1), `not_found` for punches that are
 * not one's own, `stale` for those that something has taken the place of, `nothing_changes`
 */
export async function refuseCorrection(
  ctx: MemberContext,
  changes: readonly PunchChange[],
): Promise<void> {
  const { organisation, employeeId } = ctx.member;
  const targets = changes.flatMap((change) => (change.action === "add" ? [] : [change.punchId]));
  const [settings, found] = await ctx.deps.db.read([
    settingsStatement(organisation.id),
    rowsById(organisation.id, employeeId, targets),
  ]);
  const { correctionWindowDays: days } = settingsOf(settings?.rows[0]?.[0]);
  const now = ctx.deps.clock();
  const stored = byId(knownRows(found));
  for (const change of changes) {
    const target = change.action === "add" ? undefined : stored.get(change.punchId)?.at;
    const wished = change.action === "void" ? undefined : change.at;
    if (Math.max(target ?? 0, wished ?? 0) > now) throw new Refusal("in_the_future");
    const oldest = Math.min(target ?? now, wished ?? now);
    if (oldest < now - days * dayMs) throw new Refusal("too_old", { days });
  }
  const rows = changeRows(changes, stored);
  if (typeof rows === "string") throw new Refusal(rows);
}
