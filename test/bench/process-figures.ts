import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import packageJson from "../../package.json" with { type: "json" };
import type { Stub } from "./stub.ts";

export interface ProcessFigures {
  readonly name: string;
  /** From the start of the process to its first 200. */
  readonly startMs: number;
  /** Null where the system has no /proc. */
  readonly idleRssMiB: number | null;
  /** Shared pages counted by share. */
  readonly idlePssMiB: number | null;
}

const idleSeconds = 5;
/** Of `npm start`, without npm. */
const startArguments = packageJson.scripts.start.split(" ").slice(1);

/** What `npm start` runs: first on no database with the simulator, then again, then with tokens and no simulator. */
export async function measureProcesses(folder: string, stub: Stub): Promise<ProcessFigures[]> {
  const demo = { DATABASE_PATH: join(folder, "demo.db") };
  const live = {
    DATABASE_PATH: join(folder, "live.db"),
    STAFF_BOT_TOKEN: "700000001:staff-of-the-bench",
    OWNER_BOT_TOKEN: "700000002:owner-of-the-bench",
    STAFF_BOT_USERNAME: "bench_staff_bot",
    OWNER_BOT_USERNAME: "bench_owner_bot",
    STAFF_WEBHOOK_SECRET: "secret-of-the-bench-0123456789",
    OWNER_WEBHOOK_SECRET: "secret-of-the-bench-0123456789",
    PUBLIC_URL: "https://bench.invalid",
    TELEGRAM_API_ROOT: stub.url,
  };
  return [
    await measure("npm start, empty folder: migrates, seeds, simulator", demo),
    await measure("npm start again", demo),
    await measure("with tokens and webhooks, empty database", live),
    await measure("with tokens and webhooks", live),
  ];
}

async function measure(name: string, settings: Record<string, string>): Promise<ProcessFigures> {
  const [port, simulatorPort] = await freePorts();
  const started = performance.now();
  const child = spawn(process.execPath, startArguments, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env["PATH"],
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      ...settings,
    },
  });
  try {
    await untilHealthy(`http://127.0.0.1:${port}/healthz`, child);
    const startMs = performance.now() - started;
    await pause(idleSeconds * 1000);
    const memory = await memoryOf(child.pid ?? 0);
    return { name, startMs, idleRssMiB: memory("Rss"), idlePssMiB: memory("Pss") };
  } finally {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error("The product ended at its start");
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await pause(5);
  }
  throw new Error("The product did not answer in 30 s");
}

async function memoryOf(pid: number): Promise<(row: "Rss" | "Pss") => number | null> {
  const rows = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return (row) => {
    const kibibytes = new RegExp(`^${row}:\\s+(\\d+) kB`, "m").exec(rows)?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  };
}

async function freePorts(): Promise<[number, number]> {
  const probes = [createServer(), createServer()].map((probe) => probe.listen(0, "127.0.0.1"));
  await Promise.all(probes.map((probe) => once(probe, "listening")));
  const [first = 0, second = 0] = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => once(probe.close(), "close")));
  return [first, second];
}
