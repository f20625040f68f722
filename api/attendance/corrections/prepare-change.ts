import type { ResultSet } from "../../../db/client/port.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Within } from "../../core/scope.ts";
import type { PunchChange } from "../../requests/rules/correction.ts";
import { dayView, type DayView } from "../day-view.ts";
import { isEmployedOn } from "../employed-days.ts";
import {
  type DayFile,
  dayResults,
  type DayFiles,
  dayStatements,
  readDayFiles,
} from "../load-days.ts";
import { logStatement } from "../punch-log.ts";
import type { PunchRow } from "../rules/types.ts";
import { previousReceipts } from "../seal-punch.ts";
import { seatless } from "../visible-days.ts";
import { type Receiver, receiverOf, receiverStatement } from "./receiver.ts";
import { type ChangeRow, changeRows, type StoredPunchRow } from "./rules/change-rows.ts";
import { byId, knownRows, rowsById } from "./stored-rows.ts";

const dayMs = 24 * 60 * 60_000;
/** A manager's word: above a label without a place. */
export const manualTrust = 70;

/** What somebody wants to change in the log of one employee, and the day on which it is looked at. */
export interface Edit {
  readonly employeeId: string;
  readonly date: LocalDate;
  readonly changes: readonly PunchChange[];
  /** Whose log may be meant. */
  readonly within: Within;
  /** How far back a punch may lie, days. */
  readonly oldestDays: number;
}

export interface DayBeforeAfter {
  readonly before: DayView;
  readonly after: DayView;
}

export interface PreparedChange extends DayBeforeAfter {
  readonly rows: readonly ChangeRow[];
  /** The rows that are changed, by id. */
  readonly stored: ReadonlyMap<string, StoredPunchRow>;
  /** The person's last receipt near each row. */
  readonly receipts: readonly (string | null)[];
  readonly receiver: Receiver;
  /** Rows of `seatless`. */
  readonly waiting: ResultSet["rows"];
}

/**
 * What both a preview and the deed stand on: the day as it is and as it will be, and the rows to store. One round trip.
 * @throws {Refusal} `not_found`, `in_the_future` (ATT J11), `too_old`, `outside_employment`, `stale` when a punch has been changed
 * meanwhile, `nothing_changes`
 */
export async function prepareChange(ctx: MemberContext, edit: Edit): Promise<PreparedChange> {
  const { organisation } = ctx.member;
  const { employeeId, date, changes } = edit;
  const now = ctx.deps.clock();
  const range = { from: date, to: date };
  const targets = changes.flatMap((change) => (change.action === "add" ? [] : [change.punchId]));
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, employeeId, range, edit.within),
    logStatement(organisation, employeeId, date),
    receiverStatement(organisation.id, employeeId, now),
    seatless(ctx),
    rowsById(organisation.id, employeeId, targets),
    previousReceipts(
      organisation.id,
      changes.map((change) => ({ employeeId, at: "at" in change ? change.at : now })),
    ),
  ]);
  const [log, receiver, waiting, found, receipts] = results.slice(dayResults);
  const files = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = files.files;
  if (file === undefined) throw new Refusal("not_found");
  const today = localDateOf(now, organisation.timeZone);
  refuseUnemployed(file, [date, ...datesOf(changes, organisation.timeZone)], today);
  const stored = byId(knownRows(found));
  refuseTimes(changes, stored, { now, oldestDays: edit.oldestDays });
  const rows = changeRows(changes, stored);
  if (typeof rows === "string") throw new Refusal(rows);
  return {
    rows,
    stored,
    receipts: (receipts?.rows ?? []).map(([, receipt]) => (receipt ?? null) as string | null),
    receiver: receiverOf(receiver, organisation, employeeId, now),
    waiting: waiting?.rows ?? [],
    ...beforeAfter(ctx, files, file, { date, rows, log }),
  };
}

/** Both the punch that is changed and what it is changed to have to be young enough. */
function refuseTimes(
  changes: readonly PunchChange[],
  stored: ReadonlyMap<string, StoredPunchRow>,
  { now, oldestDays }: { readonly now: number; readonly oldestDays: number },
): void {
  for (const change of changes) {
    const target = change.action === "add" ? undefined : stored.get(change.punchId)?.at;
    const wished = change.action === "void" ? undefined : change.at;
    if (wished !== undefined && wished > now) throw new Refusal("in_the_future");
    const oldest = Math.min(target ?? now, wished ?? now);
    if (oldest < now - oldestDays * dayMs) throw new Refusal("too_old", { days: oldestDays });
  }
}

const datesOf = (changes: readonly PunchChange[], zone: string): LocalDate[] =>
  changes.flatMap((change) => (change.action === "void" ? [] : [localDateOf(change.at, zone)]));

function refuseUnemployed(
  { employee }: DayFile,
  dates: readonly LocalDate[],
  today: LocalDate,
): void {
  if (dates.every((date) => isEmployedOn(employee, date, today))) return;
  throw new Refusal("outside_employment", { from: employee.startedOn, to: employee.endedOn });
}

/** The day without and with the rows, derived by the same rules. */
function beforeAfter(
  ctx: MemberContext,
  { derive }: DayFiles,
  file: DayFile,
  of: {
    readonly date: LocalDate;
    readonly rows: readonly ChangeRow[];
    readonly log: ResultSet | undefined;
  },
): DayBeforeAfter {
  const now = ctx.deps.clock();
  const { timeZone } = ctx.member.organisation;
  const today = localDateOf(now, timeZone);
  const range = { from: of.date, to: of.date };
  const [before] = derive(file, range, now);
  const [after] = derive(
    file,
    range,
    now,
    of.rows.map((row, index) => asPunchRow(row, index, now, timeZone)),
  );
  if (before === undefined || after === undefined) throw new Refusal("not_found");
  return {
    before: dayView(file.employee, before, of.log, today),
    after: dayView(file.employee, after, of.log, today),
  };
}

/** A row as the rules see it before it is stored. */
const asPunchRow = (row: ChangeRow, index: number, now: number, zone: string): PunchRow => ({
  id: `new:${index}`,
  action: row.kind === "void" ? "void" : row.supersedesId === null ? "record" : "replace",
  supersedesId: row.supersedesId,
  at: row.at,
  receivedAt: now,
  direction: row.kind === "void" ? "undirected" : row.kind,
  source: "correction",
  workplaceId: row.workplaceId,
  zone: row.timeZone ?? zone,
  verdict: "not_asked",
  trust: manualTrust,
  flags: row.flags,
});
