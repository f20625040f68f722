import type { Database, Statement } from "../db/client/port.ts";
import type { Log } from "./core/log.ts";
import type { Messenger } from "./core/messenger.ts";
import type { BotName } from "./core/words.ts";

export interface ApiConfig {
  /** Secret with which each bot signs in to the API. */
  readonly botKeys: Readonly<Record<BotName, string>>;
  /** User names of the bots, for invite links: `t.me/<name>?start=…`. */
  readonly botNames: Readonly<Record<BotName, string>>;
  /** Origin of deep links, `https://t.me` outside the simulator. */
  readonly linkOrigin: string;
  readonly version: string;
  /** Telegram ids of the people of the company that runs Hozur. */
  readonly operators: readonly number[];
}

/** Everything the API needs from outside. No globals, no env: tests and both runtimes build their own. */
export interface Deps {
  readonly db: Database;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** A new UUIDv7. */
  readonly ids: () => string;
  readonly log: Log;
  readonly config: ApiConfig;
  readonly messenger: Messenger;
  /** A write that may wait a moment for company: marks of what was sent. Lost at a crash, then simply done again. */
  readonly writeSoon: (statements: readonly Statement[]) => Promise<void>;
  /** Work that goes on after the answer: `waitUntil` on the edge, a tracked promise on Node. */
  readonly defer: (work: Promise<unknown>) => void;
}
