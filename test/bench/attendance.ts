import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import Libsql from "libsql";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayStatements, readDayFiles } from "../../api/attendance/load-days.ts";
import { loadMember } from "../../api/core/member.ts";
import { ask, named } from "../../bot/core/api.ts";
import { type Company, foundCompany } from "../api/attendance-company.ts";
import { owners } from "../api/attendance-messages.ts";
import { type ApiWorld, createApiWorld } from "../support/api-world.ts";
import { fillPunches, limitOf, monthRange } from "./attendance-fill.ts";
import { watchMemory } from "./watch-memory.ts";

/** As the peer's bench has it: 500 people, 22 days, 4 punches a day. */
const derived = 500;
const many = 1000;
const rounds = 7;

export interface AttendanceFigures {
  /** Derivation of a month of 500 people from stored rows, ms: the median, and the bare limit in the same run. */
  readonly deriveMs: number;
  readonly limitMs: number;
  readonly boardMs: number;
  readonly boardTrips: number;
  readonly t13XlsxMs: number;
  readonly t13PdfMs: number;
  /** How far memory grew while a file of 1,000 people was made, and while one of 250 was, MiB. */
  readonly t13GrewMiB: number;
  readonly t13QuarterGrewMiB: number;
  /** The longest time nothing else ran while the files were made, ms. */
  readonly longestBlockMs: number;
}

/** The month of a company from its stored rows, the board of 1,000 people, and T‑13 of 1,000 people. */
export async function benchAttendance(): Promise<AttendanceFigures> {
  const [deriveMs, limitMs] = await deriveMonths();
  const world = await createApiWorld(monthRange.afterwards, { isQuiet: true });
  try {
    const company = await foundCompany(world.db, { profile: "ru" });
    await fillPunches(world.db, company, many);
    const board = await readBoards(world, company);
    await makeFile(world, company, "xlsx", "first");
    const quarter = await quarterOf();
    const xlsx = await makeFile(world, company, "xlsx", "full");
    const pdf = await makeFile(world, company, "pdf", "full");
    const figures = {
      deriveMs,
      limitMs,
      ...board,
      t13XlsxMs: xlsx.ms,
      t13PdfMs: pdf.ms,
      t13GrewMiB: xlsx.grewMiB,
      t13QuarterGrewMiB: quarter,
      longestBlockMs: Math.max(xlsx.blockMs, pdf.blockMs),
    };
    print(figures);
    return figures;
  } finally {
    await world.close();
  }
}

/** Rows of the log → days of everybody, beside a bare pairing of the same rows; in turn, the medians. */
async function deriveMonths(): Promise<readonly [number, number]> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bench-attendance-"));
  const world = await createApiWorld(monthRange.afterwards, { isQuiet: true });
  try {
    const company = await foundCompany(world.db, { profile: "ru" });
    await fillPunches(world.db, company, derived);
    const { organisation } = await loadMember({
      deps: world.deps,
      requestId: "bench",
      caller: { bot: "owner", telegramUserId: company.owner.telegramUserId },
      command: null,
    });
    const limit = limitOf(new Libsql(join(folder, "limit.db")), derived);
    const product: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const started = performance.now();
      const results = await world.db.read(dayStatements(organisation, null, monthRange));
      const { files, derive } = readDayFiles(results, organisation);
      const worked = files
        .flatMap((file) => derive(file, monthRange, monthRange.afterwards))
        .reduce((sum, day) => sum + day.totals.worked, 0);
      const between = performance.now();
      const paired = limit.pair();
      const ended = performance.now();
      // The lunch hour is between the second and the third punch of a day.
      if (worked !== paired.minutes || paired.minutes === 0)
        wrong(`${worked} and ${paired.minutes}`);
      if (round === 0) continue;
      product.push(between - started);
      bare.push(ended - between);
    }
    limit.close();
    return [median(product), median(bare)];
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readBoards(world: ApiWorld, company: Company) {
  const api = owners(world, company.owner);
  const times: number[] = [];
  const trips = world.db.roundTrips;
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    const { total } = await ask(api.attendance.board.$get({ query: {} }));
    if (round > 0) times.push(performance.now() - started);
    if (total < many) wrong(`${total} people on the board`);
  }
  // Who asks is a read of its own.
  return {
    boardMs: median(times),
    boardTrips: (world.db.roundTrips - trips) / (rounds + 1) - 1,
  };
}

/** The same file for a quarter of the people, in a world of its own. */
async function quarterOf(): Promise<number> {
  const world = await createApiWorld(monthRange.afterwards, { isQuiet: true });
  try {
    const company = await foundCompany(world.db, { profile: "ru" });
    await fillPunches(world.db, company, many / 4);
    return (await makeFile(world, company, "xlsx", "full")).grewMiB;
  } finally {
    await world.close();
  }
}

async function makeFile(
  world: ApiWorld,
  company: Company,
  format: "xlsx" | "pdf",
  part: "first" | "full",
) {
  const api = owners(world, company.owner);
  const memory = watchMemory();
  const blocks = watchBlocks();
  const started = performance.now();
  const { id } = await ask(
    api.timesheets.exports.$post(
      { json: { kind: "t13", format, period: monthRange.period, part } },
      named(world.key()),
    ),
  );
  // It is made after the answer; the messages of a tick, 25 a second, are not waited for.
  let made = await ask(api.timesheets.exports[":id"].$get({ param: { id } }));
  while (made.state === "running") {
    await setTimeout(10);
    made = await ask(api.timesheets.exports[":id"].$get({ param: { id } }));
  }
  const ms = performance.now() - started;
  if (made.state !== "done" || made.done !== made.total) wrong(`the export is ${made.state}`);
  return { ms, grewMiB: memory.stop(), blockMs: blocks.stop() };
}

/** Watches how long the event loop stands still. */
function watchBlocks(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 5);
  return {
    stop() {
      clearInterval(timer);
      look();
      return longest;
    },
  };
}

function wrong(what: string): void {
  console.error(`NOT CORRECT: ${what}`);
  process.exitCode = 1;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const ms = (value: number) => `${Math.round(value)} ms`;

function print(figures: AttendanceFigures): void {
  const { deriveMs, limitMs, boardMs, boardTrips, t13XlsxMs, t13PdfMs } = figures;
  console.log("\nattendance: a month of 500 people × 22 days × 4 punches, then 1,000 people");
  console.log(
    `derived from stored rows: ${ms(deriveMs)}, bare pairing of the same rows ${ms(limitMs)} (${(deriveMs / limitMs).toFixed(1)} of it)`,
  );
  console.log(`board of 1,000 people: ${ms(boardMs)}, ${boardTrips} round trip`);
  console.log(
    `T-13 of 1,000 people: XLSX ${ms(t13XlsxMs)}, PDF ${ms(t13PdfMs)}; the longest block ${ms(figures.longestBlockMs)}`,
  );
  console.log(
    `memory grew by ${figures.t13GrewMiB.toFixed(0)} MiB for 1,000 people, ${figures.t13QuarterGrewMiB.toFixed(0)} MiB for 250`,
  );
}
