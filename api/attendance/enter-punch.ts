import { beginKeepingTime } from "../billing/keeps-time.ts";
import { usageStatement } from "../billing/usage.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice, NoticePayloads } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { refuseHiddenDays, refuseSeatless, type ViewContext } from "./visible-days.ts";
import {
  manualTrust,
  type ManualPunch,
  prepareEntry,
  type PunchPreview,
  type Receiver,
} from "./prepare-entry.ts";
import { punchInsert, withoutPlace } from "./punch-statements.ts";
import { type LastPunch, nextDirection } from "./rules/next-direction.ts";
import type { EnterPunchInput } from "./schemas.ts";

export interface EnteredPunch extends PunchPreview {
  readonly punchId: string;
}

/**
 * The day before and after a punch that somebody is about to enter: what will be shown is what will happen.
 * @throws {Refusal} as `enterPunch`; what `refuseHiddenDays` says
 */
export async function previewPunch(ctx: ViewContext, input: ManualPunch): Promise<PunchPreview> {
  permit(ctx, "attendance.record_for_others");
  const { at, before, after, waiting } = await prepareEntry(ctx, input);
  refuseHiddenDays(ctx, input.employeeId, input.date);
  refuseSeatless(ctx, input.employeeId, input.date, waiting);
  return { at, before, after };
}

/**
 * Enters a missing punch with a reason: a new row, both are told (P 3.1).
 * @throws {Refusal} `forbidden`, `not_found`, `own_request` (a manager's own punch, ATT J6), `in_the_future` (ATT J11),
 * `too_old`, `outside_employment`
 */
export async function enterPunch(
  ctx: MemberContext,
  input: EnterPunchInput,
): Promise<EnteredPunch> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const earlier = await earlierAnswer<EnteredPunch>(ctx);
  if (earlier !== null) return earlier;
  const { at, before, after, receiver } = await prepareEntry(ctx, input);
  const { organisation, employeeId } = ctx.member;
  const punchId = ctx.deps.ids();
  return commit(ctx, {
    permit: allowed,
    statements: [
      punchInsert({
        ...withoutPlace,
        orgId: organisation.id,
        id: punchId,
        employeeId: input.employeeId,
        at,
        receivedAt: ctx.deps.clock(),
        kind: input.direction,
        source: "manual",
        sourceKey: `manual:${punchId}`,
        timeZone: organisation.timeZone,
        trust: manualTrust,
        reason: input.reason,
        supersedesId: null,
        recordedBy: employeeId,
      }),
      usageStatement(organisation, { employeeId: input.employeeId, kind: "punch", at }),
      beginKeepingTime({ organisation, employeeId: input.employeeId }),
      usageStatement(organisation, { employeeId, kind: "role", at: ctx.deps.clock() }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "punch.entered",
        subject: `punch:${punchId}`,
        before: { employeeId: input.employeeId, worked: before.totals.worked },
        after: {
          direction: input.direction,
          at,
          reason: input.reason,
          worked: after.totals.worked,
        },
      },
    ],
    notices: noticesOf(ctx, receiver, {
      punchId,
      employeeId: input.employeeId,
      employeeName: before.employee.name,
      recordedByName: ctx.member.employeeName,
      direction: input.direction,
      at,
      timeZone: organisation.timeZone,
      reason: input.reason,
      nextDirection: nextDirection(latest(receiver.last, input, at), ctx.deps.clock()),
      locationPolicy: organisation.locationPolicy,
    }),
    answer: { punchId, at, before, after },
  });
}

const latest = (last: LastPunch | null, { direction }: ManualPunch, at: number): LastPunch =>
  last !== null && last.at > at ? last : { direction, at };

/** The employee hears it from the staff bot, the one who entered it keeps a copy in the owner bot. */
function noticesOf(
  ctx: MemberContext,
  receiver: Receiver,
  facts: Omit<NoticePayloads["punch-entered"], "forEmployee">,
): NewNotice<"punch-entered">[] {
  const { person, organisation } = ctx.member;
  const notice = (bot: "staff" | "owner", to: Receiver): NewNotice<"punch-entered"> => ({
    kind: "punch-entered",
    payload: { ...facts, forEmployee: bot === "staff" },
    orgId: organisation.id,
    bot,
    personId: to.personId,
    reader: readerOf(to.language ?? organisation.language, to.calendar, organisation.timeZone),
    chatId: to.telegramUserId,
    subject: `punch:${facts.punchId}`,
    dedupKey: `punch-entered:${facts.punchId}:${bot}`,
  });
  const recorder: Receiver = { ...person, personId: person.id, last: null };
  return [notice("staff", receiver), notice("owner", recorder)];
}
