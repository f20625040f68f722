import type { Statement } from "../../db/client/port.ts";
import { sendDue, type Sending } from "../core/dispatch.ts";
import { errorFields } from "../core/log.ts";
import { createPace } from "../core/pace.ts";
import type { Deps } from "../deps.ts";
import { accrueAll } from "../requests/accrue.ts";

const day = 24 * 60 * 60_000;

/**
 * Everything that is due, called by a timer on Node and by cron on the edge. Safe to run twice, at once, or late.
 * One job's failure does not stop the others. When `stop` is given it ends with the messages in hand.
 */
export async function tick(deps: Deps, sending: Partial<Sending> = {}): Promise<void> {
  const { pace = createPace(), stop } = sending;
  for (const [job, run] of jobsAt({ pace, stop })) {
    if (stop?.aborted) return;
    await run(deps).catch((error: unknown) =>
      deps.log("error", { event: "job_failed", job, ...errorFields(error) }),
    );
  }
}

const jobsAt = (
  sending: Sending,
): readonly (readonly [string, (deps: Deps) => Promise<unknown>])[] => [
  ["send_due", (deps) => sendDueAll(deps, sending)],
  ["accrue", oncePer("accrue", accrueAll)],
  ["prune", oncePer("prune", prune)],
];

/** Until nothing is due, with a bound for one tick. */
async function sendDueAll(deps: Deps, sending: Sending): Promise<void> {
  for (let round = 0; round < 20; round++) {
    if (sending.stop?.aborted || (await sendDue(deps, sending)) === 0) return;
  }
}

/** Runs a job once per UTC day over all processes. */
function oncePer(job: string, run: (deps: Deps, now: number) => Promise<void>) {
  return async (deps: Deps): Promise<void> => {
    const now = deps.clock();
    const slot = new Date(now).toISOString().slice(0, 10);
    const [seen] = await deps.db.read([
      { sql: "select 1 from job_slots where job = ? and slot = ?", params: [job, slot] },
    ]);
    if ((seen?.rows.length ?? 0) > 0) return;
    await run(deps, now);
    await deps.db.write([finished(job, slot, now)]);
  };
}

const finished = (job: string, slot: string, now: number): Statement => ({
  sql: "insert into job_slots (job, slot, finished_at) values (?, ?, ?) on conflict do nothing",
  params: [job, slot, now],
});

/**
 * Forgets what only served redelivery: Telegram repeats an update for 24 h at most. What was told is kept for a quarter;
 * cards of requests for ever, because they change with their request.
 */
async function prune(deps: Deps, now: number): Promise<void> {
  await deps.db.write([
    { sql: "delete from telegram_updates where lease_until < ?", params: [now - 3 * day] },
    { sql: "delete from idempotency_keys where created_at < ?", params: [now - 3 * day] },
    { sql: "delete from dialogs where expires_at < ?", params: [now - day] },
    { sql: "delete from job_slots where finished_at < ?", params: [now - 90 * day] },
  ]);
  await pruneOutbox(deps, now - 90 * day);
}

/** In small steps, so that nobody waits for them. Ids of messages begin with the time they were made at. */
async function pruneOutbox(deps: Deps, before: number): Promise<void> {
  const time = before.toString(16).padStart(12, "0");
  const firstKept = `${time.slice(0, 8)}-${time.slice(8)}`;
  for (let round = 0; round < 1000; round++) {
    const [gone] = await deps.db.write([
      {
        sql: `delete from outbox where id in (select id from outbox
            where id < ? and state <> 'pending' and kind <> 'request-card' limit ?)`,
        params: [firstKept, prunedAtOnce],
      },
    ]);
    if ((gone?.changes ?? 0) < prunedAtOnce) return;
  }
}

const prunedAtOnce = 500;
