import type { z } from "zod";
import type { Cell } from "../../db/client/port.ts";
import { isEffective, rowsOfJson } from "../attendance/punch-cells.ts";
import { refuseHiddenTeam, seatless, type ViewContext } from "../attendance/visible-days.ts";
import type { FenceVerdict, PunchFlag } from "../attendance/rules/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { doubtsOf } from "./rules/doubts.ts";
import { levelOf, movesToConfirm, trustAfter } from "./rules/trust-level.ts";
import type { DoubtfulPunch, doubtfulList, doubtfulQuery } from "./schemas.ts";

/** How far back somebody is asked to look, ms. */
const windowMs = 14 * 24 * 60 * 60_000;
const atOnce = 60;

/**
 * Punches that a manager may want to look at and nobody has: outside, unclear or too good to be true. Those that a live location
 * has confirmed are none. By person and time; money hides it like the team's days.
 * @throws {Refusal} `forbidden`, `not_found`, `debt_lock`, `plan_lock`
 */
export async function listDoubtful(
  ctx: ViewContext,
  query: z.infer<typeof doubtfulQuery>,
): Promise<z.infer<typeof doubtfulList>> {
  permit(ctx, "attendance.view_team");
  refuseHiddenTeam(ctx);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const within = withinSql(ctx.member);
  const [found, waiting, whose] = await ctx.deps.db.read([
    {
      sql: `select q.id, e.id, e.name, q.at, q.received_at, q.time_zone, q.kind, w.name, q.distance_m, q.accuracy_m, q.trust,
          q.verdict, q.flags,
          (select c.text from punch_evidence c where c.org_id = q.org_id and c.punch_id = q.id and c.kind = 'reason'
            order by c.at desc, c.id desc limit 1),
          (select count(*) from punch_evidence c where c.org_id = q.org_id and c.punch_id = q.id and c.kind = 'live'
            and c.verdict = 'inside'),
          (select h.state from handshakes h where h.org_id = q.org_id and h.punch_id = q.id order by h.asked_at desc limit 1),
          (select json_array(json_array(t.latitude_e6, t.longitude_e6)) from punch_points t
            where t.org_id = q.org_id and t.punch_id = q.id)
        from punches q join employees e on e.org_id = q.org_id and e.id = q.employee_id
        left join workplaces w on w.org_id = q.org_id and w.id = q.workplace_id
        where q.org_id = ? and q.at >= ? and (q.verdict in ('review', 'field') or q.flags <> '[]') and ${isEffective}
          and not exists (select 1 from punch_reviews v where v.org_id = q.org_id and v.punch_id = q.id)
          and q.received_at >= ? and (? is null or q.employee_id = ?) and ${within.sql}
        order by e.name, e.id, q.at limit 1000`,
      params: [
        organisation.id,
        now - windowMs,
        query.since ?? 0,
        query.employeeId ?? null,
        query.employeeId ?? null,
        ...within.params,
      ],
    },
    seatless(ctx),
    {
      sql: `select 1 from employees e where e.org_id = ? and e.id = ? and ${within.sql}`,
      params: [organisation.id, query.employeeId ?? ctx.member.employeeId, ...within.params],
    },
  ]);
  if (whose?.rows[0] === undefined) throw new Refusal("not_found");
  const hidden = new Set(waiting?.rows.map(([id]) => id));
  const items = (found?.rows ?? [])
    .filter((row) => !hidden.has(row[1] ?? null))
    .flatMap((row) => doubtful(row, ctx.member.employeeId));
  return { items: items.slice(0, atOnce), more: Math.max(0, items.length - atOnce) };
}

function doubtful(row: readonly Cell[], reader: string): DoubtfulPunch[] {
  const verdict = row[11] as FenceVerdict;
  const flags = (JSON.parse(String(row[12])) as PunchFlag[]).map(({ code }) => code);
  const movesInside = Number(row[14]);
  const found = doubtsOf({ verdict, flags });
  if (found.length === 0 || (verdict !== "field" && movesInside >= movesToConfirm)) return [];
  const [point] = rowsOfJson(row[16] ?? null);
  const timeZone = String(row[5]);
  const trust = trustAfter({ trust: Number(row[10]), verdict }, { movesInside, review: null });
  return [
    {
      punchId: String(row[0]),
      employeeId: String(row[1]),
      name: String(row[2]),
      at: Number(row[3]),
      receivedAt: Number(row[4]),
      timeZone,
      date: localDateOf(Number(row[3]), timeZone),
      direction: String(row[6]),
      place: (row[7] ?? null) as string | null,
      distanceM: (row[8] ?? null) as number | null,
      accuracyM: (row[9] ?? null) as number | null,
      trust,
      level: levelOf(trust),
      doubts: [...found],
      reason: (row[13] ?? null) as string | null,
      live: (row[15] ?? null) as DoubtfulPunch["live"],
      point: point ? { latitudeE6: Number(point[0]), longitudeE6: Number(point[1]) } : null,
      own: row[1] === reader,
    },
  ];
}
