import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sqldBinary } from "./sqld-binary.ts";

export interface Sqld {
  readonly url: string;
  /** Kills the server and removes its files. */
  readonly stop: () => Promise<void>;
}

export interface SqldPrimary extends Sqld {
  readonly replicationUrl: string;
  /** Kills the server at once; its files stay. */
  readonly crash: () => Promise<void>;
  /** Starts it again on its files and its port. */
  readonly restart: () => Promise<void>;
  /** Stops it where it is: connections stay open and nothing is answered. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** Starts an sqld of its own on free loopback ports, with every commit synced to disk. */
export async function startPrimary(): Promise<SqldPrimary> {
  const [http, grpc, admin] = await freePorts(3);
  const server = await start(http, [
    "--grpc-listen-addr",
    `127.0.0.1:${grpc}`,
    "--admin-listen-addr",
    `127.0.0.1:${admin}`,
  ]);
  await syncEveryCommit(`http://127.0.0.1:${admin}`);
  return {
    ...server,
    replicationUrl: `http://127.0.0.1:${grpc}`,
    async restart() {
      await server.restart();
      await syncEveryCommit(`http://127.0.0.1:${admin}`);
    },
  };
}

/** Starts a server that follows the primary and forwards writes to it. */
export async function startReplica(primary: SqldPrimary): Promise<Sqld> {
  const [http] = await freePorts(1);
  return start(http, [
    "--primary-grpc-url",
    primary.replicationUrl,
    "--http-primary-url",
    primary.url,
  ]);
}

async function start(port: number | undefined, options: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "hozur-sqld-"));
  const address = `127.0.0.1:${port}`;
  const binary = await sqldBinary();
  const launch = (): ChildProcess =>
    spawn(
      binary,
      ["-d", join(folder, "data.sqld"), "--http-listen-addr", address, "--no-welcome", ...options],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
  let child = launch();
  const killWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const stop = async (): Promise<void> => {
    process.off("exit", killWithUs);
    await kill(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilHealthy(`http://${address}`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://${address}`,
    stop,
    crash: () => kill(child),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async restart() {
      child = launch();
      await untilHealthy(`http://${address}`, child);
    },
  };
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`sqld ended at its start: ${said}`);
    const healthy = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    await pause(50);
  }
  throw new Error(`sqld at ${url} did not get healthy in 10 s: ${said}`);
}

/** sqld syncs commits lazily unless told; the setting replaces the whole configuration of the namespace. */
async function syncEveryCommit(adminUrl: string): Promise<void> {
  const response = await fetch(`${adminUrl}/v1/namespaces/default/config`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      block_reads: false,
      block_writes: false,
      durability_mode: "strong",
      txn_timeout_s: 5,
      allow_attach: false,
    }),
  });
  if (!response.ok) throw new Error(`sqld refused its configuration: HTTP ${response.status}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Ports that were free a moment ago; all are held at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
