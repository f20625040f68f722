import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { openEmbedded } from "../../db/client/embedded.ts";
import { translator } from "../../locales/index.ts";
import { startStub } from "../bench/stub.ts";
import { seedCrowd } from "../support/crowd.ts";
import { temporaryDatabase } from "../support/temp-database.ts";

const rounds = 6;
const people = 40;
const senders = 8;
const secret = "webhook-secret-of-tests";
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
  const telegram = createTelegram(users, `http://127.0.0.1:${port}/telegram/staff`);

  for (let round = 0; round < rounds; round += 1) {
    const child = await startServer(port, path, stub.url);
    const load = telegram.run();
    await pause(150 + Math.random() * 250);
    child.kill("SIGKILL");
    await once(child, "exit");
    await load.stop();
    const stored = await storedKeys(path);
    expect(telegram.acknowledged().filter((key) => !stored.includes(key))).toEqual([]);
  }
  const last = await startServer(port, path, stub.url);
  await telegram.repeatUnanswered();
  await quiet(`http://127.0.0.1:${port}/readyz`);
  last.kill("SIGTERM");
  await once(last, "exit");

  const stored = await storedKeys(path);
  expect(stored.toSorted()).toEqual(telegram.sent().toSorted());
  expect(stored.length).toBeGreaterThan(rounds * senders);
  expect(await unsentReceipts(path)).toBe(0);
  expect(stub.receipts(token)).toBeGreaterThanOrEqual(stored.length);
  await stub.stop();
  await remove();
}, 120_000);

function createTelegram(users: readonly number[], url: string) {
  const t = translator("fa", { calendar: "jalali", timeZone: "Asia/Tehran" });
  const labels = [t.tp("common.dock.clock_in"), t.tp("common.dock.clock_out")];
  const startedAt = Math.floor(Date.now() / 1000) - 20 * 3600;
  const unanswered: { readonly key: string; readonly body: string }[] = [];
  const sent: string[] = [];
  const acknowledged: string[] = [];
  let made = 0;

  const next = () => {
    const user = users[made % users.length] ?? 0;
    const turn = Math.floor(made / users.length);
    made += 1;
    const message = {
      message_id: made,
      date: startedAt + turn * 300,
      from: { id: user, is_bot: false, first_name: "سارا", language_code: "fa" },
      chat: { id: user, type: "private", first_name: "سارا" },
      text: labels[turn % 2],
    };
    sent.push(`tg:staff:${user}:${made}`);
    return {
      key: `tg:staff:${user}:${made}`,
      body: JSON.stringify({ update_id: 1_000 + made, message }),
    };
  };

  const deliver = async (update: {
    readonly key: string;
    readonly body: string;
  }): Promise<void> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret },
      body: update.body,
    }).catch(() => null);
    if (response?.status === 200) acknowledged.push(update.key);
    else unanswered.push(update);
  };

  return {
    sent: () => sent,
    acknowledged: () => acknowledged,
    run() {
      const stopping = new AbortController();
      const workers = Array.from({ length: senders }, async () => {
        while (!stopping.signal.aborted) {
          await deliver(unanswered.shift() ?? next());
          await pause(1);
        }
      });
      return {
        async stop() {
          stopping.abort();
          await Promise.all(workers);
        },
      };
    },
    async repeatUnanswered() {
      for (let tries = 0; unanswered.length > 0 && tries < 2000; tries += 1) {
        const update = unanswered.shift();
        if (update !== undefined) await deliver(update);
      }
    },
  };
}

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
  for (let tries = 0; tries < 200; tries += 1) {
    const health = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    if (health?.ok === true) return child;
    await pause(50);
  }
  throw new Error("The server did not start");
}

/** Waits until no message is due. */
async function quiet(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await pause(200);
    const { outboxDue } = (await (await fetch(url)).json()) as { outboxDue: number };
    if (outboxDue === 0) break;
  }
  await pause(1500);
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
