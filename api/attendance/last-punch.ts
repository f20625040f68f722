import type { Cell } from "../../db/client/port.ts";
import { isStanding } from "./punch-cells.ts";
import type { LastPunch } from "./rules/next-direction.ts";

/** Latest effective IN or OUT of employee `e` as `kind:at`, a column for a query that has `e` in its FROM. */
export const lastPunchColumn = `(select q.kind || ':' || q.at from punches q
  where q.org_id = e.org_id and q.employee_id = e.id and q.kind in ('in', 'out')
    and ${isStanding}
  order by q.at desc limit 1)`;

export function lastPunchOf(cell: Cell | undefined): LastPunch | null {
  if (typeof cell !== "string") return null;
  const [direction, at] = cell.split(":");
  return { direction: direction === "in" ? "in" : "out", at: Number(at) };
}
