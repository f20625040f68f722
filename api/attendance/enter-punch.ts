import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice, NoticePayloads } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { dayView, type DayView } from "./day-view.ts";
import { lastPunchColumn, lastPunchOf } from "./last-punch.ts";
import { type DayFiles, dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import { logStatement } from "./punch-log.ts";
import { punchInsert, withoutPlace } from "./punch-statements.ts";
import { type LastPunch, nextDirection } from "./rules/next-direction.ts";
import type { PunchRow } from "./rules/types.ts";
import type { EnterPunchInput } from "./schemas.ts";

const oldestMs = 60 * 24 * 60 * 60_000;
/** A manager's word: above a label without a place. */
const manualTrust = 70;

export interface ManualPunch {
  readonly employeeId: string;
  readonly date: LocalDate;
  /** Minutes since local midnight. */
  readonly minute: number;
  readonly direction: "in" | "out";
}

export interface PunchPreview {
  readonly at: number;
  readonly before: DayView;
  readonly after: DayView;
}

interface Entry extends PunchPreview {
  readonly receiver: Receiver;
}

interface Receiver {
  readonly personId: string;
  readonly telegramUserId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  /** Their last punch until now. */
  readonly last: LastPunch | null;
}

/**
 * The day before and after a punch that somebody is about to enter: what will be shown is what will happen.
 * @throws {Refusal} as `enterPunch`
 */
export async function previewPunch(ctx: MemberContext, input: ManualPunch): Promise<PunchPreview> {
  permit(ctx, "attendance.record_for_others");
  const { at, before, after } = await prepare(ctx, input);
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
): Promise<PunchPreview & { readonly punchId: string }> {
  const allowed = permit(ctx, "attendance.record_for_others");
  const { at, before, after, receiver } = await prepare(ctx, input);
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

/** What both the preview and the deed stand on. */
async function prepare(ctx: MemberContext, input: ManualPunch): Promise<Entry> {
  const { organisation, permissions, employeeId } = ctx.member;
  if (input.employeeId === employeeId && !permissions.has("organisation.manage"))
    throw new Refusal("own_request");
  const now = ctx.deps.clock();
  const at = instantAt(input.date, input.minute, organisation.timeZone);
  if (at > now) throw new Refusal("in_the_future");
  if (at < now - oldestMs) throw new Refusal("too_old", { days: 60 });

  const range = { from: input.date, to: input.date };
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, input.employeeId, range),
    logStatement(organisation, input.employeeId, input.date),
    receiverStatement(organisation.id, input.employeeId),
  ]);
  const receiver = receiverOf(results[dayResults + 1]);
  const files = readDayFiles(results.slice(0, dayResults), organisation);
  return { at, receiver, ...preview(files, input, at, now, results[dayResults], ctx) };
}

function preview(
  { files, derive }: DayFiles,
  input: ManualPunch,
  at: number,
  now: number,
  log: ResultSet | undefined,
  ctx: MemberContext,
) {
  const { timeZone } = ctx.member.organisation;
  const [file] = files;
  if (file === undefined) throw new Refusal("not_found");
  const { employee } = file;
  const { startedOn, endedOn } = employee;
  if (input.date < startedOn || (endedOn !== null && input.date > endedOn))
    throw new Refusal("outside_employment", { from: startedOn, to: endedOn });
  const range = { from: input.date, to: input.date };
  const entered: PunchRow = {
    id: "new",
    action: "record",
    supersedesId: null,
    at,
    receivedAt: now,
    direction: input.direction,
    source: "manual",
    workplaceId: null,
    zone: timeZone,
    verdict: "not_asked",
    trust: manualTrust,
    flags: [],
  };
  const [before] = derive(file, range, now);
  const [after] = derive(file, range, now, [entered]);
  if (before === undefined || after === undefined) throw new Refusal("not_found");
  const today = localDateOf(now, timeZone);
  return {
    before: dayView(employee, before, log, today),
    after: dayView(employee, after, log, today),
  };
}

const receiverStatement = (orgId: string, employeeId: string): Statement => ({
  sql: `select p.id, p.telegram_user_id, p.language, p.calendar, ${lastPunchColumn} from employees e
    join persons p on p.id = e.person_id where e.org_id = ? and e.id = ?`,
  params: [orgId, employeeId],
});

function receiverOf(result: ResultSet | undefined): Receiver {
  const row: readonly Cell[] | undefined = result?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return {
    personId: String(row[0]),
    telegramUserId: Number(row[1]),
    language: row[2] as Language | null,
    calendar: row[3] as CalendarName | null,
    last: lastPunchOf(row[4]),
  };
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
