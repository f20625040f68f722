import { ApiError, invalid, refused } from "../api-error.ts";
import { formattedText } from "../formatted-text.ts";
import type {
  Bot,
  Chat,
  Entity,
  StoredFile,
  StoredMessage,
  WireLocation,
  WireMessage,
} from "../model.ts";
import type { StoredInvoice } from "../model-money.ts";
import { imageSize } from "../image-size.ts";
import { invoiceKeyboard, readInvoice } from "../invoice.ts";
import { flag, isFile, list, number, object, text, type Payload } from "../parameters.ts";
import { parseReplyMarkup, type Markup } from "../reply-markup.ts";
import { addMessage, announce, findMessage, writableChat, type World } from "../world.ts";

export function sendMessage(world: World, bot: Bot, payload: Payload): WireMessage {
  const formatted = formattedText(
    text(payload, "text") ?? "",
    text(payload, "parse_mode"),
    list(payload, "entities") as Entity[] | undefined,
    4096,
  );
  if (formatted.text === "") throw invalid("message text is empty");
  return send(world, bot, payload, {
    text: formatted.text,
    ...(formatted.entities.length > 0 && { entities: formatted.entities }),
  });
}

export function sendLocation(world: World, bot: Bot, payload: Payload): WireMessage {
  const location: WireLocation = {
    latitude: number(payload, "latitude") ?? 0,
    longitude: number(payload, "longitude") ?? 0,
  };
  if (Math.abs(location.latitude) > 90 || Math.abs(location.longitude) > 180) {
    throw invalid("latitude or longitude is out of range");
  }
  const accuracy = number(payload, "horizontal_accuracy");
  if (accuracy !== undefined) {
    if (accuracy < 0 || accuracy > 1500)
      throw invalid("horizontal_accuracy must be between 0 and 1500");
    location.horizontal_accuracy = accuracy;
  }
  const period = number(payload, "live_period");
  if (period !== undefined) {
    if ((period < 60 || period > 86400) && period !== 0x7fffffff)
      throw invalid("wrong live location period specified");
    location.live_period = period;
  }
  return send(world, bot, payload, { location });
}

export function sendPhoto(world: World, bot: Bot, payload: Payload): WireMessage {
  const file = fileOf(world, payload["photo"]);
  if (file.bytes.length > PHOTO_BYTES) {
    const limit = `the maximum size is ${PHOTO_BYTES} bytes`;
    throw invalid(`file of size ${file.bytes.length} bytes is too big for a photo; ${limit}`);
  }
  const sides = imageSize(file.bytes);
  if (!sides) throw invalid("IMAGE_PROCESS_FAILED");
  const [shorter, longer] = [sides.width, sides.height].sort((a, b) => a - b) as [number, number];
  if (shorter + longer > 10_000 || longer > 20 * shorter) throw invalid("PHOTO_INVALID_DIMENSIONS");
  keepFile(world, file);
  const size = { file_id: file.id, file_unique_id: file.id.slice(-12), ...sides };
  return send(world, bot, payload, { photo: [size], ...caption(payload) });
}

export function sendDocument(world: World, bot: Bot, payload: Payload): WireMessage {
  const file = fileOf(world, payload["document"]);
  if (file.bytes.length > DOCUMENT_BYTES)
    throw new ApiError(413, "Request Entity Too Large", { violation: true });
  keepFile(world, file);
  const document = {
    file_id: file.id,
    file_unique_id: file.id.slice(-12),
    file_name: file.name,
    mime_type: file.type,
    file_size: file.bytes.length,
  };
  return send(world, bot, payload, { document, ...caption(payload) });
}

export function sendInvoice(world: World, bot: Bot, payload: Payload): WireMessage {
  const invoice = readInvoice(payload);
  const { title, description, startParameter, currency, total } = invoice;
  const content = {
    title,
    description,
    start_parameter: startParameter,
    currency,
    total_amount: total,
  };
  return send(world, bot, payload, { invoice: content }, invoice);
}

/** Puts a bot's message into the chat and applies what its keyboard does to the chat. */
function send(
  world: World,
  bot: Bot,
  payload: Payload,
  content: Partial<WireMessage>,
  invoice?: StoredInvoice,
): WireMessage {
  const given = object(payload, "reply_markup");
  const markup = markupOf(given && parseReplyMarkup(given), invoice);
  const chat = writableChat(world, bot, payload["chat_id"]);
  const reply = replied(chat, object(payload, "reply_parameters"));
  chat.typingUntil = 0;
  const message = addMessage(world, chat, "bot", {
    from: bot.wire,
    ...content,
    ...(markup?.kind === "inline" && { reply_markup: { inline_keyboard: markup.keyboard } }),
    ...(reply && { reply_to_message: reply.wire }),
  });
  if (invoice) message.invoice = invoice;
  message.silent = flag(payload, "disable_notification");
  message.editable = markup === undefined || markup.kind === "inline";
  applyKeyboard(chat, message, markup);
  announce(world, { kind: "chat", chat });
  return structuredClone(message.wire);
}

/** An invoice always has a pay button, and nothing else has one. */
function markupOf(
  markup: Markup | undefined,
  invoice: StoredInvoice | undefined,
): Markup | undefined {
  const keyboard = markup?.kind === "inline" ? markup.keyboard : undefined;
  if (invoice) return { kind: "inline", keyboard: invoiceKeyboard(keyboard, invoice) };
  if (keyboard?.flat().some((button) => button.pay)) throw invalid("BUTTON_TYPE_INVALID");
  return markup;
}

function applyKeyboard(chat: Chat, message: StoredMessage, markup: Markup | undefined): void {
  if (markup?.kind === "remove" || markup?.kind === "force") delete chat.keyboard;
  if (markup?.kind === "reply") {
    chat.keyboard = { messageId: message.wire.message_id, markup: markup.markup, used: false };
  }
}

function replied(chat: Chat, parameters: Payload | undefined): StoredMessage | undefined {
  if (!parameters) return undefined;
  const found = findMessage(chat, Number(parameters["message_id"]));
  if (!found && parameters["allow_sending_without_reply"] !== true)
    throw refused("message to be replied not found");
  return found;
}

function caption(payload: Payload): Partial<WireMessage> {
  const source = text(payload, "caption");
  if (source === undefined) return {};
  const entities = list(payload, "caption_entities") as Entity[] | undefined;
  const formatted = formattedText(source, text(payload, "parse_mode"), entities, 1024);
  return {
    caption: formatted.text,
    ...(formatted.entities.length > 0 && { caption_entities: formatted.entities }),
  };
}

const PHOTO_BYTES = 10 * 1024 * 1024;
const DOCUMENT_BYTES = 50 * 1024 * 1024;

/** An upload, or a file sent before. Its name is what people see and save: no path, no control characters. */
function fileOf(world: World, value: unknown): StoredFile {
  if (typeof value === "string") {
    const known = world.files.get(value);
    if (!known) throw refused("wrong file identifier/HTTP URL specified");
    return known;
  }
  if (!isFile(value)) throw invalid("wrong file identifier/HTTP URL specified");
  if (value.bytes.length === 0) throw invalid("file must be non-empty");
  const { name } = value;
  if (name.trim() === "" || Buffer.byteLength(name) > 255 || /[\p{Cc}/\\]/u.test(name))
    throw invalid("wrong file name specified");
  return { ...value, id: `SIM-file-${String(++world.serial).padStart(12, "0")}` };
}

const keepFile = (world: World, file: StoredFile): void => void world.files.set(file.id, file);
