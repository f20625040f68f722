import type { Reader } from "../core/messenger.ts";
import type { NewNotice, NoticePayloads } from "../core/notices.ts";

/** What became of a live location, to who asked for it. */
export const resultNotice = (
  orgId: string,
  to: { readonly personId: string; readonly chatId: number; readonly reader: Reader },
  payload: NoticePayloads["live-result"],
): NewNotice<"live-result"> => ({
  kind: "live-result",
  payload,
  orgId,
  bot: "owner",
  personId: to.personId,
  reader: to.reader,
  chatId: to.chatId,
  subject: `handshake:${payload.handshakeId}`,
  dedupKey: `live-result:${payload.handshakeId}`,
});
