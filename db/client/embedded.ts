import { DatabaseError, toDatabaseError } from "../errors.ts";
import { openConnection, type Connection } from "./connection.ts";
import { lockFile } from "./file-lock.ts";
import { groupCommit, type Command, type Outcome } from "./group-commit.ts";
import { pause } from "./pause.ts";
import type { Database, ResultSet } from "./port.ts";
import { refuseClosed } from "./refuse-closed.ts";
import { bind, type BoundStatement } from "./values.ts";

export interface EmbeddedOptions {
  /** The database file; its folder must exist. */
  readonly path: string;
  /** How long to keep asking for a file that a tool outside this process has locked, in ms. Default 2,000. */
  readonly busyTimeoutMs?: number;
}

const writerPragmas = [
  "journal_mode = WAL",
  "synchronous = FULL",
  "foreign_keys = ON",
  "temp_store = MEMORY",
  // 16 MB of log: at the default of 4 MB every few groups would wait for a checkpoint and its syncs.
  "wal_autocheckpoint = 4000",
];
const readerPragmas = ["foreign_keys = ON", "temp_store = MEMORY", "query_only = ON"];
const largestGroup = 128;
const changesSchema = /^\s*(create|alter|drop)\b/i;

/**
 * A database file in this process: one connection writes, one reads, and writes of the same turn share one synced commit.
 * @throws {Error} when another process has the file open
 */
export async function openEmbedded({
  path,
  busyTimeoutMs = 2_000,
}: EmbeddedOptions): Promise<Database> {
  const unlock = lockFile(path);
  let writer = openConnection(path, writerPragmas);
  let reader = openConnection(path, readerPragmas);
  let roundTrips = 0;
  let closed = false;

  /** A connection that met BUSY keeps a half-run statement and reads stale pages from then on: it is replaced. */
  function reopenWriter(): void {
    writer.close();
    writer = openConnection(path, writerPragmas);
  }

  async function runGroup(group: readonly Command[]): Promise<readonly Outcome[]> {
    const deadline = Date.now() + busyTimeoutMs;
    for (;;) {
      try {
        roundTrips += 1;
        return commitGroup(writer, group);
      } catch (error) {
        const mapped = toDatabaseError(error);
        if (!(mapped instanceof DatabaseError) || mapped.kind !== "busy") throw mapped;
        reopenWriter();
        if (Date.now() > deadline) throw mapped;
        await pause(5 + Math.random() * 20);
      }
    }
  }

  const writes = groupCommit({ run: runGroup, nextTurn: setImmediate, largestGroup });

  return {
    async read(statements) {
      refuseClosed(closed);
      const bound = statements.map(bind);
      roundTrips += 1;
      try {
        return readSnapshot(reader, bound);
      } catch (error) {
        const mapped = toDatabaseError(error);
        if (mapped instanceof DatabaseError && mapped.kind === "busy") {
          reader.close();
          reader = openConnection(path, readerPragmas);
        }
        throw mapped;
      }
    },
    async write(statements) {
      refuseClosed(closed);
      const results = await writes.submit(statements.map(bind));
      if (statements.some((statement) => changesSchema.test(statement.sql))) {
        writer.forget();
        reader.forget();
      }
      return results;
    },
    get roundTrips() {
      return roundTrips;
    },
    async close() {
      if (closed) return;
      closed = true;
      await writes.drain();
      reader.close();
      writer.run({ sql: "PRAGMA wal_checkpoint(TRUNCATE)", params: [] });
      writer.close();
      unlock();
    },
  };
}

function readSnapshot(
  reader: Connection,
  statements: readonly BoundStatement[],
): readonly ResultSet[] {
  if (statements.length === 1) return statements.map((statement) => reader.run(statement));
  reader.control("BEGIN");
  try {
    return statements.map((statement) => reader.run(statement));
  } finally {
    if (reader.inTransaction) reader.control("ROLLBACK");
  }
}

/** One transaction for the group, one savepoint for each command, so that a command which fails takes nothing with it. */
function commitGroup(writer: Connection, group: readonly Command[]): readonly Outcome[] {
  const [alone] = group;
  writer.control("BEGIN IMMEDIATE");
  try {
    const outcomes =
      alone && group.length === 1
        ? [{ results: runAll(writer, alone) }]
        : group.map((command) => runInSavepoint(writer, command));
    writer.control("COMMIT");
    return outcomes;
  } catch (error) {
    if (writer.inTransaction) writer.control("ROLLBACK");
    throw error;
  }
}

function runInSavepoint(writer: Connection, command: Command): Outcome {
  writer.control("SAVEPOINT command");
  try {
    const results = runAll(writer, command);
    writer.control("RELEASE command");
    return { results };
  } catch (error) {
    // A full disk ends the whole transaction by itself; then there is no savepoint left and the group has failed.
    if (!writer.inTransaction) throw error;
    writer.control("ROLLBACK TO command");
    writer.control("RELEASE command");
    return { error: toDatabaseError(error) };
  }
}

function runAll(writer: Connection, command: Command): readonly ResultSet[] {
  return command.map((statement) => writer.run(statement));
}
