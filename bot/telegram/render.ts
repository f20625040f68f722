import { directedPlain } from "../core/bidi.ts";
import type { CallbackCodec } from "../core/callback.ts";
import type { Dock, DockButton, Key, Message } from "../core/view.ts";
import type { Language } from "../../locales/text.ts";
import { renderFile } from "./render-file.ts";
import { renderInvoice } from "./render-invoice.ts";
import { renderPlain } from "./render-plain.ts";
import { type RenderedCall, renderText } from "./render-text.ts";

/**
 * Turns a message into one call, or several when it is too long: the keyboard belongs to the last.
 * @throws RangeError when a key's route or an invoice does not fit: a bug
 */
export function renderMessage(
  message: Message,
  { language, codec }: { readonly language: Language; readonly codec: CallbackCodec },
): readonly RenderedCall[] {
  const silence = message.silent ? { disable_notification: true as const } : {};
  if ("invoice" in message) {
    const payload = { ...renderInvoice(message.invoice, language), ...silence };
    return [{ method: "sendInvoice", payload }];
  }
  const markup =
    "dock" in message
      ? renderDock(message.dock, language)
      : renderKeys(message.keys, codec, language);
  const calls =
    "body" in message ? renderText(message.body, language) : renderFile(message, language);
  return calls.map(({ method, payload }, index) => {
    const keys = markup && index === calls.length - 1 ? { reply_markup: markup } : {};
    return { method, payload: { ...payload, ...silence, ...keys } };
  });
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
