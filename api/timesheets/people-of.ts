import { waitingStatement } from "../billing/seats.ts";
import { periodOf } from "../core/calendar/period.ts";
import type { DateRange, PeriodKey } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { Member } from "../core/context.ts";
import { withinSql } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import { employedIn } from "../periods/employed-in.ts";
import type { ExportOptions } from "./schemas.ts";

export interface People {
  /** By name. */
  readonly ids: readonly string[];
  /** How many are hidden because they wait for a seat: only days of the running month are (BIL §5.5). */
  readonly leftOut: number;
}

/** Everybody a sheet is about: whom its reader sees, employed on one of its dates, and in the group if it is about one. One round trip. */
export async function peopleOf(
  deps: Pick<Deps, "db" | "clock">,
  reader: Pick<Member, "organisation" | "sees" | "employeeId">,
  of: {
    readonly period: PeriodKey;
    readonly range: DateRange;
    readonly options: Pick<ExportOptions, "scope" | "scopeId">;
  },
): Promise<People> {
  const { organisation } = reader;
  const { id: orgId, timeZone, calendar } = organisation;
  const today = localDateOf(deps.clock(), timeZone);
  const { scope, scopeId } = of.options;
  const [employed, once, waiting] = await deps.db.read([
    employedIn(organisation, of.range, withinSql(reader)),
    {
      sql: "select distinct employee_id from past_groups where org_id = ? and group_id = ? and valid_to >= ?",
      params: [orgId, scope === "group" ? scopeId : null, of.range.from],
    },
    waitingStatement(orgId, today),
  ]);
  const before = new Set(once?.rows.map(([id]) => id));
  const isRunning = of.period >= periodOf(today, calendar);
  const hidden = new Set(isRunning ? waiting?.rows.map(([id]) => id) : []);
  const inScope = (employed?.rows ?? []).filter(([id, , groupId]) => {
    if (scope === "employee") return id === scopeId;
    return scope === "all" || groupId === scopeId || before.has(id ?? null);
  });
  const ids = inScope.filter(([id]) => !hidden.has(id ?? null)).map(([id]) => String(id));
  return { ids, leftOut: inScope.length - ids.length };
}
