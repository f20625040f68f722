import type { Deps } from "../deps.ts";
import type { Look } from "./keep-looking.ts";

/**
 * Notes of the schedule, which are no facts of anybody's: when to look next, and how far a list is read. They need no permit
 * and no entry in the log; what ends an attempt goes through `commit`.
 */

type Notes = Pick<Deps, "db" | "clock">;

/** An attempt was looked at in vain; what ends it meanwhile wins. */
export async function noteLook({ db }: Notes, attemptId: string, look: Look): Promise<void> {
  await db.write([
    {
      sql: `update attempts set checks = checks + 1, next_check_at = ?, under_review_at = coalesce(under_review_at, ?)
        where id = ? and concluded_at is null`,
      params: [look.nextCheckAt, look.underReviewAt, attemptId],
    },
  ]);
}

/** The next tick looks at it. */
export async function lookNow({ db, clock }: Notes, attemptId: string): Promise<void> {
  await db.write([
    {
      sql: "update attempts set next_check_at = ? where id = ? and concluded_at is null",
      params: [clock(), attemptId],
    },
  ]);
}

/** The gateway has not answered the making of an attempt. */
export async function noteUnanswered(
  { db }: Notes,
  attemptId: string,
  told: { readonly nextCheckAt: number; readonly reason: string },
): Promise<void> {
  await db.write([
    {
      sql: `update attempts set next_check_at = ?, error = ?
        where id = ? and gateway_ref is null and concluded_at is null`,
      params: [told.nextCheckAt, told.reason, attemptId],
    },
  ]);
}

export async function lookAtRefund({ db }: Notes, refundId: string, at: number): Promise<void> {
  await db.write([
    {
      sql: "update refunds set next_check_at = ? where id = ? and state = 'pending'",
      params: [at, refundId],
    },
  ]);
}

/** The gateway's name of a refund, written once. */
export async function noteRefundRef({ db }: Notes, refundId: string, ref: string): Promise<void> {
  await db.write([
    {
      sql: "update refunds set gateway_ref = ? where id = ? and gateway_ref is null",
      params: [ref, refundId],
    },
  ]);
}

/** Nobody else takes it meanwhile; after a failure it is tried again so late, ms. */
const lease = 2 * 60_000;

/** Takes what is due, longest first. @returns ids */
export async function takeDue(
  { db, clock }: Notes,
  table: "attempts" | "refunds",
  most: number,
): Promise<string[]> {
  const now = clock();
  const due = `select id from ${table} where next_check_at <= ? order by next_check_at limit ${most}`;
  // Most ticks have nothing to do and should not write.
  const [seen] = await db.read([{ sql: due, params: [now] }]);
  if ((seen?.rows.length ?? 0) === 0) return [];
  const [taken] = await db.write([
    {
      sql: `update ${table} set next_check_at = ? where id in (${due}) returning id`,
      params: [now + lease, now],
    },
  ]);
  return (taken?.rows ?? []).map(([id]) => String(id));
}

const starsJob = "stars_offset";

/** How many movements of Stars are read. */
export async function knownStars({ db }: Notes): Promise<number> {
  const [found] = await db.read([
    { sql: "select max(cast(slot as integer)) from job_slots where job = ?", params: [starsJob] },
  ]);
  return Number(found?.rows[0]?.[0] ?? 0);
}

/** It only grows. */
export async function noteStars({ db, clock }: Notes, count: number): Promise<void> {
  await db.write([
    {
      sql: `insert into job_slots (job, slot, finished_at) values (?, ?, ?)
        on conflict (job, slot) do update set finished_at = excluded.finished_at`,
      params: [starsJob, String(count), clock()],
    },
  ]);
}
