import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { instantAt, localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { trustAfter } from "../trust/rules/trust-level.ts";
import { isStanding, punchCells, punchColumns, punchRow } from "./punch-cells.ts";
import type { DayResult, PunchDirection, PunchRow } from "./rules/types.ts";

/** `counted`, or why not: taken back or replaced, the same tap said twice, or kept out until somebody has looked (ATT A15). */
export type PunchState = "counted" | "withdrawn" | "repeated" | "held";

/** A row of the log with what a screen tells about it. */
export interface LoggedPunch {
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly direction: PunchDirection;
  readonly source: string;
  readonly state: PunchState;
  readonly verdict: PunchRow["verdict"];
  readonly trust: number;
  readonly flags: readonly string[];
  readonly distanceM: number | null;
  readonly place: string | null;
  /** A manager's words, or the person's own for a field punch. */
  readonly reason: string | null;
  readonly recordedByName: string | null;
}

/** One employee's log around a day, with reasons and names. */
export const logStatement = (
  { id, timeZone }: Organisation,
  employeeId: string,
  date: LocalDate,
): Statement => ({
  sql: `select ${punchColumns}, q.distance_m, w.name, m.name,
      coalesce(q.reason, (select c.text from punch_evidence c where c.org_id = q.org_id and c.punch_id = q.id
        and c.kind = 'reason' order by c.at desc, c.id desc limit 1)),
      (select count(*) from punch_evidence c where c.org_id = q.org_id and c.punch_id = q.id
        and c.kind = 'live' and c.verdict = 'inside'),
      not (${isStanding}),
      (select v.verdict from punch_reviews v where v.org_id = q.org_id and v.punch_id = q.id)
    from punches q
    left join workplaces w on w.org_id = q.org_id and w.id = q.workplace_id
    left join employees m on m.org_id = q.org_id and m.id = q.recorded_by
    where q.org_id = ? and q.employee_id = ? and q.at between ? and ? and q.kind <> 'void' order by q.at, q.id`,
  params: [
    id,
    employeeId,
    instantAt(addDays(date, -1), 0, timeZone),
    instantAt(addDays(date, 2), 0, timeZone),
  ],
});

/** The rows that belong to the day: those that made it, and what was said on its date and does not count. */
export function loggedPunches(result: ResultSet | undefined, day: DayResult): LoggedPunch[] {
  const made = new Set([
    ...day.sessions.flatMap((session) => [session.in.id, ...(session.out ? [session.out.id] : [])]),
    ...day.sessions.flatMap(({ breaks }) =>
      breaks.flatMap(({ start, end }) => [start.id, end?.id]),
    ),
    ...day.anomalies.flatMap(({ punchIds }) => punchIds),
  ]);
  return (result?.rows ?? []).flatMap((cells) => {
    const row = punchRow(cells);
    const superseded = Number(cells[punchCells + 5]) === 1;
    if (made.has(row.id)) return [loggedPunch(cells, row, "counted")];
    const repeated = !superseded && isRepeated(row, day);
    const ofTheDate = localDateOf(row.at, row.zone) === day.date;
    if (repeated) return [loggedPunch(cells, row, "repeated")];
    if (!superseded || !ofTheDate) return [];
    const held = row.flags.some(({ code }) => code === "quarantined");
    return [loggedPunch(cells, row, held ? "held" : "withdrawn")];
  });
}

const isRepeated = (row: PunchRow, { sessions }: DayResult): boolean =>
  sessions
    .flatMap((session) => [session.in, ...(session.out ? [session.out] : [])])
    .some(
      (punch) =>
        punch.direction === row.direction && row.at >= punch.at && row.at - punch.at <= 60_000,
    );

function loggedPunch(cells: readonly Cell[], row: PunchRow, state: PunchState): LoggedPunch {
  const [distanceM, place, recordedBy, reason, moves, , review] = cells.slice(punchCells);
  return {
    id: row.id,
    at: row.at,
    receivedAt: row.receivedAt,
    direction: row.direction,
    source: row.source,
    state,
    verdict: row.verdict,
    trust: trustAfter(row, {
      movesInside: Number(moves),
      review: (review ?? null) as "trusted" | "refused" | null,
    }),
    flags: row.flags.map(({ code }) => code),
    distanceM: (distanceM ?? null) as number | null,
    place: (place ?? null) as string | null,
    reason: (reason ?? null) as string | null,
    recordedByName: (recordedBy ?? null) as string | null,
  };
}
