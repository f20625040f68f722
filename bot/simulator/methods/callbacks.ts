import { invalid, refused } from "../api-error.ts";
import type { Bot, Toast } from "../model.ts";
import { flag, text, type Payload } from "../parameters.ts";
import { announce, writableChat, type World } from "../world.ts";

const ANSWER_WITHIN = 150_000;
const ACTIONS = new Set([
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
]);

export function answerCallbackQuery(world: World, bot: Bot, payload: Payload): true {
  const shown = text(payload, "text") ?? "";
  if ([...shown].length > 200) throw invalid("MESSAGE_TOO_LONG");
  const url = text(payload, "url");
  if (url !== undefined && !/^(https:\/\/t\.me\/\w+\?start=|tg:\/\/)/.test(url))
    throw invalid("URL_INVALID");
  const callback = world.callbacks.get(text(payload, "callback_query_id") ?? "");
  const chat = callback && world.chats.get(`${bot.wire.id}:${callback.query.message.chat.id}`);
  if (!callback || !chat || callback.answer || world.now() - callback.at > ANSWER_WITHIN) {
    throw refused("query is too old and response timeout expired or query ID is invalid");
  }
  const answer: Toast = {
    text: shown,
    alert: flag(payload, "show_alert"),
    messageId: callback.query.message.message_id,
    at: world.now(),
  };
  if (url !== undefined) answer.url = url;
  callback.answer = answer;
  chat.toasts.push(answer);
  announce(world, { kind: "toast", chat, userId: callback.query.from.id });
  return true;
}

export function sendChatAction(world: World, bot: Bot, payload: Payload): true {
  if (!ACTIONS.has(text(payload, "action") ?? ""))
    throw invalid("wrong parameter action in request");
  const chat = writableChat(world, bot, payload["chat_id"]);
  chat.typingUntil = world.now() + 5000;
  announce(world, { kind: "chat", chat });
  return true;
}
