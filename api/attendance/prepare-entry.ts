import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { dayView, type DayView } from "./day-view.ts";
import { isEmployedOn } from "./employed-days.ts";
import { lastPunchColumn, lastPunchOf } from "./last-punch.ts";
import { type DayFiles, dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import { logStatement } from "./punch-log.ts";
import type { LastPunch } from "./rules/next-direction.ts";
import type { PunchRow } from "./rules/types.ts";
import { seatless } from "./visible-days.ts";

const oldestDays = 60;
const oldestMs = oldestDays * 24 * 60 * 60_000;
/** A manager's word: above a label without a place. */
export const manualTrust = 70;

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

export interface Entry extends PunchPreview {
  readonly receiver: Receiver;
  /** Rows of `seatless`. */
  readonly waiting: ResultSet["rows"];
}

export interface Receiver {
  readonly personId: string;
  readonly telegramUserId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  /** Their last punch until now. */
  readonly last: LastPunch | null;
}

/** What both the preview and the deed stand on. One round trip. @throws {Refusal} as `enterPunch` */
export async function prepareEntry(ctx: MemberContext, input: ManualPunch): Promise<Entry> {
  const { organisation, permissions, employeeId } = ctx.member;
  if (input.employeeId === employeeId && !permissions.has("organisation.manage"))
    throw new Refusal("own_request");
  const now = ctx.deps.clock();
  const at = instantAt(input.date, input.minute, organisation.timeZone);
  if (at > now) throw new Refusal("in_the_future");
  if (at < now - oldestMs) throw new Refusal("too_old", { days: oldestDays });

  const range = { from: input.date, to: input.date };
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, input.employeeId, range),
    logStatement(organisation, input.employeeId, input.date),
    receiverStatement(organisation.id, input.employeeId),
    seatless(ctx),
  ]);
  const receiver = receiverOf(results[dayResults + 1]);
  const files = readDayFiles(results.slice(0, dayResults), organisation);
  const waiting = results[dayResults + 2]?.rows ?? [];
  return { at, receiver, waiting, ...preview(files, input, at, now, results[dayResults], ctx) };
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
  const today = localDateOf(now, timeZone);
  if (!isEmployedOn(employee, input.date, today))
    throw new Refusal("outside_employment", { from: employee.startedOn, to: employee.endedOn });
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
