import * as z from "zod";
import type { Statement } from "../../../db/client/port.ts";
import { DatabaseError } from "../../../db/errors.ts";
import { usageStatement } from "../../billing/usage.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { instantAt } from "../../core/calendar/zone.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { createRequest } from "../../requests/create-request.ts";
import { freshDock } from "../corrections/change-notices.ts";
import { newPunches } from "../corrections/new-punches.ts";
import { previousReceipts, sealAll } from "../seal-punch.ts";
import { punchInsert } from "../punch-statements.ts";
import { localDate } from "../schemas.ts";
import { loadWatch, type OpenWatch } from "./load-watch.ts";

export const watchParam = z.object({ date: localDate });
export const answerWatchInput = z.discriminatedUnion("answer", [
  z.object({ answer: z.literal("plan_end") }),
  z.object({ answer: z.literal("still_working") }),
  /** Minutes since midnight of the shift's date; earlier than the entry means the next morning. */
  z.object({ answer: z.literal("other_time"), minute: z.int().min(0).max(1439) }),
]);
export type AnswerWatchInput = z.infer<typeof answerWatchInput>;

/** `recorded`: the exit is in the log; `asked`: it waits for a manager; `noted`: nothing was entered. */
export const answeredWatch = z.object({
  outcome: z.enum(["recorded", "asked", "noted"]),
  at: z.int().nullable(),
  requestId: z.string().nullable(),
});
export type AnsweredWatch = z.infer<typeof answeredWatch>;

const hour = 60 * 60_000;
/** Who is still working is asked once more after this. */
const stillWorkingMs = 3 * hour;

/**
 * What the person says to «are you still at work?». The exit they name is their own word: bracketed in the day, and waiting for a
 * manager when the organisation wants that (ATT B2). No answer enters nothing.
 * @throws {Refusal} `already_answered` when the day has its exit or is closed, `in_the_future`, `invalid_input` for a time before the
 * entry, `not_found`
 */
export async function answerWatch(
  ctx: MemberContext,
  date: LocalDate,
  input: AnswerWatchInput,
): Promise<AnsweredWatch> {
  const allowed = permit(ctx, "punch.self");
  const earlier = await earlierAnswer<AnsweredWatch | { readonly id: string }>(ctx);
  if (earlier !== null)
    return "outcome" in earlier ? earlier : { outcome: "asked", at: null, requestId: earlier.id };
  const watch = await loadWatch(ctx, date);
  const noted = answerStatement(ctx, date, input, watch);
  const audit = (after: object) =>
    [
      {
        orgId: ctx.member.organisation.id,
        action: "watch.answered",
        subject: `watch:${ctx.member.employeeId}:${date}`,
        after: { answer: input.answer, ...after },
      },
    ] as const;
  if (input.answer === "still_working")
    return commit(ctx, {
      permit: allowed,
      statements: [noted],
      audit: audit({}),
      answer: { outcome: "noted", at: null, requestId: null },
    });
  const at = exitOf(ctx, watch, input);
  if (watch.settings.selfDeclaredNeedsApproval) {
    const changes = [{ action: "add" as const, kind: "out" as const, at }];
    const request = await createRequest(ctx, { kind: "correction", from: date, changes });
    await commit(
      { ...ctx, command: null },
      {
        permit: allowed,
        statements: [noted],
        audit: audit({ requestId: request.id }),
        answer: null,
      },
    );
    return { outcome: "asked", at, requestId: request.id };
  }
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [...(await exitStatements(ctx, watch, at)), noted],
      audit: audit({ at }),
      notices: freshDock(ctx, watch.receiver, `watch:${ctx.member.employeeId}:${date}:${at}`, [
        { action: "add", kind: "out", at, was: null },
      ]),
      answer: { outcome: "recorded", at, requestId: null },
    });
  } catch (error) {
    if (error instanceof DatabaseError && error.kind === "unique")
      throw new Refusal("already_answered");
    throw error;
  }
}

/** The instant the person names; hours are never made up, so it lies between the entry and now. */
function exitOf(
  ctx: MemberContext,
  { date, endsAt, openSince, exitUntil, timeZone }: OpenWatch,
  input: Exclude<AnswerWatchInput, { answer: "still_working" }>,
): number {
  const now = ctx.deps.clock();
  const at =
    input.answer === "plan_end"
      ? endsAt
      : clockAfter(openSince, date, input.minute, { endsAt, timeZone });
  if (at > now) throw new Refusal("in_the_future");
  if (at <= openSince || at > exitUntil)
    throw new Refusal("invalid_input", {}, [{ pointer: "/minute", code: "before_entry" }]);
  return at;
}

/** That time after the entry, on the day whose plan ends nearest to it: a shift of a day and a night passes every hour twice. */
function clockAfter(
  since: number,
  date: LocalDate,
  minute: number,
  { endsAt, timeZone }: { readonly endsAt: number; readonly timeZone: string },
): number {
  const same = instantAt(date, minute, timeZone);
  const next = instantAt(addDays(date, 1), minute, timeZone);
  return same > since && Math.abs(same - endsAt) <= Math.abs(next - endsAt) ? same : next;
}

async function exitStatements(
  ctx: MemberContext,
  { date, openSince }: OpenWatch,
  at: number,
): Promise<Statement[]> {
  const { organisation, employeeId } = ctx.member;
  const [found] = await ctx.deps.db.read([previousReceipts(organisation.id, [{ employeeId, at }])]);
  const rows = newPunches(
    ctx,
    [{ kind: "out", at, supersedesId: null, workplaceId: null, timeZone: null, flags: [] }],
    {
      employeeId,
      source: "self_declared",
      reason: null,
      recordedBy: null,
      reference: `watch:${date}`,
    },
  );
  const previous = (found?.rows[0]?.[1] ?? null) as string | null;
  // Two answers at once name the same entry: only one of them is its exit.
  const sourceKey = `watch:${employeeId}:${openSince}`;
  const named = rows.map((row) => ({ ...row, sourceKey }));
  const sealed = await sealAll(ctx.deps, named, () => previous);
  return [
    ...sealed.map(punchInsert),
    usageStatement(organisation, { employeeId, kind: "punch", at }),
  ];
}

/** Who still works is asked once more later; any other answer ends the asking. */
function answerStatement(
  ctx: MemberContext,
  date: LocalDate,
  { answer }: AnswerWatchInput,
  { stage }: OpenWatch,
): Statement {
  const now = ctx.deps.clock();
  const asksAgain = answer === "still_working" && stage !== "done";
  return {
    sql: `update shift_watches set answer = ?, answered_at = ?, stage = ?, next_at = ?
      where org_id = ? and employee_id = ? and date = ?`,
    params: [
      answer,
      now,
      asksAgain ? "again" : "done",
      asksAgain ? now + stillWorkingMs : null,
      ctx.member.organisation.id,
      ctx.member.employeeId,
      date,
    ],
  };
}
