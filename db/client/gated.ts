import { DatabaseError, type DatabaseErrorKind, toDatabaseError } from "../errors.ts";
import type { Database, ResultSet, Statement } from "./port.ts";
import { refuseClosed } from "./refuse-closed.ts";
import { bind } from "./values.ts";

/** What a gate answers. Errors cross as data, because a class would not survive the way. */
export type GateAnswer = {
  /** Round trips the gate has made so far: two answers with the same number shared one. */
  readonly trip: number;
} & (
  | { readonly ok: true; readonly results: readonly ResultSet[] }
  /** "mistake": not a `DatabaseError` but a fault of ours (bad SQL); `target` is its message. */
  | { readonly ok: false; readonly kind: DatabaseErrorKind | "mistake"; readonly target: string }
);

/** The one place that writes to a database which many isolates use. */
export interface Gate {
  write(statements: readonly Statement[]): Promise<GateAnswer>;
}

/**
 * A database that reads by itself and writes through a gate. On Workers the writes of several requests may only meet in
 * a Durable Object: joined in an isolate, one request would wait for the I/O of another, which workerd forbids.
 */
export function gatedDatabase({ reader, gate }: { reader: Database; gate: Gate }): Database {
  const inFlight = new Set<Promise<GateAnswer>>();
  let trips = 0;
  let lastTrip = -1;
  let closed = false;

  async function ask(statements: readonly Statement[]): Promise<GateAnswer> {
    const asked = gate.write(statements);
    inFlight.add(asked);
    try {
      return await asked;
    } catch (cause) {
      throw new DatabaseError("unavailable", "the write gate did not answer", cause);
    } finally {
      inFlight.delete(asked);
    }
  }

  return {
    read: (statements) => reader.read(statements),
    async write(statements) {
      refuseClosed(closed);
      const answer = await ask(statements.map(bind));
      if (answer.trip !== lastTrip) trips += 1;
      lastTrip = answer.trip;
      if (answer.ok) return answer.results;
      if (answer.kind === "mistake") throw new Error(answer.target);
      throw new DatabaseError(answer.kind, answer.target);
    },
    get roundTrips() {
      return reader.roundTrips + trips;
    },
    async close() {
      closed = true;
      await Promise.allSettled(inFlight);
      await reader.close();
    },
  };
}

/** The gate's side: writes and says what came of it. Never rejects. */
export async function answerAtGate(
  db: Database,
  statements: readonly Statement[],
): Promise<GateAnswer> {
  try {
    const results = await db.write(statements);
    return { ok: true, results, trip: db.roundTrips };
  } catch (cause) {
    const error = toDatabaseError(cause);
    return error instanceof DatabaseError
      ? { ok: false, kind: error.kind, target: error.target, trip: db.roundTrips }
      : { ok: false, kind: "mistake", target: error.message, trip: db.roundTrips };
  }
}
