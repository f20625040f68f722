import { type BotLog, reasonOf } from "../core/bot-log.ts";
import type { TelegramClient } from "./client.ts";
import { TelegramFailure } from "./failure.ts";
import type { UpdateHandler } from "./gate.ts";

export interface PollingOptions {
  readonly client: TelegramClient;
  readonly handle: UpdateHandler;
  readonly allowedUpdates: readonly string[];
  readonly now: () => number;
  readonly log: BotLog;
  /** Seconds Telegram may hold a poll open; 30 unless told otherwise. */
  readonly timeoutS?: number;
  /** First pause after a failure, doubled up to 30 s; 500 ms unless told otherwise. */
  readonly backoffMs?: number;
}

export interface Polling {
  /** Ends the open poll, lets updates in hand finish, then resolves. */
  stop(): Promise<void>;
}

interface RawUpdate {
  readonly update_id: number;
}

const longestPauseMs = 30_000;
/** Then the batch goes on without it, so that a payment nobody can store does not silence everybody else. */
const triesABatch = 3;

/**
 * Fetches updates and gives them to the same handler as the webhook: in order within a chat, chats side by side.
 * Only what is handled is confirmed, and nothing after it before it, so a crash loses none; a repeated one is a quiet replay.
 */
export function startPolling(options: PollingOptions): Polling {
  const { client, handle, allowedUpdates, now, log, timeoutS = 30, backoffMs = 500 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  /** The id of the first update that is not handled. */
  const handleInOrder = async (updates: readonly RawUpdate[]): Promise<number | undefined> => {
    for (const update of updates) {
      let pause = backoffMs;
      let tries = 1;
      while (!signal.aborted && (await handle(update, now())) !== "handled") {
        if (tries === triesABatch) return update.update_id;
        tries += 1;
        await pauseFor(pause, signal);
        pause *= 2;
      }
    }
    return undefined;
  };

  const run = async (): Promise<void> => {
    let offset = 0;
    let pause = backoffMs;
    while (!signal.aborted) {
      try {
        const payload = { offset, timeout: timeoutS, limit: 100, allowed_updates: allowedUpdates };
        const updates = (await client.call("getUpdates", payload, signal)) as RawUpdate[];
        const unhandled = await Promise.all(byChat(updates).map(handleInOrder));
        const next = updates.reduce((after, { update_id: id }) => Math.max(after, id + 1), offset);
        offset = Math.min(next, ...unhandled.filter((id) => id !== undefined));
        pause = backoffMs;
      } catch (error) {
        if (signal.aborted) return;
        log.warn("polling_failed", reasonOf(error));
        await pauseFor(Math.max(pause, waitAskedMs(error)), signal);
        pause = Math.min(pause * 2, longestPauseMs);
      }
    }
  };

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function waitAskedMs(error: unknown): number {
  return error instanceof TelegramFailure ? (error.retryAfterS ?? 0) * 1000 : 0;
}

/** Resolves after `ms`, or at once when stopping. */
function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

/** Groups updates by chat, keeping their order. */
function byChat(updates: readonly RawUpdate[]): readonly (readonly RawUpdate[])[] {
  return [...Map.groupBy(updates, chatOf).values()];
}

function chatOf(update: RawUpdate): number | string {
  for (const part of Object.values(update)) {
    if (typeof part !== "object" || part === null) continue;
    const { chat, message, from } = part as UpdatePart;
    const id = chat?.id ?? message?.chat?.id ?? from?.id;
    if (id !== undefined) return id;
  }
  return `update ${update.update_id}`;
}

interface UpdatePart {
  readonly chat?: { readonly id?: number };
  readonly message?: { readonly chat?: { readonly id?: number } };
  readonly from?: { readonly id?: number };
}
