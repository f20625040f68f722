import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { dayResults, dayStatements, readDayFiles } from "./load-days.ts";
import type { BoardEntry } from "./rules/types.ts";
import { refuseHiddenTeam, seatless, type ViewContext } from "./visible-days.ts";

/**
 * Where everybody who is employed is at this moment, by name, and who has left the company without clocking out (TG 8.50).
 * One round trip for all.
 * @throws {Refusal} `forbidden`, `debt_lock`, `plan_lock`
 */
export async function getBoard(ctx: ViewContext) {
  permit(ctx, "attendance.view_team");
  refuseHiddenTeam(ctx);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const results = await ctx.deps.db.read([
    ...dayStatements(organisation, null, { from: today, to: today }),
    seatless(ctx),
  ]);
  const { files, whereabouts } = readDayFiles(results.slice(0, dayResults), organisation);
  const waiting = new Set(results[dayResults]?.rows.map(([id]) => id));
  const whereaboutsOf = (file: (typeof files)[number]): Whereabouts =>
    waiting.has(file.employee.id) ? hidden : whereabouts(file, today, now);
  return {
    at: now,
    date: today,
    people: files
      .filter(({ employee }) => employee.startedOn <= today)
      .map((file) => ({
        employeeId: file.employee.id,
        name: file.employee.name,
        state: file.employee.state,
        ...whereaboutsOf(file),
      }))
      .filter(({ state, present }) => state === "active" || present),
  };
}

type Whereabouts = Omit<BoardEntry, "status"> & {
  readonly status: BoardEntry["status"] | "no_seat";
};

/** Somebody without a seat: their punches are kept, where they are is not shown. */
const hidden: Whereabouts = { status: "no_seat", present: false, since: null, lateMinutes: 0 };
