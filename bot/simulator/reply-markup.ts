import { invalid } from "./api-error.ts";
import type { InlineButton, ReplyKeyboard } from "./model.ts";

export type Markup =
  | { kind: "inline"; keyboard: InlineButton[][] }
  | { kind: "reply"; markup: ReplyKeyboard }
  | { kind: "remove" }
  | { kind: "force" };

const INLINE_ACTIONS = [
  "callback_data",
  "url",
  "copy_text",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "switch_inline_query_chosen_chat",
  "callback_game",
  "pay",
] as const;
const INLINE_FIELDS = new Set<string>([
  "text",
  "style",
  "icon_custom_emoji_id",
  "disabled",
  ...INLINE_ACTIONS,
]);
const REPLY_ACTIONS = [
  "request_contact",
  "request_location",
  "request_poll",
  "request_users",
  "request_chat",
  "web_app",
];
const REPLY_FIELDS = new Set(["text", "style", "icon_custom_emoji_id", ...REPLY_ACTIONS]);
const REPLY_MARKUP_FIELDS = new Set([
  "keyboard",
  "is_persistent",
  "resize_keyboard",
  "one_time_keyboard",
  "input_field_placeholder",
  "selective",
  "force_reply",
]);
const STYLES = new Set<unknown>(["danger", "success", "primary"]);

type Fields = Record<string, unknown>;

/**
 * Checks the shape and limits of `reply_markup` (TG §2.1, §2.2).
 * @throws ApiError 400: BUTTON_DATA_INVALID, BUTTON_URL_INVALID, …
 */
export function parseReplyMarkup(value: Fields): Markup {
  if ("inline_keyboard" in value) {
    onlyFields(value, new Set(["inline_keyboard", "force_reply"]), "inline keyboard markup");
    const keyboard = rows(value["inline_keyboard"], "inline keyboard").map((row) =>
      row.map(inlineButton),
    );
    return { kind: "inline", keyboard: keyboard.filter((row) => row.length > 0) };
  }
  if ("keyboard" in value) return { kind: "reply", markup: replyKeyboard(value) };
  if (value["remove_keyboard"] === true) {
    onlyFields(value, new Set(["remove_keyboard", "selective"]), "reply keyboard remove");
    return { kind: "remove" };
  }
  if (value["force_reply"] === true) {
    onlyFields(
      value,
      new Set(["force_reply", "input_field_placeholder", "selective"]),
      "force reply",
    );
    placeholder(value);
    return { kind: "force" };
  }
  throw invalid("can't parse reply markup: no known kind of keyboard");
}

function replyKeyboard(value: Fields): ReplyKeyboard {
  onlyFields(value, REPLY_MARKUP_FIELDS, "reply keyboard markup");
  for (const name of ["is_persistent", "resize_keyboard", "one_time_keyboard", "selective"]) {
    if (name in value && typeof value[name] !== "boolean") throw wrongType(name, "Boolean");
  }
  placeholder(value);
  const keyboard = rows(value["keyboard"], "keyboard").map((row) => row.map(replyButton));
  if (keyboard.flat().length === 0) throw invalid("reply keyboard must have at least one button");
  return { ...(value as Omit<ReplyKeyboard, "keyboard">), keyboard };
}

function placeholder(value: Fields): void {
  const text = value["input_field_placeholder"];
  if (text === undefined) return;
  if (typeof text !== "string") throw wrongType("input_field_placeholder", "String");
  if (text === "" || [...text].length > 64)
    throw invalid("input_field_placeholder must be of 1-64 characters");
}

function rows(value: unknown, what: string): unknown[][] {
  if (!Array.isArray(value)) throw invalid(`can't parse ${what}: Field must be of type Array`);
  const parsed = value.map((row: unknown) => {
    if (!Array.isArray(row)) throw invalid(`can't parse ${what}: Expected an Array of Array`);
    if (row.length > 8 && what === "inline keyboard")
      throw invalid("inline keyboard row is too long");
    return row as unknown[];
  });
  if (parsed.flat().length > 100 && what === "inline keyboard")
    throw invalid("reply markup is too long");
  if (parsed.flat().length > 300) throw invalid("reply markup is too long");
  return parsed;
}

function inlineButton(value: unknown): InlineButton {
  const button = buttonFields(value, INLINE_FIELDS, "inline keyboard button");
  const actions = INLINE_ACTIONS.filter((name) => name in button);
  if (actions.length === 0) throw invalid("Text buttons are unallowed in the inline keyboard");
  if (actions.length > 1)
    throw invalid(`inline keyboard button has several actions: ${actions.join(", ")}`);
  callbackData(button["callback_data"]);
  buttonUrl(button["url"]);
  copyText(button["copy_text"]);
  return button;
}

function callbackData(data: unknown): void {
  if (data === undefined) return;
  const size = typeof data === "string" ? Buffer.byteLength(data) : 0;
  if (size < 1 || size > 64) throw invalid("BUTTON_DATA_INVALID");
}

function buttonUrl(url: unknown): void {
  if (url === undefined) return;
  if (typeof url !== "string") throw wrongType("url", "String");
  const scheme = URL.canParse(url) ? new URL(url).protocol : "";
  if (!["http:", "https:", "tg:", "mailto:", "tel:"].includes(scheme)) {
    throw invalid(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  const host = new URL(url).hostname;
  if (scheme.startsWith("http") && !host.includes(".") && host !== "localhost")
    throw invalid("BUTTON_URL_INVALID");
}

function copyText(value: unknown): void {
  if (value === undefined) return;
  const text = isFields(value) ? value["text"] : undefined;
  if (typeof text !== "string")
    throw invalid("can't parse inline keyboard button: copy_text must be an Object");
  if (text === "" || [...text].length > 256) throw invalid("BUTTON_COPY_TEXT_INVALID");
}

function replyButton(value: unknown) {
  const fields = typeof value === "string" ? { text: value } : value;
  const button = buttonFields(fields, REPLY_FIELDS, "keyboard button");
  const actions = REPLY_ACTIONS.filter(
    (name) => button[name] !== undefined && button[name] !== false,
  );
  if (actions.length > 1)
    throw invalid(`keyboard button has several actions: ${actions.join(", ")}`);
  return button as { text: string };
}

function buttonFields(value: unknown, known: Set<string>, what: string): Fields & { text: string } {
  if (!isFields(value)) throw invalid(`can't parse ${what}: Expected an Object`);
  onlyFields(value, known, what);
  const text = value["text"];
  if (typeof text !== "string")
    throw invalid(`can't parse ${what}: Field "text" must be of type String`);
  if (text.trim() === "") throw invalid(`${what} text must be non-empty`);
  const style = value["style"];
  if (style !== undefined && !STYLES.has(style))
    throw invalid(`${what} has unknown style ${JSON.stringify(style)}`);
  return { ...value, text };
}

function onlyFields(value: Fields, known: Set<string>, what: string): void {
  const unknown = Object.keys(value).find((name) => !known.has(name));
  if (unknown) throw invalid(`unknown field "${unknown}" in ${what}`);
}

function wrongType(name: string, type: string): Error {
  return invalid(`can't parse reply markup: Field "${name}" must be of type ${type}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
