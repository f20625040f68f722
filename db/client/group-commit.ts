import type { ResultSet } from "./port.ts";
import type { BoundStatement } from "./values.ts";

export type Command = readonly BoundStatement[];

/** What became of one command of a group. */
export type Outcome = { readonly results: readonly ResultSet[] } | { readonly error: unknown };

export interface GroupCommit {
  submit(command: Command): Promise<readonly ResultSet[]>;
  /** Resolves once nothing waits and nothing runs. */
  drain(): Promise<void>;
}

export interface GroupCommitOptions {
  /** Runs a group as one commit. It answers every command, in order; if it throws, every command is rejected with that. */
  readonly run: (group: readonly Command[]) => Promise<readonly Outcome[]>;
  /** Calls back when the callers of this turn have had their chance to join. */
  readonly nextTurn: (start: () => void) => void;
  /** Bounds how long one group may keep the others (and, embedded, the event loop) waiting. */
  readonly largestGroup: number;
}

interface Waiting {
  readonly command: Command;
  readonly resolve: (results: readonly ResultSet[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects the writes that wait and commits them together: one sync and one round trip for all; one group at a time. */
export function groupCommit({ run, nextTurn, largestGroup }: GroupCommitOptions): GroupCommit {
  let waiting: Waiting[] = [];
  let idle: (() => void)[] = [];
  let busy = false;

  function wake(): void {
    if (busy) return;
    busy = true;
    nextTurn(() => void runWaiting());
  }

  async function runWaiting(): Promise<void> {
    const group = waiting.slice(0, largestGroup);
    waiting = waiting.slice(largestGroup);
    try {
      settle(group, await run(group.map((entry) => entry.command)));
    } catch (error) {
      for (const entry of group) entry.reject(error);
    }
    busy = false;
    if (waiting.length > 0) return wake();
    for (const done of idle) done();
    idle = [];
  }

  return {
    submit: (command) =>
      new Promise((resolve, reject) => {
        waiting.push({ command, resolve, reject });
        wake();
      }),
    drain: () => (busy ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve()),
  };
}

function settle(group: readonly Waiting[], outcomes: readonly Outcome[]): void {
  for (const [index, entry] of group.entries()) {
    const outcome = outcomes[index];
    if (outcome && "results" in outcome) entry.resolve(outcome.results);
    else entry.reject(outcome ? outcome.error : new Error("A command of the group got no answer"));
  }
}
