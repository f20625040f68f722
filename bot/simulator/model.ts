import type {
  PreCheckoutQuery,
  RefundedPayment,
  StarTransaction,
  StoredInvoice,
  SuccessfulPayment,
  WireInvoice,
} from "./model-money.ts";

/** Shapes shared by the parts of the simulator; the wire names are those of the Bot API. */

export type BotKind = "staff" | "owner";

export type BotConfig = { token: string; username: string; name: string; kind: BotKind };

export type UserConfig = {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** International, with or without `+`; needed only to share the own contact. */
  phone?: string;
  /** Shown under the name in the page's list of people: «owner of …». */
  note?: string;
};

export type Point = { latitude: number; longitude: number; accuracy?: number };

export type Place = { name: string; latitude: number; longitude: number; radius?: number };

export type WireUser = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type WireChat = {
  id: number;
  type: "private" | "group" | "supergroup";
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
};

export type Entity = {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: WireUser;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
};

export type InlineButton = {
  text: string;
  callback_data?: string;
  url?: string;
  copy_text?: { text: string };
  pay?: boolean;
  style?: string;
};

export type ReplyButton = {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  style?: string;
};

export type ReplyKeyboard = {
  keyboard: ReplyButton[][];
  is_persistent?: boolean;
  resize_keyboard?: boolean;
  one_time_keyboard?: boolean;
  input_field_placeholder?: string;
};

export type WireLocation = {
  latitude: number;
  longitude: number;
  horizontal_accuracy?: number;
  live_period?: number;
  heading?: number;
};

export type WireContact = {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
};

export type WireMessage = {
  message_id: number;
  date: number;
  chat: WireChat;
  from?: WireUser;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  location?: WireLocation;
  contact?: WireContact;
  venue?: { location: WireLocation; title: string; address: string };
  document?: {
    file_id: string;
    file_unique_id: string;
    file_name?: string;
    mime_type?: string;
    file_size: number;
  };
  photo?: { file_id: string; file_unique_id: string; width: number; height: number }[];
  invoice?: WireInvoice;
  successful_payment?: SuccessfulPayment;
  refunded_payment?: RefundedPayment;
  reply_markup?: { inline_keyboard: InlineButton[][] };
  reply_to_message?: WireMessage;
  forward_origin?: Record<string, unknown>;
  via_bot?: WireUser;
  is_from_offline?: true;
};

type CallbackQuery = {
  id: string;
  from: WireUser;
  message: WireMessage;
  chat_instance: string;
  data: string;
};

export type Update = {
  update_id: number;
  message?: WireMessage;
  edited_message?: WireMessage;
  callback_query?: CallbackQuery;
  pre_checkout_query?: PreCheckoutQuery;
  my_chat_member?: Record<string, unknown> & { chat: WireChat; from: WireUser; date: number };
};

export type UpdateKind = Exclude<keyof Update, "update_id">;

export type StoredMessage = {
  wire: WireMessage;
  from: "me" | "bot";
  /** False for a message sent with a reply keyboard, remove_keyboard or force_reply. */
  editable: boolean;
  edits: number;
  /** Inline keyboards it had before its edits, oldest first: a slow client may still show one. */
  past: InlineButton[][][];
  reaction?: string;
  silent: boolean;
  invoice?: StoredInvoice;
  /** Paid from this very message: its button is «Receipt» now. */
  isPaid?: boolean;
};

export type Toast = { text: string; alert: boolean; url?: string; messageId: number; at: number };

export type Callback = {
  query: CallbackQuery;
  at: number;
  answer?: Toast;
};

/** One conversation of one bot: a private chat, or a bot's view of a group. */
export type Chat = {
  bot: Bot;
  wire: WireChat;
  messages: StoredMessage[];
  keyboard?: { messageId: number; markup: ReplyKeyboard; used: boolean };
  toasts: Toast[];
  started: boolean;
  blocked: boolean;
  /** Instant until which «typing…» is shown. */
  typingUntil: number;
  menuButton?: Record<string, unknown>;
  /** Message ids, the newest last. */
  pinned?: number[];
  /** A group in which the bot is no administrator. */
  mayNotPin?: boolean;
};

export type User = {
  wire: WireUser;
  phone?: string;
  note?: string;
  deactivated: boolean;
  pin: Required<Point>;
  /** False until somebody chose where the phone is. */
  hasPin: boolean;
  clipboard: string;
};

export type Webhook = {
  url: string;
  secretToken?: string;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
};

/** An update that the bot has not confirmed; `forced` ones are shown even below the offset. */
export type Pending = { update: Update; at: number; forced: boolean };

export type Bot = {
  config: BotConfig;
  wire: WireUser;
  webhook?: Webhook;
  allowedUpdates?: string[];
  pending: Pending[];
  history: Update[];
  nextUpdateId: number;
  nextMessageId: number;
  commands: Map<string, { command: string; description: string }[]>;
  descriptions: Map<string, string>;
  shortDescriptions: Map<string, string>;
  menuButton?: Record<string, unknown>;
  /** In the order they happened. */
  stars: StarTransaction[];
};

export type CallRecord = {
  number: number;
  at: number;
  bot: BotKind;
  method: string;
  payload: Record<string, unknown>;
  /** Undefined while the call is open (long polling, `hang`). */
  status?: number;
  result?: unknown;
  description?: string;
};

export type Violation = {
  at: number;
  bot: BotKind;
  method: string;
  description: string;
  payload: Record<string, unknown>;
};

export type StoredFile = { id: string; name: string; type: string; bytes: Uint8Array };
