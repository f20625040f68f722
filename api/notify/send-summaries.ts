import type { Cell, Statement } from "../../db/client/port.ts";
import { type AttendanceSettings, settingsOf } from "../attendance/settings.ts";

import type { NoticeKind, NoticePayloads } from "../core/notices.ts";
import type { BotName, CalendarName } from "../core/words.ts";
import { seesSql } from "../core/scope.ts";
import type { Deps } from "../deps.ts";
import {
  type Appointment,
  firstWeekday,
  lastDaily,
  lastMonthly,
  lastWeekly,
} from "./rules/schedule.ts";

/** What was missed by more than that, because nothing ran, is not made up for, ms. */
const lateMs = 6 * 60 * 60_000;
/** Organisations in one run: the next tick goes on. */
const atOnce = 40;

interface Due extends Appointment {
  readonly orgId: string;
  readonly kind: "weekly" | "monthly" | "digest";
  /** Of a digest: since the one before. */
  readonly since: number;
}

/**
 * Weekly and monthly sums to everybody who wants them, and the managers' digest of doubtful punches, at the hours each
 * organisation has chosen; each once. Only messages are written: what they say is looked up when they go, so that money, rights
 * and corrections of that moment hold.
 * @returns false when there is more to do than one run should
 */
export async function sendSummaries(deps: Deps, now: number): Promise<boolean> {
  const [all] = await deps.db.read([
    {
      sql: `select o.id, o.time_zone, o.calendar, o.weekend, o.created_at, s.payload from organisations o
        left join attendance_settings s on s.org_id = o.id order by o.id`,
      params: [],
    },
  ]);
  const due = await unfinished(
    deps,
    (all?.rows ?? []).flatMap((row) => dueOf(row, now)),
  );
  const mark = () => ({ id: deps.ids(), now });
  for (const one of due.slice(0, atOnce))
    await deps.db.write([...noticesOf(one, mark), ended(one, now)]);
  return due.length <= atOnce;
}

function dueOf(
  [id, timeZone, calendar, weekend, createdAt, payload]: readonly Cell[],
  now: number,
): Due[] {
  const settings = settingsOf(payload);
  const zone = String(timeZone);
  const facts = {
    zone,
    calendar: calendar as CalendarName,
    weekdays: JSON.parse(String(weekend)) as number[],
  };
  return appointments(settings, facts, now)
    .map((one) => ({ since: 0, ...one, orgId: String(id) }))
    .filter(({ at }) => now - at < lateMs && Number(createdAt) < at);
}

function appointments(
  settings: AttendanceSettings,
  { zone, calendar, weekdays }: { zone: string; calendar: CalendarName; weekdays: number[] },
  now: number,
) {
  const weekday = settings.weeklySummaryDay || firstWeekday(weekdays);
  return [
    ...(settings.weeklySummary
      ? [
          {
            kind: "weekly" as const,
            ...lastWeekly(now, { zone, weekday, minute: settings.weeklySummaryMinute }),
          },
        ]
      : []),
    ...(settings.monthlySummary
      ? [
          {
            kind: "monthly" as const,
            ...lastMonthly(now, { zone, calendar, minute: settings.monthlySummaryMinute }),
          },
        ]
      : []),
    ...(settings.digest
      ? [{ kind: "digest" as const, ...lastDaily(now, { zone, minute: settings.digestMinute }) }]
      : []),
  ];
}

const jobOf = ({ orgId, kind }: Due): string => `${kind}:${orgId}`;

async function unfinished({ db }: Deps, due: readonly Due[]): Promise<readonly Due[]> {
  if (due.length === 0) return [];
  const [seen] = await db.read([
    {
      sql: "select s.job, s.slot from json_each(?) j join job_slots s on s.job = j.value ->> 0 and s.slot = j.value ->> 1",
      params: [JSON.stringify(due.map((one) => [jobOf(one), one.key]))],
    },
  ]);
  const finished = new Set(seen?.rows.map(([job, slot]) => `${String(job)} ${String(slot)}`));
  return due.filter((one) => !finished.has(`${jobOf(one)} ${one.key}`));
}

const ended = (one: Due, now: number): Statement => ({
  sql: "insert into job_slots (job, slot, finished_at) values (?, ?, ?) on conflict do nothing",
  params: [jobOf(one), one.key, now],
});

function noticesOf(one: Due, mark: () => Mark): Statement[] {
  const { orgId, from, to } = one;
  if (one.kind === "digest") {
    const payload = { orgId, since: one.since, until: one.at };
    return [
      tell("doubtful-digest", "owner", one, payload, teamReaders, mark(), doubtfulSince(one)),
    ];
  }
  const unit = one.kind === "weekly" ? ("week" as const) : ("month" as const);
  const wants = `coalesce(n.${one.kind}_summary, 1) = 1`;
  return [
    tell(
      "work-summary",
      "staff",
      one,
      { orgId, of: "own", unit, from, to },
      `e.keeps_time = 1 and ${wants}`,
      mark(),
    ),
    tell(
      "work-summary",
      "owner",
      one,
      { orgId, of: "team", unit, from, to },
      `${teamReaders} and ${wants}`,
      mark(),
    ),
  ];
}

const teamReaders =
  "exists (select 1 from json_each(r.permissions) where value = 'attendance.view_team')";

/** Something may be doubtful; whether it is, is seen when the message is written. */
const doubtfulSince = ({ orgId, since }: Due) => ({
  sql: `exists (select 1 from punches q join employees w on w.org_id = q.org_id and w.id = q.employee_id
    where q.org_id = ? and q.at >= ? and (q.verdict in ('review', 'field') or q.flags <> '[]')
    and q.received_at >= ? and ${seesSql("e", "r", "w")})`,
  params: [orgId, since - 2 * 24 * 60 * 60_000, since],
});

interface Mark {
  /** Ids of messages begin with the time they were made at. */
  readonly id: string;
  readonly now: number;
}

/** One message to each who is employed, may and wants to. */
function tell<K extends NoticeKind>(
  kind: K,
  bot: BotName,
  { orgId, key }: Due,
  payload: NoticePayloads[K],
  condition: string,
  { id, now }: Mark,
  only: { readonly sql: string; readonly params: readonly (string | number)[] } = {
    sql: "1",
    params: [],
  },
): Statement {
  return {
    sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, created_at)
      select ? || '-' || e.id, e.org_id, ? || e.id, ?, p.id, p.telegram_user_id, ?, ?, 'employee:' || e.id, 'pending', ?, ?
      from employees e join persons p on p.id = e.person_id
      join roles r on r.org_id = e.org_id and r.id = e.role_id
      left join notice_settings n on n.org_id = e.org_id and n.employee_id = e.id
      where e.org_id = ? and e.state = 'active' and e.paused_at is null and p.${bot}_unreachable_at is null and ${condition} and ${only.sql}
      on conflict (dedup_key) do nothing`,
    params: [
      id,
      `${kind}:${bot}:${orgId}:${key}:`,
      bot,
      kind,
      JSON.stringify(payload),
      now,
      now,
      orgId,
      ...only.params,
    ],
  };
}
