import { setTimeout as pause } from "node:timers/promises";
import { performance } from "node:perf_hooks";
import { percentile, runLoad } from "./load.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Stub } from "./stub.ts";
import { punchUpdates, type UpdateSource } from "./updates.ts";

export interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly token: string;
  readonly secret: string;
  readonly updates: UpdateSource;
}

export interface Round {
  readonly contestant: string;
  readonly connections: number;
  readonly punches: number;
  /** Punches by the time between the first call and the last receipt. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuMicros: number;
  readonly roundTrips: number;
  readonly errors: number;
  /** Acknowledged = stored = receipts sent. */
  readonly correct: boolean;
}

export const contestant = (
  name: string,
  server: ServerProcess,
  token: string,
  secret: string,
): Contestant => ({ name, server, token, secret, updates: punchUpdates() });

/** Loads one server and compares what it acknowledged with what it stored and what it sent. */
export async function runRound(
  { name, server, token, secret, updates }: Contestant,
  stub: Stub,
  connections: number,
  seconds: number,
): Promise<Round> {
  const before = await server.figures();
  const receiptsBefore = stub.receipts(token);
  const started = performance.now();
  const load = await runLoad({ url: server.url, secret, updates }, connections, seconds);
  const receipts = async () => stub.receipts(token) - receiptsBefore;
  const complete = await until(async () => (await receipts()) >= load.acknowledged);
  const elapsed = performance.now() - started;
  const after = await server.figures();
  const stored = after.storedPunches - before.storedPunches;
  return {
    contestant: name,
    connections,
    punches: load.acknowledged,
    perSecond: (load.acknowledged * 1000) / elapsed,
    p50: percentile(load.latencies, 0.5),
    p99: percentile(load.latencies, 0.99),
    cpuMicros: (after.cpuMicros - before.cpuMicros) / load.acknowledged,
    roundTrips: (after.roundTrips - before.roundTrips) / load.acknowledged,
    errors: load.errors,
    correct: complete && stored === load.acknowledged && (await receipts()) === load.acknowledged,
  };
}

/** @returns false when it did not come true in 10 s */
async function until(isTrue: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 5_000; attempt += 1) {
    if (await isTrue()) return true;
    await pause(2);
  }
  return false;
}
