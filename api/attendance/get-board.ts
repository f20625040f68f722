import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { dayStatements, readDayFiles } from "./load-days.ts";

/**
 * Where everybody who is employed is at this moment, by name, and who has left the company without clocking out (TG 8.50).
 * One round trip for all.
 * @throws {Refusal} `forbidden`
 */
export async function getBoard(ctx: MemberContext) {
  permit(ctx, "attendance.view_team");
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const results = await ctx.deps.db.read(
    dayStatements(organisation, null, { from: today, to: today }),
  );
  const { files, whereabouts } = readDayFiles(results, organisation);
  return {
    at: now,
    date: today,
    people: files
      .filter(({ employee }) => employee.startedOn <= today)
      .map((file) => ({
        employeeId: file.employee.id,
        name: file.employee.name,
        state: file.employee.state,
        ...whereabouts(file, today, now),
      }))
      .filter(({ state, present }) => state === "active" || present),
  };
}
