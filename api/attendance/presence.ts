import type { Cell, SqlValue } from "../../db/client/port.ts";
import type { DateRange, LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Organisation } from "../core/context.ts";
import { planColumn, planColumnParams, plannedDays } from "../schedule/plan-column.ts";
import { lastPunchColumn, lastPunchOf } from "./last-punch.ts";
import { isStanding } from "./punch-cells.ts";
import { type LastPunch, maxOpenMs, openUntil } from "./rules/next-action.ts";
import type { PlannedDay } from "./rules/types.ts";

const hour = 60 * 60_000;
/** An entry before that belongs to no shift that could still run, ms. */
export const oldestOpenMs = 36 * hour;

const isPunched = `instr(v.rules, '"mode":"punched"') > 0`;
/** By the shift of employee `e` on a date: the roster's word of the day, else the person's own, else the group's. */
const punchesBreaks = `(select ${isPunched} from shift_versions v
    where v.org_id = e.org_id and v.valid_from <= d.value and v.shift_id = coalesce(
      (select s.shift_id from roster_days s where s.org_id = e.org_id and s.employee_id = e.id and s.date = d.value
        order by s.created_at desc, s.id desc limit 1),
      (select a.shift_id from shift_assignments a where a.org_id = e.org_id and a.employee_id = e.id
        and a.valid_from <= d.value and (a.valid_to is null or a.valid_to >= d.value)
        order by a.valid_from desc, a.id desc limit 1),
      (select a.shift_id from shift_assignments a where a.org_id = e.org_id and a.group_id = e.group_id
        and a.valid_from <= d.value and (a.valid_to is null or a.valid_to >= d.value)
        order by a.valid_from desc, a.id desc limit 1))
    order by v.valid_from desc, v.id desc limit 1)`;

/**
 * Two columns for a query that has employee `e` in its FROM: the plan around an entry that is open for longer than usual, and the
 * days around now on which breaks are punched. Both are null for nearly everybody and cost one look at an index each.
 */
export const shiftColumns = `
  case when (select q.kind = 'in' and q.at <= ? from punches q where q.org_id = e.org_id and q.employee_id = e.id
      and q.kind in ('in', 'out') and q.at between ? and ? and ${isStanding} order by q.at desc limit 1)
    then ${planColumn} end,
  case when exists (select 1 from shift_versions v where v.org_id = e.org_id and ${isPunched})
    then (select group_concat(d.value) from json_each(?) d where ${punchesBreaks}) end`;
export const shiftCells = 2;

export const shiftParams = (now: number): SqlValue[] => [
  now - maxOpenMs,
  now - oldestOpenMs,
  now,
  ...planColumnParams(rangeAt(now)),
  JSON.stringify([...new Set([-12, 0, 14].map((hours) => utcDate(now + hours * hour)))]),
];

/** Wide enough for the shift of the oldest open entry, wherever on earth. */
const rangeAt = (now: number): DateRange => ({
  from: utcDate(now - oldestOpenMs - 36 * hour),
  to: utcDate(now + 24 * hour),
});

const utcDate = (at: number): LocalDate => new Date(at).toISOString().slice(0, 10) as LocalDate;

export interface ShiftOfNow {
  /** Empty unless an entry is open for longer than usual. */
  readonly roster: readonly PlannedDay[];
  /** The shift has a break that is punched. */
  readonly takesBreaks: boolean;
}

/** @param cells of `shiftColumns` @param now the same as they were asked with */
export function shiftOf(
  [plan, breaks]: readonly (Cell | undefined)[],
  organisation: Organisation,
  employeeId: string,
  now: number,
): ShiftOfNow {
  const today = localDateOf(now, organisation.timeZone);
  return {
    roster: plannedDays(plan, organisation, employeeId, rangeAt(now)),
    takesBreaks: typeof breaks === "string" && breaks.split(",").includes(today),
  };
}

/** Where somebody stands: columns for a query that has employee `e` in its FROM. */
export const presenceColumns = `${lastPunchColumn}, ${shiftColumns}`;
export const presenceCells = 1 + shiftCells;

export interface Presence {
  readonly last: LastPunch | null;
  readonly takesBreaks: boolean;
}

/** @param cells of `presenceColumns`, asked with `shiftParams(now)` */
export function presenceOf(
  [said, ...shift]: readonly (Cell | undefined)[],
  organisation: Organisation,
  employeeId: string,
  now: number,
): Presence {
  const last = lastPunchOf(said);
  const { roster, takesBreaks } = shiftOf(shift, organisation, employeeId, now);
  const until = last?.direction === "in" ? openUntil(last.at, roster) : undefined;
  return {
    last: last === null || until === undefined ? last : { ...last, openUntil: until },
    takesBreaks,
  };
}
