import type { Bot } from "../model.ts";
import type { MethodName, Payload } from "../parameters.ts";
import { refused } from "../api-error.ts";
import type { World } from "../world.ts";
import { answerCallbackQuery, sendChatAction } from "./callbacks.ts";
import {
  deleteMyCommands,
  getChatMenuButton,
  getMyCommands,
  getMyDescription,
  getMyShortDescription,
  setChatMenuButton,
  setMyCommands,
  setMyDescription,
  setMyShortDescription,
} from "./commands.ts";
import {
  deleteMessage,
  editMessageReplyMarkup,
  editMessageText,
  setMessageReaction,
} from "./edits.ts";
import { sendDocument, sendInvoice, sendLocation, sendMessage, sendPhoto } from "./messages.ts";
import { answerPreCheckoutQuery, getStarTransactions, refundStarPayment } from "./payments.ts";
import { pinChatMessage, unpinChatMessage } from "./pins.ts";
import { deleteWebhook, getMe, getWebhookInfo, setWebhook } from "./webhook.ts";

export type Handler = (world: World, bot: Bot, payload: Payload) => unknown;

/** Every method that answers at once; `getUpdates` waits and lives in polling.ts. */
export const HANDLERS: Readonly<Record<Exclude<MethodName, "getUpdates">, Handler>> = {
  getMe,
  logOut: () => true,
  close: () => true,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendLocation,
  sendPhoto,
  sendDocument,
  sendInvoice,
  answerPreCheckoutQuery,
  refundStarPayment,
  getStarTransactions,
  sendChatAction,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage,
  pinChatMessage,
  unpinChatMessage,
  answerCallbackQuery,
  setMessageReaction,
  getFile,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyDescription,
  getMyDescription,
  setMyShortDescription,
  getMyShortDescription,
  setChatMenuButton,
  getChatMenuButton,
};

function getFile(world: World, _bot: Bot, payload: Payload): Record<string, unknown> {
  const file = world.files.get(String(payload["file_id"]));
  if (!file) throw refused("wrong file_id or the file is temporarily unavailable");
  return {
    file_id: file.id,
    file_unique_id: file.id.slice(-12),
    file_size: file.bytes.length,
    file_path: `files/${file.id}`,
  };
}
