import { setTimeout as pause } from "node:timers/promises";
import type { Database, Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";

export interface Fault {
  readonly kind: "busy" | "unavailable";
  /** `after`: what was asked is done, only the answer is lost. */
  readonly when: "before" | "after";
  readonly on: "read" | "write" | "both";
  /** Calls it hits; all until `heal` unless told. */
  readonly times?: number;
  /** Only calls with a statement that contains this. */
  readonly sql?: string;
}

export interface FaultyDatabase {
  wrap(db: Database): Database;
  fail(fault: Fault): void;
  /** Every call takes that much longer, ms. */
  slow(ms: number): void;
  heal(): void;
  /** Calls that were failed so far. */
  hits(): number;
}

/** A database that fails as told, before or after it did what was asked. */
export function createFaultyDatabase(): FaultyDatabase {
  let faults: { readonly fault: Fault; left: number }[] = [];
  let delay = 0;
  let hits = 0;

  const take = (on: "read" | "write", statements: readonly Statement[]): Fault | undefined => {
    const found = faults.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.on === "both" || fault.on === on) &&
        statements.some(({ sql }) => sql.includes(fault.sql ?? "")),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    hits += 1;
    return found.fault;
  };

  async function through<T>(
    on: "read" | "write",
    statements: readonly Statement[],
    work: () => Promise<T>,
  ): Promise<T> {
    const fault = take(on, statements);
    if (delay > 0) await pause(delay);
    if (fault === undefined) return work();
    if (fault.when === "after") await work();
    throw new DatabaseError(fault.kind, "played by a test");
  }

  return {
    wrap: (db) => ({
      read: (statements) => through("read", statements, () => db.read(statements)),
      write: (statements) => through("write", statements, () => db.write(statements)),
      get roundTrips() {
        return db.roundTrips;
      },
      close: () => db.close(),
    }),
    fail: (fault) => void faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    slow: (ms) => void (delay = ms),
    heal() {
      faults = [];
      delay = 0;
    },
    hits: () => hits,
  };
}
