import { DurableObject } from "cloudflare:workers";
import { answerAtGate, type Gate, type GateAnswer } from "../../db/client/gated.ts";
import type { Database, Statement } from "../../db/client/port.ts";
import { openRemote } from "../../db/client/remote.ts";

export interface WriteGateEnv {
  readonly DATABASE_URL: string;
  readonly DATABASE_TOKEN?: string;
}

/**
 * The write gate of a cell: every write to its database goes through this one object, so that writes of all isolates
 * join in groups and at most one is in flight. It keeps nothing: after an eviction the next call makes it anew.
 */
export class WriteGate extends DurableObject<WriteGateEnv> implements Gate {
  #db: Database | undefined;

  /** Resolves to what came of it; rejects only when the object itself fails. */
  write(statements: readonly Statement[]): Promise<GateAnswer> {
    this.#db ??= openRemote({
      url: this.env.DATABASE_URL,
      ...(this.env.DATABASE_TOKEN && { authToken: this.env.DATABASE_TOKEN }),
    });
    return answerAtGate(this.#db, statements);
  }
}
