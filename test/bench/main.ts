import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPrimary } from "../support/sqld.ts";
import { benchAttendance } from "./attendance.ts";
import { benchClose } from "./month-close.ts";
import { benchOrders } from "./orders.ts";
import { measureProcesses } from "./process-figures.ts";
import { contestant, runRound, type Contestant, type Round } from "./round.ts";
import { startServer } from "./server-process.ts";
import { startStub, type Stub } from "./stub.ts";
import { printBundle, printProcesses, printRounds, summarise } from "./table.ts";
import { measureBundle } from "./worker-bundle.ts";

const all = ["product", "bare", "raw"] as const;
/** `npm run bench -- bare raw` leaves the others out; `attendance` derives months and makes timesheets, `close` and `orders` are the benches of billing. */
const isWanted = (name: string) => process.argv.length === 2 || process.argv.includes(name);
const names = all.filter(isWanted);
const connectionLevels = [1, 8, 32] as const;
const secret = "secret-of-the-bench-0123456789";

interface Race {
  readonly title: string;
  readonly rounds: number;
  readonly seconds: number;
}

/** `npm run bench`: prints the figures of the punch path, the process and billing, and keeps them in .cache/bench*.json. */
async function main(): Promise<void> {
  await mkdir(".cache", { recursive: true });
  if (isWanted("attendance")) await keep("bench-attendance", await benchAttendance());
  if (isWanted("close")) await keep("bench-close", await benchClose());
  if (isWanted("orders")) await keep("bench-orders", await benchOrders());
  if (names.length > 0) await benchPunches();
}

const keep = (name: string, figures: unknown) =>
  writeFile(`.cache/${name}.json`, JSON.stringify(figures, null, 2));

async function benchPunches(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bench-"));
  const stub = await startStub();
  try {
    const file = await race(
      { title: "embedded file, synchronous FULL", rounds: 4, seconds: 1.5 },
      stub,
      async (name) => ({ database: { file: join(folder, `${name}.db`) }, end: async () => {} }),
    );
    const sqld = await race(
      { title: "sqld on loopback, durability strong", rounds: 3, seconds: 1.5 },
      stub,
      async () => {
        const primary = await startPrimary();
        return { database: { url: primary.url }, end: primary.stop };
      },
    );
    const processes = await measureProcesses(folder, stub);
    printProcesses(processes);
    const bundle = await measureBundle(join(folder, "worker"));
    printBundle(bundle);
    await keep("bench", { file, sqld, processes, bundle });
  } finally {
    await stub.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type OpenDatabase = (
  name: string,
) => Promise<{ database: { file: string } | { url: string }; end: () => Promise<void> }>;

/** Rounds of all contestants and levels in turn, so that a slow minute of the machine meets all; the first warms up. */
async function race(
  { title, rounds, seconds }: Race,
  stub: Stub,
  open: OpenDatabase,
): Promise<ReturnType<typeof summarise>> {
  const ends: (() => Promise<void>)[] = [];
  const results: Round[] = [];
  try {
    const contestants: Contestant[] = [];
    for (const [index, name] of names.entries()) {
      const { database, end } = await open(name);
      ends.push(end);
      const token = `${index + 10}:${name}-of-the-bench`;
      const server = await startServer(name, { stubUrl: stub.url, token, secret, database });
      ends.push(server.stop);
      contestants.push(contestant(name, server, token, secret));
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const connections of connectionLevels)
        for (const one of contestants) {
          const result = await runRound(one, stub, connections, round === 0 ? 0.7 : seconds);
          if (!result.correct || result.errors > 0) {
            console.error("NOT CORRECT", result);
            process.exitCode = 1;
          }
          if (round > 0) results.push(result);
        }
    }
  } finally {
    for (const end of ends.toReversed()) await end();
  }
  const summary = summarise(results);
  printRounds(title, summary);
  return summary;
}

await main();
