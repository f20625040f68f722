import type { LocalDate } from "../../core/calendar/types.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { anybody } from "../../core/scope.ts";
import { loadRequest } from "../../requests/request-row.ts";
import type { PunchChange } from "../../requests/rules/correction.ts";
import { loadSettings } from "../settings.ts";
import { refuseHiddenDays, refuseSeatless, type ViewContext } from "../visible-days.ts";
import { managerDays } from "./edit-log.ts";
import { type DayBeforeAfter, prepareChange } from "./prepare-change.ts";

/**
 * One's own day before and after a correction that is about to be asked for.
 * @throws {Refusal} what `prepareChange` says: `too_old` beyond the organisation's window (ATT J1), `in_the_future` (ATT J11)
 */
export async function previewOwn(
  ctx: ViewContext,
  input: { readonly date: LocalDate; readonly changes: readonly PunchChange[] },
): Promise<DayBeforeAfter> {
  permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  const { correctionWindowDays } = await loadSettings(ctx.deps.db, organisation.id);
  const edit = { ...input, employeeId, within: anybody, oldestDays: correctionWindowDays };
  const { before, after } = await prepareChange(ctx, edit);
  refuseHiddenDays(ctx, employeeId, input.date);
  return { before, after };
}

/**
 * The day that a correction asks to change, as it is and as it would be: for the person and for those who decide.
 * @throws {Refusal} `not_found`, `stale` when a punch has been changed since
 */
export async function previewRequested(ctx: ViewContext, id: string): Promise<DayBeforeAfter> {
  const request = await loadRequest(ctx, id);
  const { changes } = request.card;
  if (changes === null || request.state !== "pending") throw new Refusal("not_found");
  const { before, after, waiting } = await prepareChange(ctx, {
    employeeId: request.employeeId,
    date: request.startsOn,
    changes,
    // Who was asked by name may know, whoever it is about: `loadRequest` has looked.
    within: anybody,
    oldestDays: managerDays * 12,
  });
  refuseHiddenDays(ctx, request.employeeId, request.startsOn);
  refuseSeatless(ctx, request.employeeId, request.startsOn, waiting);
  return { before, after };
}
