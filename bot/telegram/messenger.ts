import type { Delivery, Messenger, OutgoingNotice } from "../../api/core/messenger.ts";
import type { NoticeKind, NoticePayloads } from "../../api/core/notices.ts";
import { translator } from "../../locales/index.ts";
import { type ApiAccess, apiFor, ask } from "../core/api.ts";
import type { CallbackCodec } from "../core/callback.ts";
import type { BotName } from "../core/incoming.ts";
import type { NoticeRenderers, RenderNotice } from "../core/notice.ts";
import type { Message } from "../core/view.ts";
import type { TelegramClient } from "./client.ts";
import { publishChatCommands } from "./commands.ts";
import { TelegramFailure } from "./failure.ts";
import { isTooBig } from "./render-file.ts";
import { renderMessage } from "./render.ts";

export interface MessengerParts {
  readonly access: ApiAccess;
  readonly clients: Readonly<Record<BotName, TelegramClient>>;
  readonly codecs: Readonly<Record<BotName, CallbackCodec>>;
  readonly renderers: NoticeRenderers;
  readonly now: () => number;
}

const secondMs = 1000;

/** Writes the outbox's notices in their readers' languages and sends them; a shown card is edited in place. */
export function createMessenger(parts: MessengerParts): Messenger {
  return {
    async deliver(notice) {
      try {
        if (notice.kind === "telegram-call") return await repeatCall(parts, notice);
        if (notice.kind === "chat-menu") return await publishMenu(parts, notice);
        if (notice.kind === "team-board") return await deliverBoard(parts, notice);
        return await deliverNotice(parts, notice);
      } catch (error) {
        if (error instanceof TelegramFailure) return deliveryOf(error, notice.attempts);
        throw error;
      }
    },
  };
}

async function deliverNotice(parts: MessengerParts, notice: OutgoingNotice): Promise<Delivery> {
  const message = await write(parts, notice);
  if (message === null) return { kind: "dropped", reason: "nothing_to_say" };
  if (isTooBig(message)) return { kind: "dropped", reason: "file_too_big" };
  const { language } = notice.reader;
  const rendered = renderMessage(message, { language, codec: parts.codecs[notice.bot] });
  const call = (method: string, payload: object) =>
    callAtNewId(parts.clients[notice.bot], method, payload);
  const [first, ...rest] = rendered;
  if (
    notice.messageId !== null &&
    first !== undefined &&
    "body" in message &&
    !("dock" in message)
  ) {
    const edited = await edit(call, notice.chatId, notice.messageId, first.payload);
    if (edited) return { kind: "sent", messageId: notice.messageId };
  }
  let sent: unknown;
  for (const { method, payload } of first === undefined ? [] : [first, ...rest])
    sent = await call(method, { chat_id: notice.chatId, ...payload });
  return { kind: "sent", messageId: messageIdOf(sent), ...chatOf(sent) };
}

/** In its group's language; pinned when it is new. Being put out of a group says nothing about who pinned the board. */
async function deliverBoard(parts: MessengerParts, notice: OutgoingNotice): Promise<Delivery> {
  const { reader, state } = notice.payload as NoticePayloads["team-board"];
  const delivery = await deliverNotice(parts, { ...notice, reader }).catch((error: unknown) => {
    if (error instanceof TelegramFailure && error.kind === "unreachable")
      return { kind: "dropped", reason: "put_out" } as const;
    throw error;
  });
  if (delivery.kind !== "sent" || delivery.messageId === null) return delivery;
  const place = {
    chat_id: delivery.chatId ?? notice.chatId,
    message_id: delivery.messageId,
  };
  const client = parts.clients[notice.bot];
  if (state === "removed") await unlessRefused(client.call("unpinChatMessage", place));
  else if (delivery.messageId !== notice.messageId)
    await unlessRefused(client.call("pinChatMessage", { ...place, disable_notification: true }));
  return delivery;
}

/** Without the right to pin the board still stands where it was sent. */
async function unlessRefused(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof TelegramFailure)) throw error;
  });
}

async function write(
  { access, renderers, now }: MessengerParts,
  notice: OutgoingNotice,
): Promise<Message | null> {
  const { bot, reader, chatId } = notice;
  const render = renderers[notice.kind as keyof NoticeRenderers] as
    | RenderNotice<NoticeKind>
    | undefined;
  if (render === undefined) return null;
  const context = {
    bot,
    now: now(),
    t: translator(reader.language, reader),
    api: () => apiFor(access, bot, chatId),
  };
  return render(context, notice.payload as never);
}

type Call = (method: string, payload: object) => Promise<unknown>;

/** An edit is silent by itself. @returns false when Telegram will not have it edited, so it has to be sent anew */
async function edit(call: Call, chatId: number, messageId: number, part: object): Promise<boolean> {
  try {
    const said = { ...part, disable_notification: undefined };
    await call("editMessageText", { chat_id: chatId, message_id: messageId, ...said });
    return true;
  } catch (error) {
    if (!(error instanceof TelegramFailure)) throw error;
    if (error.kind === "not_modified") return true;
    if (error.kind === "uneditable") return false;
    throw error;
  }
}

/** Sets the command menu of a chat. Somebody who never opened this bot has no chat yet: nothing is lost. */
async function publishMenu(parts: MessengerParts, notice: OutgoingNotice): Promise<Delivery> {
  const { bot, chatId, reader } = notice;
  const { employee } = await ask(apiFor(parts.access, bot, chatId).people.me.$get());
  const permissions = employee?.state === "active" ? employee.permissions : null;
  const menu = { bot, chatId, permissions, language: reader.language };
  try {
    await publishChatCommands(parts.clients[bot], menu);
  } catch (error) {
    if (!(error instanceof TelegramFailure) || error.kind !== "unreachable") throw error;
    return { kind: "dropped", reason: "no_chat" };
  }
  return { kind: "sent", messageId: null };
}

/** A screen's message that Telegram's flood control held back. */
async function repeatCall(parts: MessengerParts, notice: OutgoingNotice): Promise<Delivery> {
  const { method, payload } = notice.payload as { method: string; payload: object };
  const result = await callAtNewId(parts.clients[notice.bot], method, payload);
  return { kind: "sent", messageId: messageIdOf(result) };
}

/** A group that became a supergroup is called once more at its new id. */
async function callAtNewId(
  client: TelegramClient,
  method: string,
  payload: object,
): Promise<unknown> {
  try {
    return await client.call(method, payload);
  } catch (error) {
    if (!(error instanceof TelegramFailure) || error.migrateToChatId === undefined) throw error;
    return client.call(method, { ...payload, chat_id: error.migrateToChatId });
  }
}

function deliveryOf(failure: TelegramFailure, attempts: number): Delivery {
  switch (failure.kind) {
    case "unreachable":
      return { kind: "unreachable" };
    case "rate_limited":
      return { kind: "later", afterMs: (failure.retryAfterS ?? 1) * secondMs };
    case "network":
    case "server":
    case "conflict":
    case "unauthorized":
      return { kind: "later", afterMs: Math.min(secondMs * 2 ** attempts, 300 * secondMs) };
    case "migrated":
    case "not_modified":
    case "uneditable":
    case "query_too_old":
    case "bad_request":
      break;
  }
  return { kind: "dropped", reason: failure.kind };
}

/** Where a message went, for one that followed its group. */
function chatOf(result: unknown): { readonly chatId?: number } {
  const sent = result as { readonly chat?: { readonly id?: number } } | undefined;
  return sent?.chat?.id === undefined ? {} : { chatId: sent.chat.id };
}

function messageIdOf(result: unknown): number | null {
  const sent = result as { readonly message_id?: number } | undefined;
  return sent?.message_id ?? null;
}
