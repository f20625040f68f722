import type { z } from "zod";
import { pause } from "../../db/client/pause.ts";
import { isEmployedOn } from "../attendance/employed-days.ts";
import { type DayFile, dayResults, dayStatements, readDayFiles } from "../attendance/load-days.ts";
import type { DayResult } from "../attendance/rules/types.ts";
import { refuseHiddenDays, seatless, type ViewContext } from "../attendance/visible-days.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import type { summaryQuery, teamSummary } from "./schemas.ts";

/** People between two breaths: nobody's punch waits for a sum of a thousand people. */
const atOnce = 40;
const named = 5;

/**
 * The team's days summed up: totals, who was late and absent most, what is unresolved or waits for a decision. Without those who
 * wait for a seat; money hides it like the days.
 * @throws {Refusal} `forbidden`; what `refuseHiddenDays` says of a team
 */
export async function summariseTeam(
  ctx: ViewContext,
  range: z.infer<typeof summaryQuery>,
): Promise<z.infer<typeof teamSummary>> {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const { from, to } = range;
  refuseHiddenDays(ctx, anybody, to);
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const within = withinSql(ctx.member);
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, null, { from, to }, within),
    seatless(ctx),
    {
      sql: `select count(*) from requests r join employees e on e.org_id = r.org_id and e.id = r.employee_id
        where r.org_id = ? and r.state = 'pending' and ${within.sql}`,
      params: [organisation.id, ...within.params],
    },
  ]);
  const { files, derive } = readDayFiles(results.slice(0, dayResults), organisation);
  const hidden = new Set(results[dayResults]?.rows.map(([id]) => id));
  const people: Person[] = [];
  for (const [index, file] of files.entries()) {
    if (index % atOnce === atOnce - 1) await pause(0);
    if (hidden.has(file.employee.id)) continue;
    const days = derive(file, { from, to }, now).filter(
      ({ date }) => date <= today && isEmployedOn(file.employee, date, today),
    );
    if (days.length > 0) people.push(personOf(file, days));
  }
  const sum = (of: (person: Person) => number) => people.reduce((all, one) => all + of(one), 0);
  return {
    from,
    to,
    people: people.length,
    worked: sum(({ worked }) => worked),
    expected: sum(({ expected }) => expected),
    overtime: sum(({ overtime }) => overtime),
    late: worst(people, "late"),
    absent: worst(people, "absent"),
    unresolved: sum(({ unresolved }) => unresolved),
    openRequests: Number(results[dayResults + 1]?.rows[0]?.[0] ?? 0),
  };
}

/** Not oneself: what the lock of the team's days is asked for. */
const anybody = "";

interface Person {
  readonly employeeId: string;
  readonly name: string;
  readonly worked: number;
  readonly expected: number;
  readonly overtime: number;
  readonly unresolved: number;
  readonly late: Misses;
  readonly absent: Misses;
}
interface Misses {
  readonly days: number;
  readonly minutes: number;
}

function personOf({ employee }: DayFile, days: readonly DayResult[]): Person {
  const sum = (of: (day: DayResult) => number) => days.reduce((all, day) => all + of(day), 0);
  const misses = (of: (day: DayResult) => number): Misses => ({
    days: days.filter((day) => of(day) > 0).length,
    minutes: sum(of),
  });
  return {
    employeeId: employee.id,
    name: employee.name,
    worked: sum(({ totals }) => totals.worked),
    expected: sum(({ totals }) => totals.expected),
    overtime: sum(({ totals }) => totals.overtime),
    unresolved: days.filter(({ status }) => status === "unresolved").length,
    late: misses(({ totals }) => totals.late),
    absent: misses(({ totals }) => totals.absence),
  };
}

const worst = (people: readonly Person[], what: "late" | "absent") =>
  people
    .filter((person) => person[what].days > 0)
    .toSorted((a, b) => b[what].minutes - a[what].minutes || a.name.localeCompare(b.name))
    .slice(0, named)
    .map(({ employeeId, name, [what]: misses }) => ({ employeeId, name, ...misses }));
