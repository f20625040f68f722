import type { Cell } from "../../db/client/port.ts";
import { isStanding, isStandingBeside } from "./punch-cells.ts";
import type { LastPunch } from "./rules/next-action.ts";

/**
 * Latest effective IN or OUT of employee `e` as `kind:at`, with `:break_start` or `:break_end` after it when that came later; a
 * column for a query that has `e` in its FROM.
 */
export const lastPunchColumn = `(select case when q.kind in ('in', 'out') then q.kind || ':' || q.at
    else (select i.kind || ':' || i.at from punches i where i.org_id = e.org_id and i.employee_id = e.id
      and i.kind in ('in', 'out') and i.at <= q.at and ${isStandingBeside} order by i.at desc limit 1) || ':' || q.kind end
  from punches q
  where q.org_id = e.org_id and q.employee_id = e.id and q.kind in ('in', 'out', 'break_start', 'break_end')
    and ${isStanding}
  order by q.at desc limit 1)`;

export function lastPunchOf(cell: Cell | undefined): LastPunch | null {
  if (typeof cell !== "string") return null;
  const [direction, at, later] = cell.split(":");
  return {
    direction: direction === "in" ? "in" : "out",
    at: Number(at),
    onBreak: later === "break_start",
  };
}
