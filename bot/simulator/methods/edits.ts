import { invalid, refused } from "../api-error.ts";
import { formattedText } from "../formatted-text.ts";
import type { Bot, Chat, Entity, StoredMessage, WireMessage } from "../model.ts";
import { list, number, object, text, type Payload } from "../parameters.ts";
import { parseReplyMarkup } from "../reply-markup.ts";
import { announce, findMessage, seconds, writableChat, type World } from "../world.ts";

const TWO_DAYS_SECONDS = 48 * 3600;
const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

export function editMessageText(world: World, bot: Bot, payload: Payload): WireMessage {
  const source = text(payload, "text") ?? "";
  const entities = list(payload, "entities") as Entity[] | undefined;
  const formatted = formattedText(source, text(payload, "parse_mode"), entities, 4096);
  if (formatted.text === "") throw invalid("message text is empty");
  const keyboard = inlineMarkup(payload);
  const { chat, message } = editableMessage(world, bot, payload);
  if (message.wire.text === undefined) throw refused("there is no text in the message to edit");
  return replace(world, chat, message, {
    text: formatted.text,
    entities: formatted.entities.length > 0 ? formatted.entities : undefined,
    reply_markup: keyboard,
  });
}

export function editMessageReplyMarkup(world: World, bot: Bot, payload: Payload): WireMessage {
  const keyboard = inlineMarkup(payload);
  const { chat, message } = editableMessage(world, bot, payload);
  const { text: kept, entities } = message.wire;
  return replace(world, chat, message, { text: kept, entities, reply_markup: keyboard });
}

export function deleteMessage(world: World, bot: Bot, payload: Payload): true {
  const chat = writableChat(world, bot, payload["chat_id"]);
  const message = findMessage(chat, number(payload, "message_id"));
  if (!message) throw refused("message to delete not found");
  if (seconds(world) - message.wire.date > TWO_DAYS_SECONDS)
    throw refused("message can't be deleted for everyone");
  chat.messages.splice(chat.messages.indexOf(message), 1);
  if (chat.keyboard?.messageId === message.wire.message_id) delete chat.keyboard;
  announce(world, { kind: "chat", chat });
  return true;
}

export function setMessageReaction(world: World, bot: Bot, payload: Payload): true {
  const reactions = (list(payload, "reaction") ?? []) as { type?: string; emoji?: string }[];
  if (reactions.length > 1) throw invalid("REACTIONS_TOO_MANY");
  const chat = writableChat(world, bot, payload["chat_id"]);
  const message = findMessage(chat, number(payload, "message_id"));
  if (!message) throw refused("message to react not found");
  const emoji = reactions[0]?.emoji;
  if (emoji === undefined) delete message.reaction;
  else message.reaction = emoji;
  announce(world, { kind: "chat", chat });
  return true;
}

function inlineMarkup(payload: Payload): WireMessage["reply_markup"] {
  const given = object(payload, "reply_markup");
  if (!given) return undefined;
  const markup = parseReplyMarkup(given);
  if (markup.kind !== "inline") throw invalid("inline keyboard expected");
  if (markup.keyboard.flat().some((button) => button.pay)) throw invalid("BUTTON_TYPE_INVALID");
  return markup.keyboard.length > 0 ? { inline_keyboard: markup.keyboard } : undefined;
}

function editableMessage(
  world: World,
  bot: Bot,
  payload: Payload,
): { chat: Chat; message: StoredMessage } {
  const messageId = number(payload, "message_id");
  if (messageId === undefined) throw invalid("message identifier is not specified");
  const chat = writableChat(world, bot, payload["chat_id"]);
  const message = findMessage(chat, messageId);
  if (!message) throw refused("message to edit not found");
  if (message.from !== "bot" || !message.editable) throw invalid("message can't be edited");
  return { chat, message };
}

type Content = Pick<WireMessage, "text" | "entities" | "reply_markup">;
type Replacement = { [Name in keyof Content]: Content[Name] | undefined };

function replace(world: World, chat: Chat, message: StoredMessage, next: Replacement): WireMessage {
  const current = message.wire;
  const before = [current.text, current.entities, current.reply_markup];
  if (JSON.stringify(before) === JSON.stringify([next.text, next.entities, next.reply_markup])) {
    throw refused(NOT_MODIFIED);
  }
  const { text: _text, entities: _entities, reply_markup: _markup, ...rest } = current;
  message.wire = {
    ...rest,
    edit_date: seconds(world),
    ...(next.text !== undefined && { text: next.text }),
    ...(next.entities && { entities: next.entities }),
    ...(next.reply_markup && { reply_markup: next.reply_markup }),
  };
  message.edits++;
  if (current.reply_markup) message.past.push(current.reply_markup.inline_keyboard);
  announce(world, { kind: "chat", chat });
  return structuredClone(message.wire);
}
