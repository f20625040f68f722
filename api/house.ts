import { Hono } from "hono";
import { createFrontEnd, type FrontEnd, type FrontEndSettings } from "../bot/front-end.ts";
import type { Database } from "../db/client/port.ts";
import { createApp } from "./app.ts";
import { createIds } from "./core/ids.ts";
import type { Log } from "./core/log.ts";
import type { Mailer } from "./core/mailer.ts";
import { botNames } from "./core/words.ts";
import type { ApiConfig, Deps, Rails } from "./deps.ts";
import { localRequest } from "./local-request.ts";

export interface HouseParts {
  readonly db: Database;
  readonly log: Log;
  readonly config: ApiConfig;
  readonly telegram: FrontEndSettings;
  readonly rails: HouseRails;
  readonly mailer: Mailer | null;
  readonly clientAddress?: Deps["clientAddress"];
  readonly writeSoon: Deps["writeSoon"];
  readonly defer: Deps["defer"];
  /** Epoch ms; the machine's clock unless a test brings its own. */
  readonly clock?: () => number;
  readonly ids?: () => string;
  /** How the bots reach Telegram; `globalThis.fetch` unless the runtime has something better. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The house brings Telegram's till itself. */
export interface HouseRails extends Omit<Rails, "stars"> {
  readonly stars: { readonly minorPerStar: number } | null;
}

export interface House {
  /** Webhook doors at `/telegram/<bot>`, the API everywhere else. */
  readonly root: Hono;
  readonly app: ReturnType<typeof createApp>;
  readonly frontEnd: FrontEnd;
  readonly deps: Deps;
}

/** API and bots in one process: the bots still use the API through its typed client, only without a network. */
export function createHouse(parts: HouseParts): House {
  const clock = parts.clock ?? Date.now;
  const frontEnd = createFrontEnd(parts.telegram, {
    access: {
      fetch: (url, init) => app.fetch(localRequest(url, init)),
      origin: "http://api",
      keys: parts.config.botKeys,
    },
    now: clock,
    log: parts.log,
    ...(parts.fetch === undefined ? {} : { fetch: parts.fetch }),
  });
  const deps: Deps = {
    db: parts.db,
    clock,
    ids: parts.ids ?? createIds(),
    log: parts.log,
    config: parts.config,
    messenger: frontEnd.messenger,
    rails: {
      ...parts.rails,
      stars: parts.rails.stars && { ...parts.rails.stars, till: frontEnd.telegramPayments },
    },
    mailer: parts.mailer,
    ...(parts.clientAddress && { clientAddress: parts.clientAddress }),
    writeSoon: parts.writeSoon,
    defer: parts.defer,
  };
  const app = createApp(deps);
  return { root: withDoors(app, frontEnd), app, frontEnd, deps };
}

function withDoors(app: House["app"], { gates }: FrontEnd): Hono {
  const root = new Hono();
  for (const bot of botNames) {
    const gate = gates[bot];
    if (gate !== null) root.all(`/telegram/${bot}`, (c) => gate(c.req.raw));
  }
  return root.route("/", app);
}
