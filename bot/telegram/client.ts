import { noAnswer, refusal, TelegramFailure, type FailureAnswer } from "./failure.ts";

/** The one way out to Telegram. */
export interface TelegramClient {
  /**
   * Calls a Bot API method and gives its `result`. A payload that holds a File goes as a form.
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
      const { type, body } = await packed(payload);
      const wait = timeoutMs + longPollMs(payload) + uploadMs(body);
      const response = await send(root + method, {
        method: "POST",
        headers: { "content-type": type },
        body,
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

interface Packed {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** JSON, or a form when there is a file; made whole here, because not every fetch of ours takes a form. */
async function packed(payload: object): Promise<Packed> {
  const fields = Object.entries(payload) as [string, unknown][];
  if (!fields.some(([, value]) => value instanceof Blob))
    return { type: "application/json", body: JSON.stringify(payload) };
  const form = new FormData();
  for (const [name, value] of fields) {
    if (value instanceof Blob) form.append(name, value);
    else if (value !== undefined)
      form.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  const whole = new Response(form);
  const type = whole.headers.get("content-type") ?? "multipart/form-data";
  return { type, body: new Uint8Array(await whole.arrayBuffer()) };
}

/** A file may take a second a megabyte more. */
const uploadMs = (body: Packed["body"]): number =>
  typeof body === "string" ? 0 : Math.ceil(body.length / 1024);

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
