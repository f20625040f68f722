import type { Statement } from "../../db/client/port.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { DateRange } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import type { NoticePayloads } from "../core/notices.ts";
import type { AffectedPerson } from "./affected.ts";
import type { DeclareInput } from "./schemas.ts";

/**
 * Tells everybody whose days change, but not who changes them, and nobody about days that are over. One statement however many
 * they are; the clock sends them.
 */
export function calendarNotices(
  ctx: MemberContext,
  change: {
    readonly batch: string;
    readonly input: DeclareInput;
    readonly range: DateRange;
    readonly people: readonly AffectedPerson[];
  },
): Statement[] {
  const { organisation, employeeId, employeeName } = ctx.member;
  const now = ctx.deps.clock();
  const today = localDateOf(now, organisation.timeZone);
  const ahead = change.people.filter(
    ({ id, dates }) => id !== employeeId && dates.some((date) => date >= today),
  );
  if (ahead.length === 0) return [];
  const { as, name, shortenedMinutes } = change.input;
  const payload: NoticePayloads["calendar-changed"] = {
    ...change.range,
    as,
    name: name ?? null,
    shortenedMinutes: shortenedMinutes ?? 0,
    byName: employeeName,
  };
  return [
    {
      sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
        select j.value ->> 1, e.org_id, 'calendar:' || ? || ':' || e.id, 'staff', p.id, p.telegram_user_id,
          'calendar-changed', ?, 'calendar:' || ?, 'pending', ?, ?
        from json_each(?) j join employees e on e.org_id = ? and e.id = j.value ->> 0
        join persons p on p.id = e.person_id where e.state = 'active' and e.paused_at is null`,
      params: [
        change.batch,
        JSON.stringify(payload),
        change.batch,
        now,
        now,
        JSON.stringify(ahead.map(({ id }) => [id, ctx.deps.ids()])),
        organisation.id,
      ],
    },
  ];
}
