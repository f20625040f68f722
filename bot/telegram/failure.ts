/**
 * What went wrong with a call, and so what to do about it.
 * - `unreachable`: the person blocked the bot, never started it or is gone: stop sending
 * - `rate_limited`: wait `retryAfterS`
 * - `migrated`: the chat is now `migrateToChatId`
 * - `not_modified`: an edit changed nothing: success
 * - `uneditable`: the message cannot be edited or is gone: send a new one
 * - `query_too_old`: the tap can no longer be answered: ignore
 * - `unauthorized`: wrong token; `conflict`: another poller or a webhook is set
 * - `server`, `network`: Telegram or the way to it; `bad_request`: our bug
 */
export type FailureKind =
  | "unreachable"
  | "rate_limited"
  | "migrated"
  | "not_modified"
  | "uneditable"
  | "query_too_old"
  | "unauthorized"
  | "conflict"
  | "server"
  | "network"
  | "bad_request";

/** The part of Telegram's answer that tells failures apart. */
export interface FailureAnswer {
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: {
    readonly retry_after?: number;
    readonly migrate_to_chat_id?: number;
  };
}

/** A call Telegram refused, or that never got through. Holds no token and no payload. */
export class TelegramFailure extends Error {
  override readonly name = "TelegramFailure";
  readonly method: string;
  readonly kind: FailureKind;
  readonly description: string;
  /** Seconds, with `rate_limited`. */
  readonly retryAfterS: number | undefined;
  readonly migrateToChatId: number | undefined;
  /** Telegram surely never saw the request: sending again cannot double it. */
  readonly notSent: boolean;

  constructor(
    method: string,
    kind: FailureKind,
    description: string,
    more: { retryAfterS?: number; migrateToChatId?: number; notSent?: boolean } = {},
  ) {
    super(`${method}: ${kind}: ${description}`);
    this.method = method;
    this.kind = kind;
    this.description = description;
    this.retryAfterS = more.retryAfterS;
    this.migrateToChatId = more.migrateToChatId;
    this.notSent = more.notSent ?? false;
  }
}

/** Reads a refusal: by its code first, by its words only where the code says too little. */
export function refusal(method: string, status: number, answer: FailureAnswer): TelegramFailure {
  const code = answer.error_code ?? status;
  const description = unquoted(answer.description ?? `HTTP ${status}`);
  const { retry_after: retryAfterS, migrate_to_chat_id: migrateToChatId } = answer.parameters ?? {};
  if (code === 429) {
    return new TelegramFailure(method, "rate_limited", description, {
      retryAfterS: retryAfterS ?? 1,
      notSent: true,
    });
  }
  if (migrateToChatId !== undefined) {
    return new TelegramFailure(method, "migrated", description, { migrateToChatId, notSent: true });
  }
  return new TelegramFailure(method, kindOf(code, description), description);
}

/** What Telegram quotes is a piece of a message: a name, a text. */
const unquoted = (description: string): string => description.replace(/"[^"]*"/g, '"…"');

const badRequests: readonly (readonly [RegExp, FailureKind])[] = [
  [/message is not modified/i, "not_modified"],
  [
    /message can't be edited|message to edit not found|no text in the message|message_id_invalid/i,
    "uneditable",
  ],
  [/query is too old|query id is invalid/i, "query_too_old"],
  [/chat not found|user not found|peer_id_invalid|input_user_deactivated/i, "unreachable"],
];

function kindOf(code: number, description: string): FailureKind {
  if (code === 403) return "unreachable";
  if (code === 401 || code === 404) return "unauthorized";
  if (code === 409) return "conflict";
  if (code >= 500) return "server";
  return badRequests.find(([words]) => words.test(description))?.[1] ?? "bad_request";
}

/** Errors that happen before a request leaves the machine. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A request that got no answer. */
export function noAnswer(method: string, error: unknown): TelegramFailure {
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  const timedOut = error instanceof Error && /abort|timeout/i.test(error.name);
  return new TelegramFailure(method, "network", code ?? (timedOut ? "timeout" : "no answer"), {
    notSent: code !== undefined && beforeSending.has(code),
  });
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
