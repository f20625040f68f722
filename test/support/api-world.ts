import { v7 as uuidv7 } from "uuid";
import { createApp } from "../../api/app.ts";
import type { Log } from "../../api/core/log.ts";
import type { Delivery, OutgoingNotice } from "../../api/core/messenger.ts";
import type { BotName } from "../../api/core/words.ts";
import { createWriteSoon } from "../../api/core/write-soon.ts";
import type { ApiConfig, Deps, Rails } from "../../api/deps.ts";
import { tick } from "../../api/operations/tick.ts";
import { apiFor, type Api } from "../../bot/core/api.ts";
import type { Database } from "../../db/client/port.ts";
import { temporaryDatabase } from "./temp-database.ts";

export const testConfig: ApiConfig = {
  botKeys: { staff: "staff-key-of-tests", owner: "owner-key-of-tests" },
  botNames: { staff: "hozur_staff_bot", owner: "hozur_owner_bot" },
  linkOrigin: "https://t.me",
  pageOrigin: "http://hozur.test",
  version: "test",
  operators: [900_000_001],
};

/** A deployment nobody can pay at. */
export const noRails: Rails = {
  zarinpal: null,
  yookassa: null,
  receiptEmail: null,
  telegram: null,
  stars: null,
};

export interface ApiWorld {
  readonly db: Database;
  readonly deps: Deps;
  readonly app: ReturnType<typeof createApp>;
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

const log: Log = (level, event) => {
  if (level === "error") console.error(JSON.stringify(event));
};

/** The real API on a real database file, with a clock and a messenger in the test's hands. */
export async function createApiWorld(now = Date.parse("2026-11-21T08:00:00Z")): Promise<ApiWorld> {
  const { db, remove } = await temporaryDatabase();
  const deferred: Promise<unknown>[] = [];
  const soon = createWriteSoon(db, log, 5);
  const deps: Deps = {
    db,
    clock: () => world.now,
    ids: () => uuidv7(),
    log,
    config: testConfig,
    messenger: {
      async deliver(notice) {
        world.delivered.push(notice);
        return world.deliver(notice);
      },
    },
    rails: noRails,
    writeSoon: soon.writeSoon,
    defer: (work) => void deferred.push(work),
  };
  const app = createApp(deps);
  const access = {
    fetch: (url: string, init: RequestInit) => app.request(url, init),
    origin: "http://api",
    keys: testConfig.botKeys,
  };
  let messageId = 1;
  const world: ApiWorld = {
    db,
    deps,
    app,
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
      await remove();
    },
  };
  return world;
}
