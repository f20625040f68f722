import { directed } from "../core/bidi.ts";
import type { DocumentMessage, Message, PhotoMessage, SentFile } from "../core/view.ts";
import type { Language } from "../../locales/text.ts";
import { type RenderedCall, renderText } from "./render-text.ts";

const megabyte = 1024 * 1024;
const documentLimit = 50 * megabyte;
const photoLimit = 10 * megabyte;
/** Counted with the markup, which is always safe. */
const captionLimit = 1024;

/** A file, with its caption or followed by it. TG 39 */
export function renderFile(
  message: DocumentMessage | PhotoMessage,
  language: Language,
): readonly RenderedCall[] {
  const { caption } = message;
  const words = caption && directed(caption, language).text;
  const fits = words !== undefined && words.length <= captionLimit;
  const under = fits ? { caption: words, parse_mode: "HTML" } : {};
  const call: RenderedCall =
    "document" in message
      ? { method: "sendDocument", payload: { document: upload(message.document), ...under } }
      : { method: "sendPhoto", payload: { photo: upload(message.photo), ...under } };
  return caption === undefined || fits ? [call] : [call, ...renderText(caption, language)];
}

/** Telegram takes no such file, so there is no use in trying. TG 39 */
export function isTooBig(message: Message): boolean {
  if ("document" in message) return message.document.bytes.length > documentLimit;
  return "photo" in message && message.photo.bytes.length > photoLimit;
}

/** The client sends whatever holds a File as a form. */
function upload({ name, mime, bytes }: SentFile): File {
  return new File([new Uint8Array(bytes)], name, { type: mime });
}
