import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { v7 as uuidv7 } from "uuid";
import { closeMonths } from "../../api/billing/close/close-months.ts";
import { systemContext } from "../../api/core/context.ts";
import type { Deps } from "../../api/deps.ts";
import type { Database } from "../../db/client/port.ts";
import { openEmbedded } from "../../db/client/embedded.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { fillCompanies, fillUsage, months, type Size } from "./month-close-fill.ts";
import { openLimit } from "./month-close-limit.ts";
import { watchMemory } from "./watch-memory.ts";

const size: Size = { organisations: 1000, people: 100, punches: 60 };

export interface CloseRound {
  readonly period: string;
  /** One grouped count over all punches, ms. */
  readonly limitMs: number;
  /** The same count over the rows that the product keeps, ms. */
  readonly rollUpMs: number;
  /** Finding, counting, claiming, booking and telling of all months, ms. */
  readonly closeMs: number;
  /** Of the processor, without waiting for the disk or for others. */
  readonly limitCpuMs: number;
  readonly closeCpuMs: number;
  /** The longest that anybody waited for the writer, ms. */
  readonly longestBatchMs: number;
  readonly batches: number;
  readonly peakRssMiB: number;
  readonly repeatMs: number;
  readonly correct: boolean;
}

/** Closes a month of 1,000 companies with 6,000,000 punches, three times, beside the bare count of the same rows. */
export async function benchClose(): Promise<CloseRound[]> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bench-close-"));
  const started = performance.now();
  const limit = openLimit(join(folder, "limit.db"), size);
  const db = await openEmbedded({ path: join(folder, "hozur.db") });
  try {
    await migrate(db, await readMigrations());
    await fillCompanies(db, size);
    const filled = ((performance.now() - started) / 1000).toFixed(1);
    const punches = size.organisations * size.people * size.punches;
    console.log(`\nmonth close: ${punches.toLocaleString("en")} punches, filled in ${filled} s`);
    const rounds: CloseRound[] = [];
    for (const month of months) {
      await fillUsage(db, size, month.period);
      rounds.push(await closeOnce(db, limit.count, month));
    }
    print(rounds);
    return rounds;
  } finally {
    limit.close();
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function closeOnce(
  db: Database,
  countPunches: () => number,
  { period, endsAt }: (typeof months)[number],
): Promise<CloseRound> {
  const [active, limitMs, limitCpuMs] = await timed(async () => countPunches());
  const [, rollUpMs] = await timed(() => db.read([countUsage(period)]));
  const writes: number[] = [];
  const deps = depsOn(timing(db, writes), endsAt);
  const memory = watchMemory();
  const [isDone, closeMs, closeCpuMs] = await timed(() =>
    closeMonths(systemContext(deps, "job:bench")),
  );
  const peakRssMiB = memory.stop();
  const [, repeatMs] = await timed(() => closeMonths(systemContext(deps, "job:bench")));
  const [sums] = await db.read([
    {
      sql: `select count(*), sum(charged), (select count(*) from outbox where kind = 'month-closed' and
            payload ->> 'period' = m.period)
          from month_closes m where period = ?`,
      params: [period],
    },
  ]);
  const [closed, charged, told] = sums?.rows[0] ?? [];
  const correct =
    isDone && charged === active && closed === size.organisations && told === size.organisations;
  if (!correct) {
    console.error("NOT CORRECT", { period, active, charged, closed, told });
    process.exitCode = 1;
  }
  return {
    period,
    limitMs,
    rollUpMs,
    closeMs,
    limitCpuMs,
    closeCpuMs,
    longestBatchMs: Math.max(...writes),
    batches: writes.length,
    peakRssMiB,
    repeatMs,
    correct,
  };
}

const countUsage = (period: string) => ({
  sql: `select org_id, count(distinct employee_id) from usage_months
    where close_id is null and period = ? group by org_id`,
  params: [period],
});

/** Tells how long each write held the only writer. */
const timing = (db: Database, writes: number[]): Database => ({
  read: (statements) => db.read(statements),
  async write(statements) {
    const started = performance.now();
    const results = await db.write(statements);
    writes.push(performance.now() - started);
    return results;
  },
  get roundTrips() {
    return db.roundTrips;
  },
  close: () => db.close(),
});

/** What a job needs of the house. */
const depsOn = (db: Database, now: number): Deps => ({
  db,
  clock: () => now,
  ids: () => uuidv7(),
  log: (level, event) => console.log(level, event),
  ...({} as Omit<Deps, "db" | "clock" | "ids" | "log">),
});

/** @returns the result, ms on the clock, ms of the processor */
async function timed<T>(work: () => Promise<T>): Promise<[T, number, number]> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return [result, performance.now() - started, (user + system) / 1000];
}

function print(rounds: readonly CloseRound[]): void {
  console.table(
    rounds.map((round) => ({
      month: round.period,
      "limit: one count, ms": round.limitMs.toFixed(0),
      "count of our rows, ms": round.rollUpMs.toFixed(0),
      "whole close, ms": round.closeMs.toFixed(0),
      "CPU of both, ms": `${round.limitCpuMs.toFixed(0)}, ${round.closeCpuMs.toFixed(0)}`,
      batches: round.batches,
      "longest batch, ms": round.longestBatchMs.toFixed(1),
      "RSS grew, MiB": round.peakRssMiB.toFixed(1),
      "again, ms": round.repeatMs.toFixed(0),
      correct: round.correct ? "yes" : "NO",
    })),
  );
}
