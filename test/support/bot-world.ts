import { serve } from "@hono/node-server";
import { v7 as uuidv7 } from "uuid";
import type { Log } from "../../api/core/log.ts";
import type { Mailer } from "../../api/core/mailer.ts";
import { botNames } from "../../api/core/words.ts";
import { createWriteSoon } from "../../api/core/write-soon.ts";
import { keepAliveFetch } from "../../api/keep-alive-fetch.ts";
import { localRequest } from "../../api/local-request.ts";
import { createHouse, type House } from "../../api/house.ts";
import { tick } from "../../api/operations/tick.ts";
import { createSimulator, type Simulator } from "../../bot/simulator/simulator.ts";
import type { Database } from "../../db/client/port.ts";
import type {
  RunningGateways,
  StartGatewaysOptions,
} from "../../bot/simulator/gateways/start-gateways.ts";
import { testConfig } from "./api-world.ts";
import { confirming, withoutQuestions } from "./confirming.ts";
import { sandboxRails } from "./sandbox-rails.ts";
import { temporaryDatabase } from "./temp-database.ts";

const tokens = { staff: "700000001:staff-token-of-tests", owner: "700000002:owner-token-of-tests" };
const secret = "webhook-secret-of-tests";
/** The pace has tests of its own; here nobody waits for it. */
const atOnce = () => Promise.resolve();

export interface BotWorld {
  readonly sim: Simulator;
  readonly house: House;
  readonly db: Database;
  /** Sandboxes of Zarinpal and YooKassa, on the world's clock; they move in `settle` and `control.settle()`. */
  readonly gateways: RunningGateways;
  /** Address of the server, for raw requests. */
  readonly url: string;
  readonly secret: string;
  /** Instant in ms, of Telegram and of the product. */
  now: number;
  /** Lines logged at warn or error. */
  readonly complaints: string[];
  /** Waits until nothing is on its way: updates, answers, deferred work, due notices. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface BotWorldOptions {
  readonly now?: number;
  /** Stands in for the file, to play a database that fails. */
  readonly wrapDatabase?: (db: Database) => Database;
  /** Stands in for the way to Telegram, to play a process that dies on it. */
  readonly fetch?: typeof globalThis.fetch;
  /** Settings of the rails that differ. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly gateways?: StartGatewaysOptions;
  /** Nobody says yes by themselves: a test of what has to be confirmed. */
  readonly twoStep?: boolean;
  readonly mailer?: Mailer;
}

/** The whole product over real HTTP: the simulator posts webhooks, the house answers it. */
export async function createBotWorld(options: BotWorldOptions = {}): Promise<BotWorld> {
  const { db: file, remove } = await temporaryDatabase();
  const db = options.wrapDatabase?.(file) ?? file;
  const complaints: string[] = [];
  const log: Log = (level, event) => {
    if (level !== "info") complaints.push(JSON.stringify({ level, ...event }));
  };
  const deferred = new Set<Promise<unknown>>();
  let now = options.now ?? Date.parse("2026-11-21T05:00:00Z");
  const clock = (): number => now;
  const sim = createSimulator({
    bots: botNames.map((kind) => ({
      kind,
      token: tokens[kind],
      username: testConfig.botNames[kind],
      name: kind,
    })),
    clock,
    retryDelays: [5, 10, 20, 40, 80],
    retryAfterSecond: 10,
    firstUpdateId: 1,
    alsoBusyWith: () => (deferred.size > 0 ? [`${deferred.size} works after an answer`] : []),
    quiet: 5,
    // Longer than the product itself waits for Telegram.
    patience: 15_000,
  });
  await sim.start();

  const soon = createWriteSoon(db, log, 5);
  // The address is part of what the house is made of, so the server comes first.
  const server = serve({
    fetch: (request, env) => house.root.fetch(request, env),
    hostname: "127.0.0.1",
    port: 0,
  });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const { gateways, rails } = await sandboxRails({
    clock,
    webhookTarget: `${url}/pay/yookassa/webhook`,
    settings: options.settings ?? {},
    ...options.gateways,
  });
  const house = createHouse({
    db,
    log,
    clock,
    ids: () => uuidv7(),
    config: { ...testConfig, pageOrigin: url },
    telegram: {
      apiRoot: sim.url,
      linkOrigin: testConfig.linkOrigin,
      bots: {
        staff: { token: tokens.staff, identity: identityOf("staff"), secret },
        owner: { token: tokens.owner, identity: identityOf("owner"), secret },
      },
    },
    rails,
    mailer: options.mailer ?? null,
    writeSoon: soon.writeSoon,
    fetch: options.fetch ?? keepAliveFetch(),
    defer(work) {
      const tracked = work.finally(() => deferred.delete(tracked));
      deferred.add(tracked);
    },
  });
  if (options.twoStep !== true) {
    // What the bots reach: they call the app anew each time.
    const { app } = house;
    const raw = app.fetch;
    const { messenger } = house.deps;
    messenger.deliver = withoutQuestions(messenger.deliver.bind(messenger));
    const answered = confirming(async (to, init) => raw(localRequest(to, init)), {
      db,
      keys: testConfig.botKeys,
    });
    app.fetch = async (request) => answered(request.url, await initOf(request));
  }
  await house.frontEnd.introduce(url);

  const world: BotWorld = {
    sim,
    house,
    db,
    gateways,
    url,
    secret,
    get now() {
      return now;
    },
    set now(instant) {
      now = instant;
    },
    complaints,
    async settle() {
      for (let round = 0; round < 4; round++) {
        await gateways.control.settle();
        await sim.idle();
        while (deferred.size > 0) await Promise.allSettled(deferred);
        await soon.flush();
        await tick(house.deps, { pace: atOnce });
      }
      await sim.idle();
    },
    async close() {
      await world.settle();
      await gateways.stop();
      await sim.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await remove();
    },
  };
  return world;
}

const initOf = async (request: Request): Promise<RequestInit> => ({
  method: request.method,
  headers: request.headers,
  ...(request.method === "GET" ? {} : { body: await request.text() }),
});

const identityOf = (bot: "staff" | "owner") => ({
  id: Number(tokens[bot].split(":")[0]),
  username: testConfig.botNames[bot],
  firstName: bot,
});
