import { refused } from "../api-error.ts";
import type { Bot } from "../model.ts";
import { number, type Payload } from "../parameters.ts";
import { announce, findMessage, writableChat, type World } from "../world.ts";

export function pinChatMessage(world: World, bot: Bot, payload: Payload): true {
  const chat = writableChat(world, bot, payload["chat_id"]);
  const messageId = number(payload, "message_id");
  if (!findMessage(chat, messageId)) throw refused("message to pin not found");
  if (chat.mayNotPin === true)
    throw refused("not enough rights to manage pinned messages in the chat");
  chat.pinned = [...(chat.pinned ?? []).filter((id) => id !== messageId), Number(messageId)];
  announce(world, { kind: "chat", chat });
  return true;
}

/** Without a message the newest one. */
export function unpinChatMessage(world: World, bot: Bot, payload: Payload): true {
  const chat = writableChat(world, bot, payload["chat_id"]);
  if (chat.mayNotPin === true)
    throw refused("not enough rights to manage pinned messages in the chat");
  const messageId = number(payload, "message_id") ?? chat.pinned?.at(-1);
  if (messageId === undefined || !findMessage(chat, messageId))
    throw refused("message to unpin not found");
  chat.pinned = (chat.pinned ?? []).filter((id) => id !== messageId);
  announce(world, { kind: "chat", chat });
  return true;
}
