import type { Database, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import type { Deps } from "../deps.ts";
import { errorFields, type Log } from "./log.ts";

export interface WriteSoon {
  readonly writeSoon: Deps["writeSoon"];
  /** Writes what waits; for a clean stop. */
  flush(): Promise<void>;
}

const maxTries = 8;
const longestPauseMs = 5000;

/**
 * Collects small marks and writes them as one batch, at most `waitMs` later. While the database is away they are kept for
 * about half a minute, because a receipt that is not marked as sent goes out twice.
 */
export function createWriteSoon(db: Database, log: Log, waitMs = 200): WriteSoon {
  let waiting: Statement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await db.write(batch);
      tries = 0;
    } catch (error) {
      log("error", { event: "mark_failed", ...errorFields(error) });
      tries = isPassing(error) && tries < maxTries ? tries + 1 : 0;
      if (tries > 0) keep(batch);
    }
  }

  function keep(batch: readonly Statement[]): void {
    waiting = [...batch, ...waiting];
    timer ??= setTimeout(() => void flush(), Math.min(waitMs * 2 ** tries, longestPauseMs));
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

const isPassing = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.kind === "busy" || error.kind === "unavailable");
