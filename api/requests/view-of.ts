import type { Member } from "../core/context.ts";
import { isWithin } from "../core/scope.ts";
import { standing } from "./rules/chain.ts";
import { hasBegun, type RequestRow } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";
import { type Step, stepView } from "./step-row.ts";

/** Who looks at a request, and for whom they stand in today. */
export interface Viewer {
  readonly member: Pick<Member, "employeeId" | "permissions" | "sees">;
  readonly standsInFor: readonly string[];
}

/** The level that is asked now; null for a request older than chains: everybody who may decide. */
const openStepOf = ({ steps, stage }: RequestRow): Step | null =>
  steps.find((step) => step.stage === stage && step.state === "open") ?? null;

/**
 * For whom this person may decide: themselves (null) or another; undefined: not at all. An owner always may, so that nothing waits
 * for somebody who is gone for ever.
 */
export function mayStand(row: RequestRow, { member, standsInFor }: Viewer) {
  if (row.employeeId === member.employeeId || !member.permissions.has("requests.decide"))
    return undefined;
  const isNear = isWithin(member.sees, row.employeeGroupId);
  const step = openStepOf(row);
  if (step === null) return isNear ? null : undefined;
  const stands = standing(step, member.employeeId, standsInFor, isNear);
  if (stands !== undefined) return stands;
  return isNear && member.permissions.has("organisation.manage") ? null : undefined;
}

/** The request as this member sees it, with what they may do about it. */
export function viewOf(row: RequestRow, viewer: Viewer, now: number): RequestView {
  const mine = row.employeeId === viewer.member.employeeId;
  const open = row.state === "pending";
  const approved = row.state === "approved";
  const begun = hasBegun(row, now);
  const isAbsence = row.kind === "leave" || row.kind === "mission";
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    version: row.version,
    stage: row.stage,
    employeeId: row.employeeId,
    employeeName: row.employeeName,
    card: row.card,
    note: row.note,
    createdAt: row.createdAt,
    decidedByName: row.decidedByName,
    decidedAt: row.decidedAt,
    decisionReason: row.decisionReason,
    parentId: row.parentId,
    returned: row.card.usesBalance ? row.card.minutesCharged - row.minutesCharged : 0,
    workedReturned: (row.payload.worked ?? []).map(({ date }) => date),
    steps: row.steps.map(stepView),
    files: row.files,
    mine,
    mayDecide: open && mayStand(row, viewer) !== undefined,
    mayWithdraw: mine && (open || (approved && !begun && (isAbsence || row.kind === "overtime"))),
    mayAskCancel: mine && approved && begun && isAbsence,
    mayChange: mine && (open || approved) && (isAbsence || row.kind === "overtime"),
    mayAttach: mine && (open || approved) && row.kind !== "cancel" && row.kind !== "swap",
    mayCancel:
      !mine &&
      approved &&
      (isAbsence || row.kind === "overtime") &&
      viewer.member.permissions.has("requests.decide"),
  };
}
