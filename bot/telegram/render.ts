import { directed, directedPlain } from "../core/bidi.ts";
import type { CallbackCodec } from "../core/callback.ts";
import { splitHtml } from "../core/split-html.ts";
import type { Dock, DockButton, Key, Message } from "../core/view.ts";
import type { Language } from "../../locales/text.ts";

/** A message as the Bot API wants it, without the chat. */
export interface RenderedMessage {
  readonly text: string;
  readonly parse_mode: "HTML";
  readonly link_preview_options: { readonly is_disabled: true };
  readonly disable_notification?: true;
  readonly reply_markup?: object;
}

/**
 * Turns a message into one payload, or several when it is too long: the keyboard belongs to the last.
 * @throws RangeError when a key's route does not fit: a bug
 */
export function renderMessage(
  message: Message,
  { language, codec }: { readonly language: Language; readonly codec: CallbackCodec },
): readonly RenderedMessage[] {
  const markup =
    "dock" in message
      ? renderDock(message.dock, language)
      : renderKeys(message.keys, codec, language);
  const parts = splitHtml(directed(message.body, language));
  return parts.map((part, index) => ({
    text: part.text,
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    ...(message.silent ? { disable_notification: true as const } : {}),
    ...(markup && index === parts.length - 1 ? { reply_markup: markup } : {}),
  }));
}

/** A toast or a label, in the language's direction. @param limit in characters */
export function renderPlain(text: string, language: Language, limit: number): string {
  const whole = directedPlain(text, language);
  if (whole.length <= limit) return whole;
  let cut = "";
  for (const char of whole) {
    if (cut.length + char.length >= limit) break;
    cut += char;
  }
  return `${cut}…`;
}

function renderKeys(
  rows: readonly (readonly Key[])[] | undefined,
  codec: CallbackCodec,
  language: Language,
): object | undefined {
  const there = rows?.filter((row) => row.length > 0) ?? [];
  if (there.length === 0) return undefined;
  return { inline_keyboard: there.map((row) => row.map((key) => renderKey(key, codec, language))) };
}

function renderKey(key: Key, codec: CallbackCodec, language: Language): object {
  const text = directedPlain(key.label, language) || " ";
  if ("url" in key) return { text, url: key.url };
  if ("copy" in key) return { text, copy_text: { text: key.copy } };
  const data = { text, callback_data: codec.encode(key.go) };
  return key.style ? { ...data, style: key.style } : data;
}

function renderDock(dock: Dock | "remove", language: Language): object {
  if (dock === "remove") return { remove_keyboard: true };
  return {
    keyboard: dock.rows.map((row) => row.map(renderButton)),
    is_persistent: dock.persistent ?? true,
    resize_keyboard: dock.resize ?? true,
    ...(dock.placeholder
      ? { input_field_placeholder: renderPlain(dock.placeholder, language, 64) }
      : {}),
  };
}

function renderButton(button: DockButton): object {
  if ("requestContact" in button) return { text: button.requestContact, request_contact: true };
  if ("requestLocation" in button) return { text: button.requestLocation, request_location: true };
  return { text: button.text };
}
