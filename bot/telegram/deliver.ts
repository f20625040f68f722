import type { TelegramClient } from "./client.ts";
import { TelegramFailure } from "./failure.ts";

export interface DeliverOptions {
  readonly client: TelegramClient;
  /** Waits; tests and the edge bring their own. @param ms milliseconds */
  readonly sleep: (ms: number) => Promise<void>;
}

/** How long a person may be kept waiting for Telegram's flood control, in seconds. */
const patienceS = 3;
const retryDelaysMs = [300, 1000];

/**
 * Calls Telegram, trying again where that is safe: once after a short flood wait, once at a chat's new id; after a
 * network or server failure only when repeating cannot double a message. TG 8.15
 * @param repeatable the call may reach Telegram twice without harm: edits, answers
 * @throws {TelegramFailure} the last failure
 */
export async function deliver(
  { client, sleep }: DeliverOptions,
  method: string,
  payload: object,
  repeatable: boolean,
): Promise<unknown> {
  let sent = payload;
  let waited = false;
  for (let retries = 0; ;) {
    try {
      return await client.call(method, sent);
    } catch (error) {
      if (!(error instanceof TelegramFailure)) throw error;
      const { retryAfterS = 0, migrateToChatId } = error;
      if (error.kind === "rate_limited" && !waited && retryAfterS <= patienceS) {
        waited = true;
        await sleep(retryAfterS * 1000);
      } else if (migrateToChatId !== undefined && sent === payload) {
        sent = { ...payload, chat_id: migrateToChatId };
      } else if (
        isPassing(error) &&
        (repeatable || error.notSent) &&
        retries < retryDelaysMs.length
      ) {
        await sleep(retryDelaysMs[retries] ?? 0);
        retries += 1;
      } else {
        throw error;
      }
    }
  }
}

function isPassing(failure: TelegramFailure): boolean {
  return failure.kind === "network" || failure.kind === "server";
}
