import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type Api, apiFor } from "../../bot/core/api.ts";
import { sandboxCredentials } from "../../bot/simulator/gateways/credentials.ts";
import {
  type RunningGateways,
  startGateways,
} from "../../bot/simulator/gateways/start-gateways.ts";
import { openEmbedded } from "../../db/client/embedded.ts";
import type { Cell, Database } from "../../db/client/port.ts";
import { openRemote } from "../../db/client/remote.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { startStub, type Stub } from "../bench/stub.ts";
import { foundCompany } from "../api/people-company.ts";
import { type ApiWorld, createApiWorld } from "./api-world.ts";
import { giveTerm } from "./billing.ts";
import { createTraps, type Traps } from "./money-traps.ts";
import { startPrimary } from "./sqld.ts";
import { temporaryDatabase } from "./temp-database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const clock = fileURLToPath(new URL("shift-clock.ts", import.meta.url));
/** As `npm start` does. */
const warm = fileURLToPath(new URL("../../api/warm-start.js", import.meta.url));
const redirect = fileURLToPath(new URL("money-redirect.ts", import.meta.url));
const ownerKey = "owner-key-of-money-tests";
export const ownerToken = "700000002:owner-token-of-tests";
export const operator = 900_000_001;

export interface Payer {
  readonly profile: "ir" | "ru";
  readonly owner: number;
  readonly orgId: string;
}

/** The real process of the product, with sandboxes, Telegram and perhaps a database server outside, which survive it. */
export interface MoneyProcess {
  readonly url: string;
  readonly gateways: RunningGateways;
  readonly traps: Traps;
  readonly telegram: Stub;
  readonly payers: readonly Payer[];
  api(user: number): Api;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** All clocks go on, those of the gateways too. */
  advance(ms: number): void;
  /** Rows as they are stored; on an embedded file only while the process is dead. */
  rows(sql: string, ...params: readonly string[]): Promise<readonly (readonly Cell[])[]>;
  /** The same database in the test's own hands, for what the process must not do itself. */
  opened<T>(work: (db: Database) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** @param on the embedded file, or an sqld of its own */
export async function startMoneyProcess(
  on: "embedded" | "sqld",
  companies: readonly ("ir" | "ru")[],
): Promise<MoneyProcess> {
  const store = await (on === "sqld" ? onSqld() : onFile());
  const payers = await store.opened((db) => seed(db, companies));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const telegram = await startStub();
  const gateways = await startGateways({
    pulse: null,
    webhookTarget: `${url}/pay/yookassa/webhook`,
    clock: () => Date.now() + offset,
  });
  let offset = 0;
  let child: ChildProcess | null = null;

  const kill = async (): Promise<void> => {
    const dying = child;
    child = null;
    if (dying === null || dying.exitCode !== null || dying.signalCode !== null) return;
    const end = once(dying, "exit");
    dying.kill("SIGKILL");
    await end;
  };
  const traps = createTraps(kill);
  const settings = {
    PORT: String(port),
    PUBLIC_URL: url,
    TELEGRAM_API_ROOT: await traps.guard("telegram", telegram.url),
    TEST_GATEWAYS_URL: await traps.guard("gateway", gateways.url),
    ...(await store.settings(traps)),
    STAFF_BOT_TOKEN: "700000001:staff-token-of-tests",
    OWNER_BOT_TOKEN: ownerToken,
    STAFF_BOT_USERNAME: "hozur_staff_bot",
    OWNER_BOT_USERNAME: "hozur_owner_bot",
    STAFF_WEBHOOK_SECRET: "staff-webhook-secret-of-tests",
    OWNER_WEBHOOK_SECRET: "owner-webhook-secret-of-tests",
    STAFF_API_KEY: "staff-key-of-money-tests",
    OWNER_API_KEY: ownerKey,
    OPERATOR_TELEGRAM_IDS: String(operator),
    ZARINPAL_BASE_URL: "https://zarinpal.test",
    ZARINPAL_MERCHANT_ID: sandboxCredentials.zarinpal.merchantId,
    YOOKASSA_BASE_URL: "https://yookassa.test",
    YOOKASSA_SHOP_ID: sandboxCredentials.yookassa.shopId,
    YOOKASSA_SECRET_KEY: sandboxCredentials.yookassa.secretKey,
  };
  const access = {
    fetch: (to: string, init: RequestInit) => globalThis.fetch(to, init),
    origin: url,
    keys: { staff: "", owner: ownerKey },
  };
  process.once("exit", () => void child?.kill("SIGKILL"));

  const running: MoneyProcess = {
    url,
    gateways,
    traps,
    telegram,
    payers,
    api: (user) => apiFor(access, "owner", user),
    kill,
    async start() {
      child = await launched({ ...settings, TEST_CLOCK_OFFSET_MS: String(offset) });
    },
    advance(ms) {
      offset += ms;
      child?.send({ offset });
    },
    rows: (sql, ...params) =>
      store.opened(async (db) => (await db.read([{ sql, params }]))[0]?.rows ?? []),
    opened: store.opened,
    async stop() {
      await kill();
      await traps.stop();
      await gateways.stop();
      await telegram.stop();
      await store.remove();
    },
  };
  await running.start();
  return running;
}

interface Store {
  settings(traps: Traps): Promise<Readonly<Record<string, string>>>;
  opened<T>(work: (db: Database) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

async function onFile(): Promise<Store> {
  const { db, path } = await temporaryDatabase();
  await db.close();
  return {
    settings: () => Promise.resolve({ DATABASE_PATH: path, DATABASE_URL: "" }),
    async opened(work) {
      const again = await openEmbedded({ path });
      try {
        return await work(again);
      } finally {
        await again.close();
      }
    },
    remove: () => rm(dirname(path), { recursive: true, force: true }),
  };
}

async function onSqld(): Promise<Store> {
  const primary = await startPrimary();
  const db = openRemote({ url: primary.url });
  await migrate(db, await readMigrations());
  return {
    settings: async (traps) => ({ DATABASE_URL: await traps.guard("database", primary.url) }),
    opened: (work) => work(db),
    async remove() {
      await db.close();
      await primary.stop();
    },
  };
}

/** Companies with a plan that is paid, founded through the API. */
async function seed(db: Database, companies: readonly ("ir" | "ru")[]): Promise<Payer[]> {
  const open = () => Promise.resolve({ db, remove: () => Promise.resolve() });
  const world: ApiWorld = await createApiWorld(Date.now(), { open });
  const payers: Payer[] = [];
  for (const [index, profile] of companies.entries()) {
    const owner = 1000 + index;
    const { organisationId: orgId } = await foundCompany(world, owner, profile);
    await giveTerm(world.deps, orgId, profile === "ir" ? "ir-6" : "ru-6", { quantity: 1 });
    payers.push({ profile, owner, orgId });
  }
  await world.close();
  return payers;
}

async function launched(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ["--import", warm, "--import", clock, "--import", redirect, "api/node.ts"],
    {
      cwd: root,
      env: { ...process.env, ...settings, NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  if (child.stdout === null) throw new Error("no output to read");
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('"event":"started"')) break;
  if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}`);
  child.stdout.resume();
  return child;
}

/** Time goes by until nothing is due any more. */
export async function comeToRest(product: MoneyProcess): Promise<void> {
  for (const minutes of [3, 11, 31]) {
    product.advance(minutes * 60_000);
    await product.gateways.control.settle();
    // Two ticks: one may have been under way.
    await pause(2200);
    await until(async () => {
      const ready = (await (await fetch(`${product.url}/readyz`)).json()) as { outboxDue: number };
      return ready.outboxDue === 0;
    }, "the outbox is empty");
  }
}

/** Asks again and again until it is so. @throws {Error} after 20 s */
async function until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await pause(50);
  }
  throw new Error(`never: ${what}`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return typeof address === "object" && address !== null ? address.port : 0;
}
