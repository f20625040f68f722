import type { Statement } from "../../db/client/port.ts";
import { runImports } from "../attendance/corrections/run-imports.ts";
import { beginWatches } from "../attendance/reminders/begin-watches.ts";
import { stepWatches } from "../attendance/reminders/step-watches.ts";
import { closeMonths } from "../billing/close/close-months.ts";
import { parkFaulty } from "../billing/invariants/audit-books.ts";
import { applyScheduled } from "../billing/jobs/apply-scheduled.ts";
import { stepOrders } from "../billing/jobs/step-orders.ts";
import { tellCreditLow } from "../billing/jobs/tell-credit-low.ts";
import { tellDueSoon } from "../billing/jobs/tell-due-soon.ts";
import { tellPlanEnds } from "../billing/jobs/tell-plan-ends.ts";
import { systemContext } from "../core/context.ts";
import { sendDue, type Sending } from "../core/dispatch.ts";
import { errorFields } from "../core/log.ts";
import { createPace } from "../core/pace.ts";
import { forgetRates } from "../core/rate-limit.ts";
import type { Deps } from "../deps.ts";
import { tellYears } from "../law/tell-years.ts";
import { stepConfirmations } from "../security/confirm-jobs.ts";
import { finishRecoveries } from "../security/recovery-jobs.ts";
import { expireSwaps } from "../schedule/swap/expire-swaps.ts";
import { sendSummaries } from "../notify/send-summaries.ts";
import { reconcilePayments, sweepStars, sweepZarinpal } from "../payments/reconcile.ts";
import { accrueAll } from "../leave/accrue.ts";
import { forgetFiles } from "../timesheets/file-parts.ts";
import { runDueExports } from "../timesheets/run-export.ts";
import { comparePeriods } from "../periods/compare-periods.ts";
import { openPeriods } from "../periods/open-periods.ts";
import { stepPeriods } from "../periods/step-periods.ts";
import { refreshBoards } from "../team/refresh-boards.ts";
import { remindPapers } from "../requests/remind-papers.ts";
import { escalateRequests } from "../requests/escalate-requests.ts";
import { tellWorkedOnLeave } from "../requests/tell-worked-on-leave.ts";
import { concludeLive } from "../trust/conclude-live.ts";

const hour = 60 * 60_000;
const fiveMinutes = 5 * 60_000;
const day = 24 * hour;
/** Days begin on a quarter of an hour in every zone. */
const quarter = hour / 4;

interface Job {
  readonly name: string;
  /** Once in so many ms of UTC over all processes; every tick without it. */
  readonly once?: number;
  /** A job that says false is not through: the next tick goes on with it. */
  readonly run: (deps: Deps, now: number) => Promise<unknown>;
}

const jobsOf = (sending: Sending): readonly Job[] => [
  { name: "step_orders", run: (deps) => stepOrders(systemContext(deps, "job:step-orders")) },
  { name: "close_months", once: quarter, run: (deps) => closeAll(deps, sending) },
  { name: "billing_alerts", once: hour, run: billingAlerts },
  { name: "conclude_live", run: (deps) => concludeLive(systemContext(deps, "job:conclude-live")) },
  { name: "send_summaries", once: quarter, run: sendSummaries },
  { name: "step_confirmations", run: stepConfirmations },
  { name: "finish_recoveries", run: finishRecoveries },
  { name: "payments", run: reconcilePayments },
  {
    name: "open_periods",
    once: quarter,
    run: (deps) => openPeriods(systemContext(deps, "job:open-periods")),
  },
  { name: "step_periods", run: (deps) => stepPeriods(systemContext(deps, "job:step-periods")) },
  {
    name: "compare_periods",
    once: hour,
    run: (deps) => comparePeriods(systemContext(deps, "job:compare-periods")),
  },
  { name: "team_boards", run: refreshBoards },
  { name: "escalate_requests", once: fiveMinutes, run: escalateRequests },
  { name: "worked_on_leave", once: day, run: tellWorkedOnLeave },
  { name: "exports", run: runDueExports },
  {
    name: "begin_watches",
    once: quarter,
    run: (deps, now) => beginWatches(deps, now),
  },
  { name: "step_watches", run: (deps, now) => stepWatches(deps, now) },
  { name: "run_imports", run: (deps, now) => runImports(deps, now) },
  { name: "send_due", run: (deps) => sendDueAll(deps, sending) },
  { name: "zarinpal_sweep", once: fiveMinutes, run: sweepZarinpal },
  { name: "stars_sweep", once: fiveMinutes, run: sweepStars },
  { name: "audit_books", once: day, run: parkFaulty },
  { name: "remind_papers", once: hour, run: remindPapers },
  { name: "expire_swaps", once: quarter, run: expireSwaps },
  { name: "accrue", once: day, run: accrueAll },
  {
    name: "tell_years",
    once: day,
    run: (deps) => tellYears(systemContext(deps, "job:tell-years")),
  },
  { name: "prune", once: day, run: prune },
];

/**
 * Everything that is due, called by a timer on Node and by cron on the edge. Safe to run twice, at once, or late.
 * One job's failure does not stop the others. When `stop` is given it ends with the messages in hand.
 */
export async function tick(deps: Deps, sending: Partial<Sending> = {}): Promise<void> {
  const { pace = createPace(), stop } = sending;
  const jobs = jobsOf({ pace, stop });
  const now = deps.clock();
  const due = await dueJobs(deps, jobs, now).catch((error: unknown) => {
    failed(deps, "job_slots", error);
    return jobs.filter(({ once }) => once === undefined);
  });
  for (const job of due) {
    if (stop?.aborted) return;
    await runJob(deps, job, now).catch((error: unknown) => failed(deps, job.name, error));
  }
}

async function runJob(deps: Deps, { name, once, run }: Job, now: number): Promise<void> {
  const isThrough = (await run(deps, now)) !== false;
  if (isThrough && once !== undefined)
    await deps.db.write([finished(name, slotOf(now, once), now)]);
}

const failed = (deps: Deps, job: string, error: unknown): void =>
  deps.log("error", { event: "job_failed", job, ...errorFields(error) });

/** Those of every tick, and those whose slot nobody has finished: one read, so that a quiet tick costs little. */
async function dueJobs(deps: Deps, jobs: readonly Job[], now: number): Promise<readonly Job[]> {
  const slots = jobs.flatMap(({ name, once }) =>
    once === undefined ? [] : [[name, slotOf(now, once)]],
  );
  const [seen] = await deps.db.read([
    {
      sql: `select s.job from json_each(?) j join job_slots s on s.job = j.value ->> 0 and s.slot = j.value ->> 1`,
      params: [JSON.stringify(slots)],
    },
  ]);
  const finishedJobs = new Set(seen?.rows.map(([job]) => job));
  return jobs.filter(({ name }) => !finishedJobs.has(name));
}

/** What begins with a local day: the month before is closed, then a plan chosen for after the last one begins. */
async function closeAll(deps: Deps, { stop }: Sending): Promise<boolean> {
  const isDone = await closeMonths(systemContext(deps, "job:close-months"), { stop });
  await applyScheduled(systemContext(deps, "job:apply-scheduled"));
  return isDone;
}

async function billingAlerts(deps: Deps): Promise<void> {
  const ctx = systemContext(deps, "job:billing-alerts");
  await tellDueSoon(ctx);
  await tellPlanEnds(ctx);
  await tellCreditLow(ctx);
}

/** Until nothing is due, with a bound for one tick. */
async function sendDueAll(deps: Deps, sending: Sending): Promise<void> {
  for (let round = 0; round < 20; round++) {
    if (sending.stop?.aborted || (await sendDue(deps, sending)) === 0) return;
  }
}

/** `2026-11-21` for days, `2026-11-21T08:15` for what is shorter. */
const slotOf = (now: number, length: number): string =>
  new Date(now - (now % length)).toISOString().slice(0, length === day ? 10 : 16);

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
    { sql: "delete from job_slots where finished_at < ?", params: [now - 30 * day] },
    forgetRates(now),
    { sql: "delete from kiosk_scans where created_at < ?", params: [now - 3 * day] },
    { sql: "delete from confirmations where expires_at < ?", params: [now - 90 * day] },
    { sql: "delete from web_links where expires_at < ?", params: [now - day] },
    { sql: "delete from web_sessions where expires_at < ?", params: [now - 30 * day] },
    forgetFiles(now - 90 * day),
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
