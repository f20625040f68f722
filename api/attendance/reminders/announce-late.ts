import * as z from "zod";
import type { LocalDate } from "../../core/calendar/types.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import type { NewNotice } from "../../core/notices.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { isWithin } from "../../core/scope.ts";
import { loadChain } from "../../requests/load-chain.ts";
import { dayResults, dayStatements, readDayFiles } from "../load-days.ts";

export const announcedLate = z.object({ told: z.int() });

/** Nobody needs to hear it more often; the first of them passes it on. */
const mostTold = 20;

/**
 * «I am coming late»: told to those who decide and see the person, so that nobody has to call. Changes no number of the day.
 * @throws {Refusal} `already_answered` when the person has come, or nothing is planned (any more)
 */
export async function announceLate(
  ctx: MemberContext,
  date: LocalDate,
): Promise<z.infer<typeof announcedLate>> {
  const allowed = permit(ctx, "punch.self");
  const earlier = await earlierAnswer<z.infer<typeof announcedLate>>(ctx);
  if (earlier !== null) return earlier;
  const { organisation, employeeId, employeeName, groupId } = ctx.member;
  const range = { from: date, to: date };
  const now = ctx.deps.clock();
  const subject = `watch:${employeeId}:${date}`;
  const [results, chain] = await Promise.all([
    ctx.deps.db.read([
      ...dayStatements(organisation, employeeId, range),
      {
        sql: "select count(*) from outbox where subject = ? and kind = 'late-announced'",
        params: [subject],
      },
    ]),
    loadChain(ctx.deps, organisation),
  ]);
  const { files, derive } = readDayFiles(results.slice(0, dayResults), organisation);
  const [file] = files;
  const [day] = file === undefined ? [] : derive(file, range, now);
  const planned = day?.planned.segments ?? [];
  const [first, last] = [planned[0], planned.at(-1)];
  if (day === undefined || first === undefined || last === undefined || last.end <= now)
    throw new Refusal("already_answered");
  if (day.sessions.length > 0) throw new Refusal("already_answered");
  const before = Number(results[dayResults]?.rows[0]?.[0] ?? 0);
  if (before > 0) return { told: before };
  const told = chain.deciders
    .filter(({ id, sees }) => id !== employeeId && isWithin(sees, groupId))
    .slice(0, mostTold);
  return commit(ctx, {
    permit: allowed,
    statements: [],
    audit: [
      {
        orgId: organisation.id,
        action: "watch.late_announced",
        subject,
      },
    ],
    notices: told.map((to): NewNotice<"late-announced"> => ({
      kind: "late-announced",
      payload: { employeeId, employeeName, date, startsAt: first.start, timeZone: day.zone },
      orgId: organisation.id,
      bot: "owner",
      personId: to.personId,
      reader: to.reader,
      chatId: to.telegramUserId,
      subject,
      dedupKey: `late-announced:${employeeId}:${date}:${to.personId}`,
    })),
    answer: { told: told.length },
  });
}
