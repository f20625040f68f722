import type { Cell, Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import { errorFields } from "./log.ts";
import type { Delivery, OutgoingNotice, Reader } from "./messenger.ts";
import type { NewNotice } from "./notices.ts";
import { canWait, type QuietHours, quietUntil, usualQuiet } from "./quiet.ts";
import type { Pace } from "./pace.ts";
import { type BotName, type CalendarName, calendarOf, type Language } from "./words.ts";

/** How long a sender may hold a row before another may try, ms. */
const leaseMs = 30_000;
/** A message that a bug keeps from being written is let go after so many attempts. */
const maxFailures = 8;
/** Telegram may be out of reach for long; what it could not take is tried for two days, ms. */
const patienceMs = 2 * 24 * 60 * 60_000;

/** Until a person who could not be reached is tried once more, ms. */
const lookAgainMs = 5000;

interface DueRow extends OutgoingNotice {
  readonly createdAt: number;
}

export interface OutboxRow extends DueRow {
  readonly orgId: string | null;
  readonly dedupKey: string;
}

/** A row that this process has already taken: it is sent right after the commit, without a claim of its own. */
export const leasedRow = (notice: NewNotice, id: string, now: number): OutboxRow => ({
  ...notice,
  id,
  messageId: null,
  revision: 0,
  attempts: 1,
  createdAt: now,
});

export const outboxInsert = (row: OutboxRow): Statement => ({
  sql: `insert into outbox (id, org_id, dedup_key, bot, person_id, chat_id, kind, payload, subject, state, run_at, attempts, created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, 1, ?) on conflict (dedup_key) do nothing`,
  params: [
    row.id,
    row.orgId,
    row.dedupKey,
    row.bot,
    row.personId,
    row.chatId,
    row.kind,
    JSON.stringify(row.payload),
    row.subject,
    row.createdAt + leaseMs,
    row.createdAt,
  ],
});

/** Sends the rows of a finished commit after the answer. A crash in between is healed by `sendDue`. */
export function afterCommit(deps: Deps, rows: readonly OutboxRow[]): void {
  if (rows.length > 0) afterAnswer(deps, sendAll(deps, rows));
}

/** Shows refreshed cards after the answer; what that misses, the tick does. */
export function sendDueSoon(deps: Deps): void {
  afterAnswer(deps, sendDue(deps));
}

/** Nobody waits for this work, so nobody else would hear of its failure. */
function afterAnswer(deps: Deps, work: Promise<unknown>): void {
  deps.defer(
    work.catch((error: unknown) =>
      deps.log("error", { event: "dispatch_failed", ...errorFields(error) }),
    ),
  );
}

/** At the start of the only process on a file: whoever held a row is dead. What Telegram delayed keeps waiting. */
export const releaseLeases = (now: number): Statement => ({
  sql: "update outbox set run_at = ? where state = 'pending' and error is null and run_at > ?",
  params: [now, now],
});

export interface Sending {
  readonly pace: Pace;
  /** Given when the process ends: what has not gone out by then is given back. */
  readonly stop?: AbortSignal | undefined;
}

const dueAtOnce = 60;

/**
 * Takes what is due (also what a dead process left) and sends it, oldest first, no faster than `pace`. The plus keeps
 * SQLite on the index of what is due.
 * @returns rows taken
 */
export async function sendDue(deps: Deps, sending = unpaced): Promise<number> {
  const now = deps.clock();
  const [taken] = await deps.db.write([
    {
      sql: `update outbox set run_at = ?, attempts = attempts + 1, error = null where id in
          (select id from outbox where state = 'pending' and run_at <= ? order by +id limit ?)
        returning id, bot, person_id, chat_id, kind, payload, subject, message_id, revision, attempts,
          created_at, ${readerColumns}`,
      params: [now + leaseMs, now, dueAtOnce],
    },
  ]);
  const rows = (taken?.rows ?? []).map(fromCells).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await sendAll(deps, rows, sending);
  return rows.length;
}

const unpaced: Sending = { pace: () => Promise.resolve() };

/** The reader of an outbox row, as the person is set now; without a choice, as the organisation is. */
const readerColumns = `coalesce((select language from persons p where p.id = outbox.person_id),
            (select language from organisations o where o.id = outbox.org_id)),
          (select calendar from persons p where p.id = outbox.person_id),
          (select time_zone from organisations o where o.id = outbox.org_id)`;

/** Defaults of a person who has chosen nothing. */
export const readerOf = (
  language: Language | null,
  calendar: CalendarName | null,
  timeZone: string | null,
): Reader => ({
  language: language ?? "fa",
  calendar: calendar ?? calendarOf[language ?? "fa"],
  timeZone: timeZone ?? "Asia/Tehran",
});

const fromCells = (cells: readonly Cell[]): DueRow => ({
  id: String(cells[0]),
  bot: String(cells[1]) as BotName,
  personId: String(cells[2]),
  chatId: Number(cells[3]),
  kind: String(cells[4]),
  payload: JSON.parse(String(cells[5])) as unknown,
  subject: String(cells[6]),
  messageId: cells[7] === null || cells[7] === undefined ? null : Number(cells[7]),
  revision: Number(cells[8]),
  attempts: Number(cells[9]),
  createdAt: Number(cells[10]),
  reader: readerOf(
    cells[11] as Language | null,
    cells[12] as CalendarName | null,
    cells[13] as string | null,
  ),
});

/** One chat's messages go in order, chats go side by side. What follows a message that Telegram puts off waits with it. */
async function sendAll(
  deps: Deps,
  taken: readonly DueRow[],
  { pace, stop } = unpaced,
): Promise<void> {
  const rows = await withoutQuiet(deps, taken);
  const perChat = Map.groupBy(rows, (row) => `${row.bot}:${row.chatId}`);
  await Promise.all(
    [...perChat.values()].map(async (chat) => {
      for (const [index, row] of chat.entries()) {
        await pace(row.bot, stop);
        if (stop?.aborted) return giveBack(deps, chat.slice(index), 0);
        const waitMs = await sendOne(deps, row);
        if (waitMs !== null) return giveBack(deps, chat.slice(index + 1), waitMs);
      }
    }),
  );
}

/**
 * What may go now. Messages that can wait are put off to the end of their reader's quiet hours, whoever wrote them and
 * whatever the hours were then. What edits a message makes no sound.
 */
async function withoutQuiet(deps: Deps, rows: readonly DueRow[]): Promise<readonly DueRow[]> {
  const silent = rows.filter(({ kind, messageId }) => messageId === null && canWait(kind));
  if (silent.length === 0) return rows;
  const now = deps.clock();
  const hours = await quietHoursOf(deps, silent);
  const untils = new Map(
    silent.flatMap((row) => {
      const own = hours.get(row.id);
      const until = own === undefined ? null : quietUntil(now, row.reader.timeZone, own);
      return until === null ? [] : [[row.id, until] as const];
    }),
  );
  if (untils.size === 0) return rows;
  await deps.writeSoon(
    silent.flatMap(({ id, attempts }) => {
      const until = untils.get(id);
      return until === undefined ? [] : [putOff(id, attempts, until)];
    }),
  );
  return rows.filter(({ id }) => !untils.has(id));
}

/** Quiet hours of the readers: their own, else the organisation's. One read. */
async function quietHoursOf(
  { db }: Deps,
  rows: readonly DueRow[],
): Promise<ReadonlyMap<string, QuietHours>> {
  const [found] = await db.read([
    {
      sql: `select o.id, n.quiet_from, n.quiet_to, json_extract(s.payload, '$.quiet'), json_extract(s.payload, '$.quietFrom'),
          json_extract(s.payload, '$.quietTo')
        from json_each(?) j join outbox o on o.id = j.value
        left join employees e on e.org_id = o.org_id and e.person_id = o.person_id
        left join notice_settings n on n.org_id = e.org_id and n.employee_id = e.id
        left join attendance_settings s on s.org_id = o.org_id`,
      params: [JSON.stringify(rows.map(({ id }) => id))],
    },
  ]);
  return new Map(
    (found?.rows ?? []).flatMap(([id, from, to, isOn, orgFrom, orgTo]) => {
      if (typeof from === "number" && typeof to === "number")
        return [[String(id), { from, to }] as const];
      if (isOn !== 1) return [];
      const hours = {
        from: Number(orgFrom ?? usualQuiet.from),
        to: Number(orgTo ?? usualQuiet.to),
      };
      return [[String(id), hours] as const];
    }),
  );
}

/** @returns how long Telegram wants the chat left alone, ms; null when the next message may go */
async function sendOne(deps: Deps, row: DueRow): Promise<number | null> {
  let waitMs: number | null = null;
  const delivery = await deps.messenger.deliver(row).then(
    (told) => {
      if (told.kind === "later") waitMs = told.afterMs;
      return told;
    },
    (error: unknown) => notWritten(deps, row, error),
  );
  await deps.writeSoon(outcome(deps, row, delivery));
  return waitMs;
}

/** Our own mistake, or the database away while it was written: it alone is tried again, and not for ever. */
function notWritten(deps: Deps, { id, kind, attempts }: DueRow, error: unknown): Delivery {
  deps.log("error", { event: "notice_failed", kind, notice: id, ...errorFields(error) });
  return attempts < maxFailures
    ? { kind: "later", afterMs: backoff(attempts) }
    : { kind: "dropped", reason: "gave_up" };
}

/** The attempt that was not made does not count. */
function giveBack(deps: Deps, rows: readonly DueRow[], waitMs: number): Promise<void> {
  const runAt = deps.clock() + waitMs;
  return deps.writeSoon(rows.map(({ id, attempts }) => putOff(id, attempts, runAt)));
}

const putOff = (id: string, attempts: number, runAt: number): Statement => ({
  sql: "update outbox set run_at = ?, attempts = attempts - 1 where id = ? and state = 'pending' and attempts = ?",
  params: [runAt, id, attempts],
});

const backoff = (attempts: number) => Math.min(1000 * 2 ** attempts, 300_000);

function outcome(deps: Deps, row: DueRow, delivery: Delivery): Statement[] {
  const now = deps.clock();
  switch (delivery.kind) {
    case "sent":
      return [
        ...(row.attempts > 1 ? reached(row, now) : []),
        {
          sql: `update outbox set message_id = coalesce(?, message_id), chat_id = ?, sent_at = ?, error = null,
              run_at = ?, state = case when revision = ? then 'sent' else 'pending' end where id = ?`,
          params: [
            delivery.messageId,
            delivery.chatId ?? row.chatId,
            now,
            now,
            row.revision,
            row.id,
          ],
        },
      ];
    case "later":
      return now - row.createdAt > patienceMs
        ? [dead(row.id, "gave_up")]
        : [
            {
              sql: "update outbox set run_at = ?, error = 'later' where id = ? and state = 'pending'",
              params: [now + delivery.afterMs, row.id],
            },
          ];
    case "unreachable":
      return [lookAgain(row, now), unreachable(row.bot, row.personId, now)];
    case "dropped":
      break;
  }
  return [dead(row.id, delivery.reason)];
}

const dead = (id: string, reason: string): Statement => ({
  sql: "update outbox set state = 'dead', error = ? where id = ?",
  params: [reason, id],
});

/** Who pressed Start while the message was on its way can be reached by now, so the first failure is tried once more. */
const lookAgain = ({ id, bot, personId }: DueRow, now: number): Statement => ({
  sql: `update outbox set run_at = ?, error = 'unreachable', state = iif(exists
      (select 1 from persons where id = ? and ${bot}_unreachable_at is null), 'pending', 'dead') where id = ? and state = 'pending'`,
  params: [now + lookAgainMs, personId, id],
});

/** A person who was taken for gone was not: what was given up meanwhile goes out, too. */
const reached = ({ bot, personId, chatId }: DueRow, now: number): Statement[] => [
  {
    sql: `${revivedOutbox} and exists (select 1 from persons where id = ? and ${bot}_unreachable_at is not null)`,
    params: [now, bot, chatId, now - keepUndeliveredMs, personId],
  },
  {
    sql: `update persons set ${bot}_unreachable_at = null where id = ? and ${bot}_unreachable_at is not null`,
    params: [personId],
  },
];

const revivedOutbox = `update outbox set state = 'pending', attempts = 0, run_at = ?
  where bot = ? and chat_id = ? and state = 'dead' and error = 'unreachable' and created_at > ?`;
/** News older than a week is no news, ms. */
const keepUndeliveredMs = 7 * 24 * 60 * 60_000;

/** What waited for somebody who lets the bot in (again) goes out. */
export const reviveUndelivered = (bot: BotName, chatId: number, now: number): Statement[] => [
  { sql: revivedOutbox, params: [now, bot, chatId, now - keepUndeliveredMs] },
  {
    sql: `update outbox set run_at = ? where state = 'pending' and run_at > ? and error = 'unreachable' and bot = ? and chat_id = ?`,
    params: [now, now, bot, chatId],
  },
];

const unreachable = (bot: BotName, personId: string, now: number): Statement => ({
  sql: `update persons set ${bot}_unreachable_at = coalesce(${bot}_unreachable_at, ?) where id = ?`,
  params: [now, personId],
});
