import type { NoticeKind, NoticePayloads } from "../../api/core/notices.ts";
import type { Translator } from "../../locales/index.ts";
import type { Api } from "./api.ts";
import type { Instant } from "./incoming.ts";
import type { BotName } from "./incoming.ts";
import type { Message } from "./view.ts";

/** What a notice may know: who reads it, and the API as that person. */
export interface NoticeContext {
  readonly bot: BotName;
  readonly t: Translator;
  readonly now: Instant;
  api(): Api;
}

/** Facts in, message out; null when there is nothing left to say. One file a kind: `bot/screens/notices/<kind>.ts`. */
export type RenderNotice<K extends NoticeKind> = (
  ctx: NoticeContext,
  payload: NoticePayloads[K],
) => Promise<Message | null> | Message | null;

/** `chat-menu` is no message, so nothing is written for it. */
export type NoticeRenderers = {
  readonly [K in Exclude<NoticeKind, "chat-menu">]: RenderNotice<K>;
};
