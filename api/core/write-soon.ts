import type { Database, Statement } from "../../db/client/port.ts";
import type { Deps } from "../deps.ts";
import { errorFields, type Log } from "./log.ts";

export interface WriteSoon {
  readonly writeSoon: Deps["writeSoon"];
  /** Writes what waits; for a clean stop. */
  flush(): Promise<void>;
}

/** Collects small marks and writes them as one batch, at most `waitMs` later. */
export function createWriteSoon(db: Database, log: Log, waitMs = 200): WriteSoon {
  let waiting: Statement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    await db
      .write(batch)
      .catch((error: unknown) => log("error", { event: "mark_failed", ...errorFields(error) }));
  }

  return {
    writeSoon(statements) {
      waiting.push(...statements);
      timer ??= setTimeout(() => void flush(), waitMs);
      return Promise.resolve();
    },
    flush,
  };
}
