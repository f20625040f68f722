import { isolate, withoutControls } from "../../locales/bidi.ts";
import { escapeHtml } from "../../locales/escape.ts";
import { Html, type Plain } from "../../locales/text.ts";

export { Html };

type Piece = string | Html;

/** Escapes every value except Html: html`<b>${name}</b>`. Numbers go through `t.format` first. */
export function html(literals: TemplateStringsArray, ...values: readonly Piece[]): Html {
  let text = literals[0] ?? "";
  values.forEach((value, index) => {
    text += escaped(value) + (literals[index + 1] ?? "");
  });
  return new Html(text);
}

export const bold = (value: Piece): Html => tagged("b", value);
/** Tapping it copies it. */
export const code = (value: Piece): Html => tagged("code", value);

/** @param url http, https, tg or mailto */
export function link(label: Piece, url: string): Html {
  return new Html(`<a href="${escapeHtml(url)}">${escaped(label)}</a>`);
}

/** Joins the lines that are there; `false`, `null` and `undefined` are left out, `''` makes a blank line. */
export function lines(...parts: readonly (Piece | false | null | undefined)[]): Html {
  const there = parts.filter((part) => part !== false && part !== null && part !== undefined);
  return new Html(there.map(escaped).join("\n"));
}

/** A person's or a place's own words, cleaned, shortened and kept from turning the line around. */
export function name(text: string, limit = nameLimit): Html {
  return new Html(escapeHtml(isolate(cleanName(text, limit))));
}

/** Text that came from people, as a label: cleaned and shortened. */
export function plain(text: string, limit = nameLimit): Plain {
  return cleanName(text, limit) as Plain;
}

const nameLimit = 64;

/**
 * One line without control characters, at most `limit` code points; a cut is shown by «…» and never splits a pair.
 * Zero-width joiners stay: Persian words and emoji need them.
 */
export function cleanName(text: string, limit: number = nameLimit): string {
  const calm = withoutControls(text.normalize("NFC"))
    .replace(/[\p{Cc}\u2028\u2029\ufeff\u2066-\u2069]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const points = Array.from(calm);
  return points.length <= limit
    ? calm.toWellFormed()
    : `${points
        .slice(0, limit - 1)
        .join("")
        .toWellFormed()
        .trimEnd()}…`;
}

function tagged(tag: string, value: Piece): Html {
  return new Html(`<${tag}>${escaped(value)}</${tag}>`);
}

function escaped(value: Piece): string {
  return Html.is(value) ? value.text : escapeHtml(value);
}
