import type { z } from "zod";
import { guardExists } from "../../db/client/guard.ts";
import { isEffective } from "../attendance/punch-cells.ts";
import { shiftColumns, shiftOf, shiftParams } from "../attendance/presence.ts";
import { lastOf, nextDirection } from "../attendance/rules/next-action.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { withinSql } from "../core/scope.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { answerMs, askLiveNotice, askLiveStatements } from "./ask-live.ts";
import type { askedLive, askLiveInput } from "./schemas.ts";

/**
 * A manager asks somebody who is at work to share a live location: it proves the given punch, or the last one (ATT idea 16).
 * @throws {Refusal} `forbidden`, `own_request`, `not_found`, `no_workplace`, `not_at_work`, `already_asked`
 */
export function requestLive(
  ctx: MemberContext,
  input: z.infer<typeof askLiveInput>,
): Promise<z.infer<typeof askedLive>> {
  const allowed = permit(ctx, "attendance.record_for_others");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId, employeeName } = ctx.member;
    if (input.employeeId === employeeId) throw new Refusal("own_request");
    const { person, punch } = await whoIsAsked(ctx, input);
    const now = ctx.deps.clock();
    const ask = {
      orgId: organisation.id,
      id: ctx.deps.ids(),
      employeeId: input.employeeId,
      punchId: punch.id,
      askedBy: employeeId,
      now,
    };
    const facts = { punchAt: punch.at, timeZone: punch.timeZone, askedByName: employeeName };
    return commit(ctx, {
      permit: allowed,
      statements: [
        guardExists("select 1 from employees where org_id = ? and id = ? and state = 'active'", [
          organisation.id,
          input.employeeId,
        ]),
        ...askLiveStatements(ask),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "live.asked",
          subject: `employee:${input.employeeId}`,
          after: { punchId: punch.id },
        },
      ],
      notices: [askLiveNotice(ask, person, facts)],
      answer: { handshakeId: ask.id, until: now + answerMs },
    });
  });
}

async function whoIsAsked(ctx: MemberContext, input: z.infer<typeof askLiveInput>) {
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const within = withinSql(ctx.member);
  const [found] = await ctx.deps.db.read([
    {
      sql: `select p.id, p.telegram_user_id, p.language, p.calendar,
          (select json_array(q.id, q.kind, q.at, q.time_zone) from punches q where q.org_id = e.org_id and q.employee_id = e.id
            and q.kind in ('in', 'out') and q.at <= ? and ${isEffective} order by q.at desc, q.id desc limit 1),
          (select json_array(q.id, q.at, q.time_zone) from punches q where q.org_id = e.org_id and q.employee_id = e.id and q.id = ?),
          exists (select 1 from handshakes h where h.org_id = e.org_id and h.employee_id = e.id
            and h.state in ('asked', 'sharing') and +h.expires_at > ?),
          exists (select 1 from workplaces w where w.org_id = e.org_id and w.archived_at is null), ${shiftColumns}
        from employees e join persons p on p.id = e.person_id where e.org_id = ? and e.id = ? and e.state = 'active'
          and ${within.sql}`,
      params: [
        now,
        input.punchId ?? null,
        now,
        ...shiftParams(now),
        organisation.id,
        input.employeeId,
        ...within.params,
      ],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  const [personId, chatId, language, calendar, last, about, open, hasPlaces, ...shift] = row;
  if (hasPlaces !== 1) throw new Refusal("no_workplace");
  if (open === 1) throw new Refusal("already_asked");
  const latest =
    typeof last === "string" ? (JSON.parse(last) as [string, "in" | "out", number, string]) : null;
  if (latest === null) throw new Refusal("not_at_work");
  const { roster } = shiftOf(shift, organisation, input.employeeId, now);
  const said = { direction: latest[1], at: latest[2] };
  if (nextDirection(lastOf([said], roster), now) === "in") throw new Refusal("not_at_work");
  const asked = typeof about === "string" ? (JSON.parse(about) as [string, number, string]) : null;
  const [id, at, timeZone] = asked ?? [latest[0], latest[2], latest[3]];
  return {
    punch: { id, at, timeZone },
    person: {
      personId: String(personId),
      chatId: Number(chatId),
      reader: readerOf(
        (language as Language | null) ?? organisation.language,
        calendar as CalendarName | null,
        organisation.timeZone,
      ),
    },
  };
}
