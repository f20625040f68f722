import type { z } from "zod";
import { guardExists } from "../../db/client/guard.ts";
import type { Cell } from "../../db/client/port.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import { toldAs } from "../core/told-as.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { reviewed, reviewInput } from "./schemas.ts";

/**
 * A manager's word on doubtful punches, once for each. No hours change by it: a punch that is not believed is corrected like any
 * other, and its person hears of it.
 * @throws {Refusal} `forbidden`, `own_request`, `not_found`, `already_reviewed`
 */
export function reviewPunches(
  ctx: MemberContext,
  input: z.infer<typeof reviewInput>,
): Promise<z.infer<typeof reviewed>> {
  const allowed = permit(ctx, "attendance.record_for_others");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const orgId = organisation.id;
    const within = withinSql(ctx.member);
    const [found] = await ctx.deps.db.read([
      {
        sql: `select q.id, q.employee_id, q.at, q.time_zone, p.id, p.telegram_user_id, p.language, p.calendar,
            exists (select 1 from punch_reviews v where v.org_id = q.org_id and v.punch_id = q.id)
          from json_each(?) j join punches q on q.org_id = ? and q.id = j.value and q.kind <> 'void'
          join employees e on e.org_id = q.org_id and e.id = q.employee_id join persons p on p.id = e.person_id
          where ${within.sql}`,
        params: [JSON.stringify([...new Set(input.punchIds)]), orgId, ...within.params],
      },
    ]);
    const rows = found?.rows ?? [];
    if (rows.length === 0) throw new Refusal("not_found");
    const others = rows.filter(([, whose]) => whose !== employeeId);
    if (others.length === 0) throw new Refusal("own_request");
    const open = others.filter((row) => row[8] !== 1);
    if (open.length === 0) throw new Refusal("already_reviewed");
    const now = ctx.deps.clock();
    const written = commit(ctx, {
      permit: allowed,
      statements: open.flatMap(([punchId]) => [
        {
          sql: "insert into punch_reviews (org_id, id, punch_id, verdict, reviewed_by, created_at) values (?, ?, ?, ?, ?, ?)",
          params: [orgId, ctx.deps.ids(), String(punchId), input.verdict, employeeId, now],
        },
        guardExists("select 1 from punches where org_id = ? and id = ?", [orgId, String(punchId)]),
      ]),
      audit: [
        auditOf(orgId, input.verdict, open[0]),
        ...open.slice(1).map((row) => auditOf(orgId, input.verdict, row)),
      ],
      notices: input.verdict === "refused" ? open.map((row) => refusedNotice(ctx, row)) : [],
      answer: { reviewed: open.length },
    });
    return toldAs(written, { unique: "already_reviewed" });
  });
}

const auditOf = (orgId: string, verdict: string, row: readonly Cell[] | undefined) => ({
  orgId,
  action: `punch.${verdict}`,
  subject: `punch:${String(row?.[0])}`,
});

function refusedNotice(ctx: MemberContext, row: readonly Cell[]): NewNotice<"punch-refused"> {
  const [punchId, , at, timeZone, personId, chatId, language, calendar] = row;
  const { organisation, employeeName } = ctx.member;
  return {
    kind: "punch-refused",
    payload: {
      punchId: String(punchId),
      at: Number(at),
      timeZone: String(timeZone),
      reviewedByName: employeeName,
    },
    orgId: organisation.id,
    bot: "staff",
    personId: String(personId),
    reader: readerOf(
      (language as Language | null) ?? organisation.language,
      calendar as CalendarName | null,
      organisation.timeZone,
    ),
    chatId: Number(chatId),
    subject: `punch:${String(punchId)}`,
    dedupKey: `punch-refused:${String(punchId)}`,
  };
}
