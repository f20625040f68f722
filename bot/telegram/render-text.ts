import { directed } from "../core/bidi.ts";
import { splitHtml } from "../core/split-html.ts";
import type { Html } from "../core/view.ts";
import type { Language } from "../../locales/text.ts";

/** One call that sends a message, without its chat. */
export interface RenderedCall {
  readonly method: "sendMessage" | "sendDocument" | "sendPhoto" | "sendInvoice";
  readonly payload: object;
}

/** A text, in parts that Telegram takes. */
export function renderText(body: Html, language: Language): readonly RenderedCall[] {
  return splitHtml(directed(body, language)).map(({ text }) => ({
    method: "sendMessage",
    payload: { text, parse_mode: "HTML", link_preview_options: { is_disabled: true } },
  }));
}
