import { fileURLToPath } from "node:url";
import { botNames } from "../../api/core/words.ts";
import { createSimulator, type Simulator } from "../../bot/simulator/simulator.ts";
import type { Database } from "../../db/client/port.ts";
import { openRemote } from "../../db/client/remote.ts";
import { migrate } from "../../db/migrate.ts";
import { readMigrations } from "../../db/read-migrations.ts";
import { testConfig } from "./api-world.ts";
import { startPrimary } from "./sqld.ts";

// Read when wrangler is loaded, so before that: this machine may have no way out, and nobody is to be told.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["WRANGLER_SEND_METRICS"] = "false";
process.env["CI"] ??= "1";

const tokens = { staff: "700000001:staff-token-of-tests", owner: "700000002:owner-token-of-tests" };
const secret = "webhook-secret-of-tests";
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface WorkerWorld {
  readonly sim: Simulator;
  /** The Worker's database, past the Worker. */
  readonly db: Database;
  /** Address of the Worker. */
  readonly url: string;
  readonly secret: string;
  /** Lines that the Worker logged at warn or error, and what workerd itself complains about. */
  complaints(): readonly string[];
  /** Instant in ms: the machine's own clock. */
  now(): number;
  /** Runs the cron event of the Worker. */
  tick(): Promise<void>;
  /** Puts new isolates in place of the running ones, as a deployment does. */
  restart(): Promise<void>;
  /** Kills sqld, for good. */
  stopDatabase(): Promise<void>;
  /** Waits until nothing is on its way, and runs what is due. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerWorldOptions {
  /** False leaves the database empty, as before the first migration. Default true. */
  readonly migrated?: boolean;
  /** Settings of the Worker that differ; an empty text takes one away. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The product as it is deployed: `wrangler.toml`, bundled, in real workerd, against a real sqld and the simulator. */
export async function createWorkerWorld(options: WorkerWorldOptions = {}): Promise<WorkerWorld> {
  const { createTestHarness } = await import("wrangler");
  const sqld = await startPrimary();
  const db = openRemote({ url: sqld.url });
  if (options.migrated ?? true) await migrate(db, await readMigrations());
  const sim = createSimulator({
    bots: botNames.map((kind) => ({
      kind,
      token: tokens[kind],
      username: testConfig.botNames[kind],
      name: kind,
    })),
    retryDelays: [50, 100, 200, 400, 800],
    retryAfterSecond: 10,
    firstUpdateId: 1,
  });
  await sim.start();

  const settings = {
    DATABASE_URL: sqld.url,
    DATABASE_TOKEN: "",
    STAFF_BOT_TOKEN: tokens.staff,
    OWNER_BOT_TOKEN: tokens.owner,
    STAFF_BOT_USERNAME: testConfig.botNames.staff,
    OWNER_BOT_USERNAME: testConfig.botNames.owner,
    STAFF_WEBHOOK_SECRET: secret,
    OWNER_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: sim.url,
    LINK_ORIGIN: testConfig.linkOrigin,
    ...options.settings,
  };
  const worker = (publicUrl: string) => ({
    root,
    workers: [{ configPath: "wrangler.toml", secrets: { ...settings, PUBLIC_URL: publicUrl } }],
  });
  const harness = createTestHarness(worker(""));
  const { url } = await harness.listen();
  const origin = url.origin;
  // Only now is the address known that the Worker has to tell Telegram.
  await harness.update(worker(origin));

  const tick = async (): Promise<void> =>
    void (await harness.getWorker().scheduled({ cron: "* * * * *", scheduledTime: new Date() }));
  await tick();

  return {
    sim,
    db,
    url: origin,
    secret,
    complaints: () =>
      harness
        .getLogs()
        .filter(({ level, message }) => level === "error" || /"level":"(warn|error)"/.test(message))
        .map(({ message }) => message),
    now: () => Date.now(),
    tick,
    restart: () => harness.update(worker(origin)),
    stopDatabase: sqld.stop,
    async settle() {
      for (let round = 0; round < 2; round += 1) {
        await sim.idle();
        await tick();
      }
      await sim.idle();
    },
    async close() {
      await harness.close();
      await sim.stop();
      await db.close();
      await sqld.stop();
    },
  };
}
