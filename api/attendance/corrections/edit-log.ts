import { DatabaseError } from "../../../db/errors.ts";
import type { Statement } from "../../../db/client/port.ts";
import { beginKeepingTime } from "../../billing/keeps-time.ts";
import { takeBackUsage, usageStatement } from "../../billing/usage.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { withinSql } from "../../core/scope.ts";
import type { PunchChange } from "../../requests/rules/correction.ts";
import { type NewPunch, punchInsert } from "../punch-statements.ts";
import { sealAll } from "../seal-punch.ts";
import { refuseHiddenDays, refuseSeatless, type ViewContext } from "../visible-days.ts";
import { cardLines, changeNotices } from "./change-notices.ts";
import { newPunches } from "./new-punches.ts";
import {
  type DayBeforeAfter,
  type Edit,
  type PreparedChange,
  prepareChange,
} from "./prepare-change.ts";

/** How far back a manager may enter, days. */
export const managerDays = 60;

export interface LogEdit {
  readonly employeeId: string;
  /** The day that is shown before and after. */
  readonly date: LocalDate;
  readonly changes: readonly PunchChange[];
}

export interface EditedLog extends DayBeforeAfter {
  /** `edit:<id>`: the name of this change. */
  readonly reference: string;
  readonly punchIds: readonly string[];
}

/**
 * The day before and after an edit that somebody is about to make: what will be shown is what will happen.
 * @throws {Refusal} as `editLog`; what `refuseHiddenDays` says
 */
export async function previewEdit(ctx: ViewContext, edit: LogEdit): Promise<DayBeforeAfter> {
  permit(ctx, "attendance.record_for_others");
  refuseOwn(ctx, edit.employeeId);
  const { before, after, waiting } = await prepareChange(ctx, inSight(ctx, edit));
  refuseHiddenDays(ctx, edit.employeeId, edit.date);
  refuseSeatless(ctx, edit.employeeId, edit.date, waiting);
  return { before, after };
}

const inSight = ({ member }: MemberContext, edit: LogEdit): Edit => ({
  ...edit,
  within: withinSql(member),
  oldestDays: managerDays,
});

/**
 * Enters, moves or takes away punches of somebody's day with a reason: rows that supersede, and a card to both (P 3.1, ATT idea 3).
 * @throws {Refusal} `forbidden`, `own_request` (a manager's own log: they ask for a correction, ATT J6), what `prepareChange` says
 */
export async function editLog(
  ctx: MemberContext,
  edit: LogEdit & { readonly reason: string },
): Promise<EditedLog> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const earlier = await earlierAnswer<EditedLog>(ctx);
  if (earlier !== null) return earlier;
  refuseOwn(ctx, edit.employeeId);
  const prepared = await prepareChange(ctx, inSight(ctx, edit));
  const { organisation, employeeId } = ctx.member;
  const { before, after } = prepared;
  const reference = `edit:${ctx.deps.ids()}`;
  const punches = await sealAll(
    ctx.deps,
    newPunches(ctx, prepared.rows, {
      employeeId: edit.employeeId,
      source: "manual",
      reason: edit.reason,
      recordedBy: employeeId,
      reference,
    }),
    (_punch, index) => prepared.receipts[index] ?? null,
  );
  const [first] = punches;
  if (first === undefined) throw new Refusal("nothing_changes");
  const lines = cardLines(prepared);
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [
        ...punches.map(punchInsert),
        ...usageOf(ctx, edit.employeeId, punches, prepared),
        beginKeepingTime({ organisation, employeeId: edit.employeeId }),
        usageStatement(organisation, { employeeId, kind: "role", at: ctx.deps.clock() }),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: lines.every(({ action }) => action === "add") ? "punch.entered" : "punch.edited",
          subject: `punch:${first.id}`,
          before: { employeeId: edit.employeeId, worked: before.totals.worked },
          after: { changes: lines, reason: edit.reason, worked: after.totals.worked },
        },
      ],
      notices: changeNotices(ctx, { reference, reason: edit.reason, prepared, lines }),
      answer: { reference, punchIds: punches.map(({ id }) => id), before, after },
    });
  } catch (error) {
    throw isTaken(error) ? new Refusal("stale") : error;
  }
}

/** Two edits of one punch at once: the second looks again. */
export const isTaken = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  error.target.includes("supersedes_id");

/** Nobody edits their own log but who runs the organisation (ATT J6). */
export const isOwnLog = ({ member }: MemberContext, employeeId: string): boolean =>
  member.employeeId === employeeId && !member.permissions.has("organisation.manage");

function refuseOwn(ctx: MemberContext, employeeId: string): void {
  if (isOwnLog(ctx, employeeId)) throw new Refusal("own_request");
}

/** Months that got a punch, and months whose only punch went away (BIL AT-8). */
export function usageOf(
  { member: { organisation } }: Pick<MemberContext, "member">,
  employeeId: string,
  punches: readonly NewPunch[],
  { stored }: Pick<PreparedChange, "stored">,
): Statement[] {
  const counted = punches.filter(({ kind, flags }) => kind !== "void" && flags.length === 0);
  const gone = punches.flatMap(({ supersedesId }) => {
    const target = supersedesId === null ? undefined : stored.get(supersedesId);
    return target === undefined ? [] : [target.at];
  });
  return [
    ...takeBackUsage(organisation, employeeId, gone),
    ...counted.map(({ at }) => usageStatement(organisation, { employeeId, kind: "punch", at })),
  ];
}
