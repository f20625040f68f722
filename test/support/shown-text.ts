import type { TextKey, Translator } from "../../locales/index.ts";
import type { Params } from "../../locales/engine.ts";

/** What a reader sees: without the marks that only steer direction, with plain spaces. */
export const seen = (text: string): string =>
  text
    .replace(/[\u200e\u200f\u2066-\u2069]/g, "")
    .replaceAll("\u00a0", " ")
    .replaceAll("\u202f", " ");

/** Stands for a value the test does not care about. */
const anything = "¤";

/** A text of ours as it looks on a screen; a value that is not given matches anything. Compare it with `seen()` text. */
export function shown(t: Translator, key: TextKey, params: Params = {}): RegExp {
  const values = new Proxy(params, {
    get: (given, name) => given[String(name)] ?? (name === "count" ? undefined : anything),
  });
  const text = seen(withoutMarkup(t.th(key, values).text));
  return new RegExp(text.split(anything).map(escapePattern).join("[^\\n]*?"), "u");
}

/** Exactly this text, for things that are no keys of ours: a name, a number. */
export const exactly = (text: string): RegExp => new RegExp(escapePattern(seen(text)), "u");

const withoutMarkup = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
