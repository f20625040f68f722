import { noAnswer, refusal, TelegramFailure, type FailureAnswer } from "./failure.ts";

/** The one way out to Telegram. */
export interface TelegramClient {
  /**
   * Calls a Bot API method and gives its `result`.
   * @param signal ends a long poll early
   * @throws {TelegramFailure}
   */
  call(method: string, payload?: object, signal?: AbortSignal): Promise<unknown>;
}

export interface TelegramClientOptions {
  readonly token: string;
  /** `https://api.telegram.org`, or any server that speaks like it. A path is allowed. */
  readonly apiRoot: string;
  readonly fetch?: typeof globalThis.fetch;
  /** How long an answer may take; 10 s unless told otherwise. getUpdates adds its own `timeout`. */
  readonly timeoutMs?: number;
}

interface Answer extends FailureAnswer {
  readonly ok?: boolean;
  readonly result?: unknown;
}

export function createTelegramClient(options: TelegramClientOptions): TelegramClient {
  const { token, apiRoot, timeoutMs = 10_000 } = options;
  const root = `${apiRoot.replace(/\/+$/, "")}/bot${token}/`;
  const send = options.fetch ?? ((url, init) => globalThis.fetch(url, init));

  return {
    async call(method, payload = {}, signal) {
      const wait = timeoutMs + longPollMs(payload);
      const response = await send(root + method, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(payload),
        signal: signal
          ? AbortSignal.any([AbortSignal.timeout(wait), signal])
          : AbortSignal.timeout(wait),
      }).catch((error: unknown) => {
        throw noAnswer(method, error);
      });
      const answer = await readAnswer(method, response);
      if (answer.ok !== true) throw refusal(method, response.status, answer);
      return answer.result;
    },
  };
}

function longPollMs(payload: object): number {
  return "timeout" in payload && typeof payload.timeout === "number" ? payload.timeout * 1000 : 0;
}

/** A proxy's HTML page is no answer of Telegram: its status alone tells what happened. */
async function readAnswer(method: string, response: Response): Promise<Answer> {
  const text = await response.text().catch((error: unknown) => {
    throw noAnswer(method, error);
  });
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch {
    // Falls through to the refusal below.
  }
  if (response.ok) throw new TelegramFailure(method, "server", "answer is not JSON");
  return {};
}
