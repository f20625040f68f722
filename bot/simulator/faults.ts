import type { BotKind } from "./model.ts";
import type { Payload } from "./parameters.ts";

/** What goes wrong with the next matching calls; an absent condition matches everything. */
export type CallFault = {
  bot?: BotKind;
  method?: string | RegExp;
  chatId?: number;
  /** How many calls it hits; default 1. */
  times?: number;
  /** `hang` never answers, `reset` breaks the connection; default: answers with `code`. */
  how?: "answer" | "hang" | "reset";
  /** Carry the call out first, then fail: the bot cannot know that it worked. */
  apply?: boolean;
  /** HTTP status and error_code; default 500. */
  code?: number;
  description?: string;
  /** Seconds, in `parameters` and in the Retry-After header. */
  retryAfter?: number;
  migrateToChatId?: number;
  /** Milliseconds to wait before the answer. */
  delay?: number;
  /** A body that is not JSON, as a proxy sends. */
  rawBody?: string;
};

const DESCRIPTIONS: Record<number, string> = {
  400: "Bad Request: chat not found",
  401: "Unauthorized",
  403: "Forbidden: bot was blocked by the user",
  404: "Not Found",
  409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  500: "Internal Server Error",
  502: "Bad Gateway",
};

export type FaultPlan = {
  add: (fault: CallFault) => void;
  take: (bot: BotKind, method: string, payload: Payload) => CallFault | undefined;
  clear: () => void;
};

export function createFaultPlan(): FaultPlan {
  const planned: { fault: CallFault; left: number }[] = [];
  return {
    add: (fault) => void planned.push({ fault, left: fault.times ?? 1 }),
    clear: () => void planned.splice(0),
    take(bot, method, payload) {
      const at = planned.findIndex(({ fault }) => matches(fault, bot, method, payload));
      const hit = planned[at];
      if (!hit) return undefined;
      if (--hit.left <= 0) planned.splice(at, 1);
      return hit.fault;
    },
  };
}

function matches(fault: CallFault, bot: BotKind, method: string, payload: Payload): boolean {
  if (fault.bot !== undefined && fault.bot !== bot) return false;
  if (fault.chatId !== undefined && fault.chatId !== Number(payload["chat_id"])) return false;
  if (fault.method instanceof RegExp) return fault.method.test(method);
  if (fault.method !== undefined) return fault.method.toLowerCase() === method.toLowerCase();
  // An unnamed fault is meant for what people see, not for the polling loop.
  return method.toLowerCase() !== "getupdates";
}

/** The refusal a fault stands for, with the text of the real server. */
export function faultAnswer(fault: CallFault): Payload {
  const code = fault.code ?? 500;
  const parameters = {
    ...(fault.retryAfter !== undefined && { retry_after: fault.retryAfter }),
    ...(fault.migrateToChatId !== undefined && { migrate_to_chat_id: fault.migrateToChatId }),
  };
  return {
    ok: false,
    error_code: code,
    description: fault.description ?? defaultDescription(fault, code),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}

function defaultDescription(fault: CallFault, code: number): string {
  if (code === 429) return `Too Many Requests: retry after ${fault.retryAfter ?? 1}`;
  if (fault.migrateToChatId !== undefined)
    return "Bad Request: group chat was upgraded to a supergroup chat";
  return DESCRIPTIONS[code] ?? "Internal Server Error";
}
