import {
  createClient,
  LibsqlBatchError,
  LibsqlError,
  type Client,
  type InStatement,
  type ResultSet as NativeResult,
} from "@libsql/client/web";
import { DatabaseError, toDatabaseError } from "../errors.ts";
import { groupCommit, type Command, type Outcome } from "./group-commit.ts";
import { pause } from "./pause.ts";
import type { Database, ResultSet, Statement } from "./port.ts";
import { refuseClosed } from "./refuse-closed.ts";
import { bind, readCell, type BoundStatement } from "./values.ts";

export interface RemoteOptions {
  /** `http:`, `https:` or `libsql:` address of sqld. */
  readonly url: string;
  readonly authToken?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** After this long a request is given up; whether a write happened is then unknown. Default 10,000 ms. */
  readonly timeoutMs?: number;
}

const largestGroup = 128;
const busyRetries = 8;

/**
 * A database on an sqld server, over HTTP, from Node or workerd. Cheap to make: on Workers one per request.
 * At most one write is in flight, because sqld wedges under many writers; those that wait join one batch.
 */
export function openRemote(options: RemoteOptions): Database {
  let roundTrips = 0;
  let closed = false;
  const fetch = limitedFetch(options, () => (roundTrips += 1));
  const { url, authToken } = options;
  const client = createClient({ url, intMode: "bigint", fetch, ...(authToken && { authToken }) });
  const writes = groupCommit({
    run: (group) => runGroup(client, group),
    nextTurn: queueMicrotask,
    largestGroup,
  });

  return {
    async read(statements) {
      refuseClosed(closed);
      refuseWrites(statements);
      const bound = statements.map(bind);
      return withBusyRetries(() => runRead(client, bound));
    },
    async write(statements) {
      refuseClosed(closed);
      return writes.submit(statements.map(bind));
    },
    get roundTrips() {
      return roundTrips;
    },
    async close() {
      closed = true;
      await writes.drain();
      client.close();
    },
  };
}

async function runRead(
  client: Client,
  statements: readonly BoundStatement[],
): Promise<ResultSet[]> {
  const [first] = statements;
  // A batch carries BEGIN and COMMIT with it; a lone select is a snapshot by itself.
  if (first && statements.length === 1 && /^\s*select\b/i.test(first.sql))
    return [toResultSet(await client.execute(toNative(first)))];
  return (await client.batch(statements.map(toNative), "read")).map(toResultSet);
}

/**
 * Commits the group as one batch. A batch fails as a whole, so the command that broke it is set aside and the others go
 * again; those set aside run alone at the end, each with the answer it would have had alone.
 */
async function runGroup(client: Client, group: readonly Command[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const aside: number[] = [];
  let joint = [...group.keys()];
  while (joint.length > 1) {
    const commands = joint.map((index) => group[index] ?? []);
    try {
      const results = await withBusyRetries(() => runBatch(client, commands.flat()));
      for (const [at, index] of joint.entries())
        outcomes[index] = { results: results.splice(0, commands[at]?.length) };
      joint = [];
    } catch (error) {
      // Without an answer the batch may have been applied: going again could apply it twice.
      if (!isRefusal(error)) throw error;
      const broken = brokenCommand(error, commands);
      // Setting aside one by one would cost a trip for each when many fail.
      const kept =
        broken === null || aside.length >= 2 ? [] : joint.filter((_, at) => at !== broken);
      aside.push(...joint.filter((index) => !kept.includes(index)));
      joint = kept;
    }
  }
  for (const index of [...joint, ...aside])
    outcomes[index] = await runAlone(client, group[index] ?? []);
  return outcomes;
}

async function runAlone(client: Client, command: Command): Promise<Outcome> {
  try {
    return { results: await withBusyRetries(() => runBatch(client, command)) };
  } catch (error) {
    return { error };
  }
}

async function runBatch(
  client: Client,
  statements: readonly BoundStatement[],
): Promise<ResultSet[]> {
  return (await client.batch(statements.map(toNative), "write")).map(toResultSet);
}

/** The server answered and said no, so nothing was applied. */
function isRefusal(error: unknown): boolean {
  return !(error instanceof DatabaseError) || !["busy", "unavailable"].includes(error.kind);
}

/** Index of the command whose statement broke the batch; null when the fault was not any one command's. */
function brokenCommand(error: unknown, commands: readonly Command[]): number | null {
  const cause = error instanceof DatabaseError ? error.cause : error;
  if (!(cause instanceof LibsqlBatchError)) return null;
  let passed = 0;
  for (const [at, command] of commands.entries()) {
    passed += command.length;
    if (cause.statementIndex < passed) return at;
  }
  return null;
}

/** BUSY says that nothing was done, so going again is always safe. Throws mapped errors. */
async function withBusyRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const mapped = error instanceof LibsqlError ? toDatabaseError(error) : noAnswer(error);
      const busy = mapped instanceof DatabaseError && mapped.kind === "busy";
      if (!busy || attempt > busyRetries) throw mapped;
      await pause(Math.random() * 15 * attempt);
    }
  }
}

/** What is not the server's own refusal came from the way there: fetch failed, timed out or brought something else. */
function noAnswer(cause: unknown): DatabaseError {
  return new DatabaseError("unavailable", "no answer", cause);
}

/** sqld takes a write inside a batch of mode "read", so the port itself refuses it. */
function refuseWrites(statements: readonly Statement[]): void {
  for (const { sql } of statements) {
    if (
      !/^\s*(select|with|values|pragma|explain)\b/i.test(sql) ||
      /\b(insert into|delete from|update \S+ set)\b/i.test(sql)
    )
      throw new Error("A read may not write: pass the statement to write()");
  }
}

function limitedFetch(
  { fetch = globalThis.fetch, timeoutMs = 10_000 }: RemoteOptions,
  onCall: () => void,
) {
  return (request: Request): Promise<Response> => {
    onCall();
    return fetch(request, { signal: AbortSignal.timeout(timeoutMs) });
  };
}

function toNative({ sql, params }: BoundStatement): InStatement {
  return { sql, args: params };
}

function toResultSet({ columns, rows, rowsAffected }: NativeResult): ResultSet {
  const cells = rows.map((row) => Array.from(columns, (_, index) => readCell(row[index])));
  return { columns, rows: cells, changes: rowsAffected };
}
