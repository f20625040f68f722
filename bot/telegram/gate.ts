import { type BotLog, reasonOf } from "../core/bot-log.ts";
import type { UpdateOutcome } from "../core/router.ts";

/** Handles one raw update, from a webhook or a poll. @param receivedAt epoch ms */
export type UpdateHandler = (update: object, receivedAt: number) => Promise<UpdateOutcome>;

export interface WebhookGateOptions {
  /** What setWebhook was told; Telegram repeats it in a header. */
  readonly secret: string | undefined;
  /** Secrets before it, accepted while they are being replaced. */
  readonly formerSecrets?: readonly string[];
  readonly handle: UpdateHandler;
  readonly now: () => number;
  readonly log: BotLog;
  /** Largest body in bytes; 1 MB unless told otherwise. */
  readonly bodyLimit?: number;
}

const megabyte = 1_048_576;
const retryAfterS: Readonly<Record<"busy" | "unavailable", string>> = {
  busy: "2",
  unavailable: "5",
};

/**
 * The door Telegram's updates come in by: 405, 401, 413, 400, then always 200, because a refused update blocks the
 * person's whole chat. Only `busy` and `unavailable` are 503, to be delivered again. TG 8.46-8.48
 * @throws Error at once when the secret is missing or malformed: without it anyone could speak for anyone
 */
export function createWebhookGate(
  options: WebhookGateOptions,
): (request: Request) => Promise<Response> {
  const { secret, formerSecrets = [], handle, now, log, bodyLimit = megabyte } = options;
  if (!secret || !/^[\w-]{1,256}$/.test(secret)) {
    throw new Error("A webhook needs a secret of 1 to 256 letters, digits, _ or -");
  }

  return async (request) => {
    if (request.method !== "POST") return answer(405, { allow: "POST" });
    const header = request.headers.get("x-telegram-bot-api-secret-token") ?? "";
    if (![secret, ...formerSecrets].some((one) => isSame(header, one))) return answer(401);
    const body = await readBody(request, bodyLimit);
    if (body === null) return answer(413);
    const update = parseUpdate(body);
    if (!update) return answer(400);
    const outcome = await handle(update, now()).catch((error: unknown) => {
      log.error("update_lost", { updateId: update.update_id, ...reasonOf(error) });
      return "handled" as const;
    });
    return outcome === "handled"
      ? answer(200)
      : answer(503, { "retry-after": retryAfterS[outcome] });
  };
}

function answer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

/** Takes as long for a wrong secret as for a right one. */
function isSame(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let index = 0; index < secret.length; index += 1) {
    difference |= given.charCodeAt(index % (given.length || 1)) ^ secret.charCodeAt(index);
  }
  return difference === 0;
}

/** The body, or null when it is larger than `limit` bytes. */
async function readBody(request: Request, limit: number): Promise<string | null> {
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) > limit) return null;
  // Servers hold a body to its announced length, so only an unannounced one is counted.
  if (announced !== null || !request.body) return request.text();
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseUpdate(body: string): { readonly update_id: number } | null {
  try {
    const update: unknown = JSON.parse(body);
    return isUpdate(update) ? update : null;
  } catch {
    return null;
  }
}

function isUpdate(value: unknown): value is { readonly update_id: number } {
  return (
    typeof value === "object" &&
    value !== null &&
    "update_id" in value &&
    Number.isSafeInteger(value.update_id)
  );
}
