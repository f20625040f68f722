import type { Cell } from "../../../db/client/port.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { LocalDate } from "../../core/calendar/types.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { SystemContext } from "../../core/context.ts";
import { alertsDue } from "../rules/alerts.ts";
import { type Alert, alertsInsert } from "./alerts.ts";

/** Local dates around today's that the rule may have something to say of, with a day of zones. */
const lookBack = 4;
const lookAhead = 15;
const termsAtOnce = 200;

/** The last plans of their organisations, by end. A plan that goes on by itself is not said to be ending. */
const select = `select t.org_id, t.id, t.ends_on, v.code, o.time_zone,
    exists (select 1 from pending_changes c where c.org_id = t.org_id and c.kind = 'plan') and v.activation = 'on_order'
  from terms t join plan_versions v on v.id = t.plan_version_id join organisations o on o.id = t.org_id
  where (t.ends_on, t.id) > (?, ?) and t.ends_on <= ? and t.state = 'active'
    and not exists (select 1 from terms n where n.org_id = t.org_id and n.state = 'active'
      and (n.ends_on > t.ends_on or (n.ends_on = t.ends_on and n.created_at > t.created_at)))
  order by t.ends_on, t.id limit ?`;

/** Says 14, 3 and 1 days before that a plan ends, and once that it has ended (BIL §5.6). Nothing is deleted then (AT-19). */
export async function tellPlanEnds({ deps }: SystemContext): Promise<void> {
  const now = deps.clock();
  const today = localDateOf(now, "UTC");
  let after: readonly [string, string] = [addDays(today, -lookBack), ""];
  for (;;) {
    const [found] = await deps.db.read([
      { sql: select, params: [...after, addDays(today, lookAhead), termsAtOnce] },
    ]);
    const rows = found?.rows ?? [];
    const alerts = rows.flatMap((row) => alertOf(row, now));
    if (alerts.length > 0) await deps.db.write([alertsInsert(deps, alerts, now)]);
    const last = rows.at(-1);
    if (last === undefined || rows.length < termsAtOnce) return;
    after = [String(last[2]), String(last[1])];
  }
}

function alertOf(row: readonly Cell[], now: number): Alert[] {
  const [orgId, subject] = [String(row[0]), `term:${String(row[1])}`];
  const plan = { endsOn: row[2] as LocalDate, code: String(row[3]) };
  const today = localDateOf(now, String(row[4]));
  const goesOn = row[5] === 1;
  return alertsDue({ now, today, plan, orders: [], attempts: [], month: null }).flatMap(
    (due): Alert[] => {
      const key = `${orgId}:${due.key}`;
      if (due.kind === "plan-ended") {
        const { kind, endsOn, planCode } = due;
        return [{ orgId, kind, payload: { endsOn, planCode }, subject, key }];
      }
      if (due.kind !== "plan-ending" || goesOn) return [];
      const { kind, endsOn, planCode, days } = due;
      return [{ orgId, kind, payload: { endsOn, days, planCode }, subject, key }];
    },
  );
}
