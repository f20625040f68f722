import type { BotLog } from "../core/bot-log.ts";
import type { CallbackCodec } from "../core/callback.ts";
import type { Address, Courier, Delivery } from "../core/courier.ts";
import type { Message } from "../core/view.ts";
import type { TelegramClient } from "./client.ts";
import { deliver } from "./deliver.ts";
import { TelegramFailure } from "./failure.ts";
import { isTooBig } from "./render-file.ts";
import { renderPlain } from "./render-plain.ts";
import type { RenderedCall } from "./render-text.ts";
import { renderMessage } from "./render.ts";

/** A call that could not be made now and is given to the outbox. */
export interface PostponedCall {
  readonly method: string;
  readonly payload: object;
  /** Epoch ms before which it must not be tried. */
  readonly notBefore: number;
  /** Telegram may have it already: the answer got lost. */
  readonly uncertain: boolean;
}

export interface SenderOptions {
  readonly client: TelegramClient;
  readonly codec: CallbackCodec;
  readonly log: BotLog;
  readonly now: () => number;
  /** Keeps a call for later. Without it such a message is only logged. */
  readonly postpone?: (call: PostponedCall) => Promise<void>;
  readonly sleep?: (ms: number) => Promise<void>;
}

const toastLimit = 200;
const waits = new Set(["sendMessage", "editMessageText"]);
const sleepMs = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Sends what screens show, under one policy for both bots (TG 8.9-8.16). Never throws. */
export function createSender(options: SenderOptions): Courier {
  const { client, codec, log, now, postpone, sleep = sleepMs } = options;
  const port = { client, sleep };

  const attempt = async (
    method: string,
    payload: object,
    repeatable: boolean,
  ): Promise<Outcome> => {
    try {
      return { result: await deliver(port, method, payload, repeatable) };
    } catch (error) {
      if (error instanceof TelegramFailure) return { failure: error };
      throw error;
    }
  };

  /** Only a text waits in the outbox: a file is not kept there, and a late invoice confuses. */
  const giveUp = async (payload: object, failure: TelegramFailure): Promise<Delivery> => {
    const { method, kind } = failure;
    if (kind === "unreachable") return { status: "unreachable" };
    const passing = kind === "rate_limited" || kind === "network" || kind === "server";
    log[passing ? "warn" : "error"]("telegram_call_failed", {
      method,
      kind,
      description: failure.description,
    });
    if (!passing) return { status: "failed" };
    if (!waits.has(method)) return { status: "failed", why: "try_again" };
    if (!postpone) return { status: "failed" };
    const notBefore = now() + (failure.retryAfterS ?? 5) * 1000;
    const uncertain = kind !== "rate_limited" && !failure.notSent;
    await postpone({ method, payload, notBefore, uncertain });
    return { status: "later" };
  };

  const sendOne = async (chatId: number, call: RenderedCall): Promise<Delivery> => {
    const payload = { chat_id: chatId, ...call.payload };
    const repeatable = call.method === "sendDocument" || call.method === "sendPhoto";
    const { result, failure } = await attempt(call.method, payload, repeatable);
    return failure ? giveUp(payload, failure) : { status: "sent", messageId: messageIdOf(result) };
  };

  const sendAll = async (chatId: number, calls: readonly RenderedCall[]): Promise<Delivery> => {
    let last: Delivery = { status: "failed" };
    for (const call of calls) {
      last = await sendOne(chatId, call);
      if (last.status === "unreachable" || (last.status === "failed" && last.why)) return last;
    }
    return last;
  };

  const render = (to: Address, message: Message): readonly RenderedCall[] =>
    renderMessage(message, { language: to.language, codec });

  return {
    async send(to, message) {
      if (isTooBig(message)) return { status: "failed", why: "too_big" };
      return sendAll(to.chatId, render(to, message));
    },

    async edit(to, messageId, view) {
      const [first, ...rest] = render(to, view);
      if (!first) return { status: "failed" };
      const payload = { chat_id: to.chatId, message_id: messageId, ...first.payload };
      const { failure } = await attempt("editMessageText", payload, true);
      if (failure?.kind === "uneditable") return sendAll(to.chatId, [first, ...rest]);
      if (failure && failure.kind !== "not_modified") return giveUp(payload, failure);
      return rest.length > 0 ? sendAll(to.chatId, rest) : { status: "sent", messageId };
    },

    async dropKeys(chatId, messageId) {
      const payload = { chat_id: chatId, message_id: messageId };
      await attempt("editMessageReplyMarkup", payload, true);
    },

    async answerTap(callbackId, language, toast) {
      const said = toast
        ? {
            text: renderPlain(toast.text, language, toastLimit),
            ...(toast.alert ? { show_alert: true } : {}),
          }
        : {};
      const payload = { callback_query_id: callbackId, ...said };
      const { failure } = await attempt("answerCallbackQuery", payload, true);
      if (failure && failure.kind !== "query_too_old") {
        log.warn("telegram_call_failed", { method: failure.method, kind: failure.kind });
      }
    },

    async answerPreCheckout(queryId, language, refusal) {
      const said =
        refusal === undefined
          ? { ok: true }
          : { ok: false, error_message: renderPlain(refusal, language, toastLimit) };
      const payload = { pre_checkout_query_id: queryId, ...said };
      const { failure } = await attempt("answerPreCheckoutQuery", payload, true);
      if (failure) {
        log.warn("telegram_call_failed", { method: failure.method, kind: failure.kind });
      }
    },
  };
}

interface Outcome {
  readonly result?: unknown;
  readonly failure?: TelegramFailure;
}

function messageIdOf(result: unknown): number {
  const sent = result as { readonly message_id?: number } | undefined;
  return sent?.message_id ?? 0;
}
