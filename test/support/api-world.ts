import { v7 as uuidv7 } from "uuid";
import { createApp } from "../../api/app.ts";
import type { Log } from "../../api/core/log.ts";
import type { Mailer } from "../../api/core/mailer.ts";
import type { Delivery, OutgoingNotice } from "../../api/core/messenger.ts";
import type { BotName } from "../../api/core/words.ts";
import { createWriteSoon } from "../../api/core/write-soon.ts";
import type { RunningGateways } from "../../bot/simulator/gateways/start-gateways.ts";
import type { StartGatewaysOptions } from "../../bot/simulator/gateways/start-gateways.ts";
import type { ApiConfig, Deps, StarTill } from "../../api/deps.ts";
import { tick } from "../../api/operations/tick.ts";
import { apiFor, type Api } from "../../bot/core/api.ts";
import type { Database } from "../../db/client/port.ts";
import { confirming, withoutQuestions } from "./confirming.ts";
import { sandboxRails } from "./sandbox-rails.ts";
import { temporaryDatabase } from "./temp-database.ts";

export const testConfig: ApiConfig = {
  botKeys: { staff: "staff-key-of-tests", owner: "owner-key-of-tests" },
  botNames: { staff: "hozur_staff_bot", owner: "hozur_owner_bot" },
  linkOrigin: "https://t.me",
  pageOrigin: "http://hozur.test",
  ownerChat: "https://t.me/hozur_owner_bot",
  version: "test",
  signingKey: "signing-key-of-tests",
  operators: [900_000_001],
};

export interface ApiWorld {
  readonly db: Database;
  readonly deps: Deps;
  readonly app: ReturnType<typeof createApp>;
  /** Sandboxes of Zarinpal and YooKassa, on the world's clock; they move in `control.settle()`. */
  readonly gateways: RunningGateways;
  /** Notices handed to the messenger so far. */
  readonly delivered: OutgoingNotice[];
  /** What the messenger answers; replace it to play Telegram's failures. */
  deliver: (notice: OutgoingNotice) => Promise<Delivery> | Delivery;
  /** Instant in ms; move it at will. */
  now: number;
  as(bot: BotName, telegramUserId: number): Api;
  /** A fresh idempotency key. */
  key(): string;
  /** Waits for deferred work and marks, then runs everything due. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const silent: Log = () => undefined;
const loud: Log = (level, event) => {
  if (level === "error") console.error(JSON.stringify(event));
};

export interface ApiWorldOptions {
  /** Another database than a file of its own. */
  readonly open?: () => Promise<{ readonly db: Database; remove(): Promise<void> }>;
  /** Stands in for the file, to play a database that fails. */
  readonly wrapDatabase?: (db: Database) => Database;
  /** Settings of the rails that differ. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly gateways?: StartGatewaysOptions;
  /** Errors are part of what is played: they are not shown. */
  readonly isQuiet?: boolean;
  /** Nobody says yes by themselves: a test of what has to be confirmed. */
  readonly twoStep?: boolean;
  readonly mailer?: Mailer;
  /** Telegram's till; without one Stars are refused. */
  readonly till?: StarTill;
}

/** The real API on a real database file, with a clock and a messenger in the test's hands. */
export async function createApiWorld(
  now = Date.parse("2026-11-21T08:00:00Z"),
  options: ApiWorldOptions = {},
): Promise<ApiWorld> {
  const log = options.isQuiet === true ? silent : loud;
  const { db: file, remove } = await (options.open ?? temporaryDatabase)();
  const db = options.wrapDatabase?.(file) ?? file;
  const { gateways, rails } = await sandboxRails({
    clock: () => world.now,
    webhookTarget: `${testConfig.pageOrigin}/pay/yookassa/webhook`,
    fetch: async (url, init) => app.request(url, init),
    settings: options.settings ?? {},
    ...options.gateways,
  });
  const deferred: Promise<unknown>[] = [];
  const soon = createWriteSoon(db, log, 5);
  const take = async (notice: OutgoingNotice): Promise<Delivery> => {
    world.delivered.push(notice);
    return world.deliver(notice);
  };
  const deps: Deps = {
    db,
    clock: () => world.now,
    ids: () => uuidv7(),
    log,
    config: testConfig,
    messenger: {
      deliver: options.twoStep === true ? take : withoutQuestions(take),
    },
    mailer: options.mailer ?? null,
    rails: {
      ...rails,
      stars: rails.stars && { ...rails.stars, till: options.till ?? closedTill },
    },
    writeSoon: soon.writeSoon,
    defer: (work) => void deferred.push(work),
  };
  const app = createApp(deps);
  const raw = (url: string, init: RequestInit) => app.request(url, init);
  const access = {
    fetch: options.twoStep === true ? raw : confirming(raw, { db, keys: testConfig.botKeys }),
    origin: "http://api",
    keys: testConfig.botKeys,
  };
  let messageId = 1;
  const world: ApiWorld = {
    db,
    deps,
    app,
    gateways,
    delivered: [],
    deliver: () => ({ kind: "sent", messageId: messageId++ }),
    now,
    as: (bot, telegramUserId) => apiFor(access, bot, telegramUserId),
    key: () => uuidv7(),
    async settle() {
      while (deferred.length > 0) await deferred.shift();
      await soon.flush();
      await tick(deps);
      await soon.flush();
    },
    async close() {
      await world.settle();
      await gateways.stop();
      await remove();
    },
  };
  return world;
}

const closedTill: StarTill = {
  refundStars: () => Promise.reject(new Error("no till in this test")),
  starTransactions: () => Promise.resolve([]),
};
