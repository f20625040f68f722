import { invalid } from "./api-error.ts";
import type { StoredFile } from "./model.ts";

/** Types of parameters; `!` = required. `chat` = id or @username, `file` = upload, file_id or URL. */
type Kind = "int" | "float" | "bool" | "str" | "chat" | "obj" | "arr" | "file";
type Table = Readonly<Record<string, Kind | `${Kind}!`>>;

export type Payload = Record<string, unknown>;

const SEND = {
  business_connection_id: "str",
  chat_id: "chat!",
  message_thread_id: "int",
  direct_messages_topic_id: "int",
  disable_notification: "bool",
  protect_content: "bool",
  allow_paid_broadcast: "bool",
  message_effect_id: "str",
  ephemeral_message_parameters: "obj",
  suggested_post_parameters: "obj",
  reply_parameters: "obj",
  reply_markup: "obj",
} as const;

const CAPTION = { caption: "str", parse_mode: "str", caption_entities: "arr" } as const;
const EDIT = {
  business_connection_id: "str",
  chat_id: "chat",
  message_id: "int",
  inline_message_id: "str",
  reply_markup: "obj",
} as const;
const COMMANDS = { scope: "obj", language_code: "str" } as const;

/** What each method accepts: Bot API 10.3, only the methods the simulator answers. */
const METHODS = {
  getMe: {},
  logOut: {},
  close: {},
  setWebhook: {
    url: "str!",
    certificate: "file",
    ip_address: "str",
    max_connections: "int",
    allowed_updates: "arr",
    drop_pending_updates: "bool",
    secret_token: "str",
  },
  deleteWebhook: { drop_pending_updates: "bool" },
  getWebhookInfo: {},
  getUpdates: { offset: "int", limit: "int", timeout: "int", allowed_updates: "arr" },
  sendMessage: {
    ...SEND,
    text: "str!",
    parse_mode: "str",
    entities: "arr",
    link_preview_options: "obj",
  },
  sendLocation: {
    ...SEND,
    latitude: "float!",
    longitude: "float!",
    horizontal_accuracy: "float",
    live_period: "int",
    heading: "int",
    proximity_alert_radius: "int",
  },
  sendPhoto: {
    ...SEND,
    ...CAPTION,
    photo: "file!",
    show_caption_above_media: "bool",
    has_spoiler: "bool",
  },
  sendDocument: {
    ...SEND,
    ...CAPTION,
    document: "file!",
    thumbnail: "file",
    disable_content_type_detection: "bool",
  },
  sendInvoice: {
    ...SEND,
    title: "str!",
    description: "str!",
    payload: "str!",
    provider_token: "str",
    currency: "str!",
    prices: "arr!",
    max_tip_amount: "int",
    suggested_tip_amounts: "arr",
    start_parameter: "str",
    provider_data: "str",
    photo_url: "str",
    photo_size: "int",
    photo_width: "int",
    photo_height: "int",
    need_name: "bool",
    need_phone_number: "bool",
    need_email: "bool",
    need_shipping_address: "bool",
    send_phone_number_to_provider: "bool",
    send_email_to_provider: "bool",
    is_flexible: "bool",
  },
  answerPreCheckoutQuery: {
    pre_checkout_query_id: "str!",
    ok: "bool!",
    error_message: "str",
  },
  refundStarPayment: { user_id: "int!", telegram_payment_charge_id: "str!" },
  getStarTransactions: { offset: "int", limit: "int" },
  sendChatAction: {
    business_connection_id: "str",
    chat_id: "chat!",
    message_thread_id: "int",
    action: "str!",
  },
  editMessageText: {
    ...EDIT,
    text: "str!",
    parse_mode: "str",
    entities: "arr",
    link_preview_options: "obj",
  },
  editMessageReplyMarkup: EDIT,
  deleteMessage: { chat_id: "chat!", message_id: "int!" },
  pinChatMessage: {
    business_connection_id: "str",
    chat_id: "chat!",
    message_id: "int!",
    disable_notification: "bool",
  },
  unpinChatMessage: { business_connection_id: "str", chat_id: "chat!", message_id: "int" },
  answerCallbackQuery: {
    callback_query_id: "str!",
    text: "str",
    show_alert: "bool",
    url: "str",
    cache_time: "int",
  },
  setMessageReaction: { chat_id: "chat!", message_id: "int!", reaction: "arr", is_big: "bool" },
  getFile: { file_id: "str!" },
  setMyCommands: { commands: "arr!", ...COMMANDS },
  getMyCommands: COMMANDS,
  deleteMyCommands: COMMANDS,
  setMyDescription: { description: "str", language_code: "str" },
  getMyDescription: { language_code: "str" },
  setMyShortDescription: { short_description: "str", language_code: "str" },
  getMyShortDescription: { language_code: "str" },
  setChatMenuButton: { chat_id: "int", menu_button: "obj" },
  getChatMenuButton: { chat_id: "int" },
} as const satisfies Record<string, Table>;

export type MethodName = keyof typeof METHODS;

const BY_LOWER_CASE = new Map(
  Object.keys(METHODS).map((name) => [name.toLowerCase(), name as MethodName]),
);

/** Method names are case-insensitive on the real server. */
export function findMethod(name: string): MethodName | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase());
}

/** Texts of the real server for the required parameters whose absence people meet. */
const MISSING: Record<string, string> = {
  chat_id: "chat_id is empty",
  text: "message text is empty",
  message_id: "message identifier is not specified",
  photo: "there is no photo in the request",
  document: "there is no document in the request",
  payload: "INVOICE_PAYLOAD_INVALID",
  user_id: "invalid user_id specified",
};

/**
 * Turns what arrived (JSON, form text, uploads) into typed values.
 * @param strict also refuse parameters the method does not have
 * @throws ApiError 400, always a violation
 */
export function checkParameters(method: MethodName, raw: Payload, strict: boolean): Payload {
  const table: Table = METHODS[method];
  const checked: Payload = {};
  for (const [name, value] of Object.entries(raw)) {
    const kind = Object.hasOwn(table, name) ? table[name] : undefined;
    if (kind) checked[name] = typed(name, value, kind.replace("!", "") as Kind);
    else if (strict) throw invalid(`unknown parameter "${name}" in ${method}`);
  }
  for (const [name, kind] of Object.entries(table)) {
    const absent = checked[name] === undefined || checked[name] === "";
    if (!kind.endsWith("!") || !absent || (method === "setWebhook" && name === "url")) continue;
    throw invalid(MISSING[name] ?? `parameter "${name}" is required`);
  }
  return checked;
}

function typed(name: string, value: unknown, kind: Kind): unknown {
  switch (kind) {
    case "str":
      if (typeof value === "string") return value;
      break;
    case "int":
    case "float": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      const fits = kind === "int" ? Number.isSafeInteger(number) : Number.isFinite(number);
      if (typeof number === "number" && fits) return number;
      break;
    }
    case "bool":
      if (typeof value === "boolean") return value;
      if (value === "true" || value === "1") return true;
      if (value === "false" || value === "0") return false;
      break;
    case "chat":
      if (typeof value === "number" && Number.isSafeInteger(value)) return value;
      if (typeof value === "string") return /^-?\d+$/.test(value) ? Number(value) : value;
      break;
    case "file":
      if (typeof value === "string" || isFile(value)) return value;
      break;
    case "obj":
    case "arr": {
      const parsed = typeof value === "string" ? parseJson(value) : value;
      if (kind === "arr" && Array.isArray(parsed)) return parsed;
      if (kind === "obj" && typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
        return parsed;
      if (name === "prices") throw invalid("can't parse prices JSON object");
      if (name === "reply_markup") throw invalid("object expected as reply markup");
    }
  }
  throw invalid(`parameter "${name}" has a wrong type, ${kind} expected`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isFile(value: unknown): value is StoredFile {
  return typeof value === "object" && value !== null && "bytes" in value;
}

/** Readers of checked payloads: the table above guarantees the types. */
export const text = (payload: Payload, name: string): string | undefined =>
  payload[name] as string | undefined;
export const number = (payload: Payload, name: string): number | undefined =>
  payload[name] as number | undefined;
export const flag = (payload: Payload, name: string): boolean => payload[name] === true;
export const object = (payload: Payload, name: string): Payload | undefined =>
  payload[name] as Payload | undefined;
export const list = (payload: Payload, name: string): unknown[] | undefined =>
  payload[name] as unknown[] | undefined;
