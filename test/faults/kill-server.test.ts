import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { openEmbedded } from "../../db/client/embedded.ts";
import { startStub } from "../bench/stub.ts";
import { seedCrowd } from "../support/crowd.ts";
import { temporaryDatabase } from "../support/temp-database.ts";
import { createPunchLoad, secret } from "./punch-load.ts";

const rounds = 6;
const people = 40;
const server = fileURLToPath(new URL("../../api/node.ts", import.meta.url));
const token = "700000001:staff-token-of-tests";

/**
 * Telegram posts punches and repeats what was not answered with 200; the server is killed at moments of chance. Afterwards
 * what was acknowledged is compared with what is stored (TG 8.1, 8.3).
 */
it("loses no acknowledged punch and doubles none when the server is killed under load", async () => {
  const { db: prepared, path, remove } = await temporaryDatabase();
  const { users } = await seedCrowd(prepared, { people });
  await prepared.close();
  const stub = await startStub();
  const port = await freePort();
  const telegram = createPunchLoad(users, `http://127.0.0.1:${port}/telegram/staff`, Date.now());

  for (let round = 0; round < rounds; round += 1) {
    const child = await startServer(port, path, stub.url);
    const load = telegram.run();
    await telegram.moreAcknowledged(people);
    await pause(Math.random() * 250);
    child.kill("SIGKILL");
    await once(child, "exit");
    await load.stop();
    const stored = await storedKeys(path);
    expect(telegram.acknowledged().filter((key) => !stored.includes(key))).toEqual([]);
  }
  for (let start = 0; start === 0 || (start < 10 && (await unsentReceipts(path)) > 0); start += 1) {
    const child = await startServer(port, path, stub.url);
    await telegram.repeatUnanswered();
    await quiet(`http://127.0.0.1:${port}/readyz`);
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  const stored = await storedKeys(path);
  expect(stored.toSorted()).toEqual(telegram.sent().toSorted());
  expect(stored.length).toBeGreaterThan(rounds * people);
  expect(await unsentReceipts(path)).toBe(0);
  expect(stub.receipts(token)).toBeGreaterThanOrEqual(stored.length);
  await stub.stop();
  await remove();
}, 120_000);

async function startServer(port: number, path: string, apiRoot: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [server], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_PATH: path,
      TELEGRAM_API_ROOT: apiRoot,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      STAFF_BOT_TOKEN: token,
      OWNER_BOT_TOKEN: "700000002:owner-token-of-tests",
      STAFF_BOT_USERNAME: "hozur_staff_bot",
      OWNER_BOT_USERNAME: "hozur_owner_bot",
      STAFF_WEBHOOK_SECRET: secret,
      OWNER_WEBHOOK_SECRET: secret,
    },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for (let tries = 0; tries < 200; tries += 1) {
    const health = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (health?.ok === true) return child;
    await pause(50);
  }
  throw new Error("The server did not start");
}

/** Waits until no message is due; those in hand when the server is stopped go out after its next start. */
async function quiet(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await pause(200);
    const { outboxDue } = (await (await fetch(url)).json()) as { outboxDue: number };
    if (outboxDue === 0) break;
  }
}

async function storedKeys(path: string): Promise<string[]> {
  const db = await openEmbedded({ path });
  const [keys] = await db.read([{ sql: "select source_key from punches", params: [] }]);
  await db.close();
  return (keys?.rows ?? []).map(([key]) => String(key));
}

async function unsentReceipts(path: string): Promise<number> {
  const db = await openEmbedded({ path });
  const [left] = await db.read([
    { sql: "select count(*) from outbox where state <> 'sent'", params: [] },
  ]);
  await db.close();
  return Number(left?.rows[0]?.[0]);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
