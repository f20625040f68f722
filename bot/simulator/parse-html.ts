import { invalid } from "./api-error.ts";
import type { Entity } from "./model.ts";

type Open = { tag: string; argument: string; offset: number };

const TYPES: Record<string, string> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
  code: "code",
  pre: "pre",
  a: "text_link",
  blockquote: "blockquote",
  "tg-emoji": "custom_emoji",
  "tg-time": "date_time",
};

/** Which attribute of a tag carries its argument. */
const ARGUMENTS: Record<string, string> = {
  a: "href",
  code: "class",
  span: "class",
  "tg-emoji": "emoji-id",
  "tg-time": "unix",
};

const SPACE = /\s/;
const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Parses `parse_mode: HTML` as the real server does: same tags, same four named entities, same refusals
 * with offsets in UTF-8 bytes (TDLib `do_parse_html`).
 * @throws ApiError 400 `can't parse entities: …`
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  const entities: Entity[] = [];
  const open: Open[] = [];
  let text = "";
  let at = 0;

  while (at < source.length) {
    const stop = nextSpecial(source, at);
    text += source.slice(at, stop);
    at = stop;
    if (at >= source.length) break;
    if (source[at] === "&") {
      const decoded = decodeCharacter(source, at);
      text += decoded.text;
      at = decoded.next;
    } else if (source[at + 1] === "/") {
      at = closeTag(source, at, open, entities, text.length);
    } else {
      at = openTag(source, at, open, text.length);
    }
  }

  const last = open.at(-1);
  if (last) throw unparsed(`Can't find end tag corresponding to start tag "${last.tag}"`);
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: withoutNestedInCode(entities) };
}

function nextSpecial(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === "<" || source[at] === "&") return at;
  }
  return source.length;
}

function decodeCharacter(source: string, at: number): { text: string; next: number } {
  const rest = source.slice(at + 1, at + 12);
  const numeric = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?/i.exec(rest);
  if (numeric) {
    const code = numeric[1] ? parseInt(numeric[1], 16) : Number(numeric[2]);
    if (code > 0 && code <= 0x10ffff) {
      return { text: String.fromCodePoint(code), next: at + 1 + numeric[0].length };
    }
  }
  const named = /^([a-z]+);?/i.exec(rest);
  const character = named?.[1] ? NAMED[named[1]] : undefined;
  if (!named || character === undefined) return { text: "&", next: at + 1 };
  return { text: character, next: at + 1 + named[0].length };
}

function openTag(source: string, begin: number, open: Open[], offset: number): number {
  let at = begin + 1;
  while (at < source.length && !SPACE.test(source[at] ?? "") && source[at] !== ">") at++;
  if (at >= source.length)
    throw unparsed(`Unclosed start tag at byte offset ${bytes(source, begin)}`);
  const tag = source.slice(begin + 1, at).toLowerCase();
  if (!Object.hasOwn(TYPES, tag)) {
    throw unparsed(`Unsupported start tag "${tag}" at byte offset ${bytes(source, begin)}`);
  }
  const read = readAttributes(source, begin, at, tag);
  if (tag === "span" && read.argument !== "tg-spoiler") {
    throw unparsed(
      `Tag "span" must have class "tg-spoiler" at byte offset ${bytes(source, begin)}`,
    );
  }
  open.push({ tag, argument: read.argument, offset });
  return read.next;
}

function readAttributes(source: string, begin: number, from: number, tag: string) {
  let at = from;
  let argument = "";
  for (;;) {
    while (SPACE.test(source[at] ?? "")) at++;
    if (source[at] === ">") return { argument, next: at + 1 };
    const name = /^[^\s=>"'/]*/.exec(source.slice(at))?.[0] ?? "";
    if (at >= source.length)
      throw unparsed(`Unclosed start tag at byte offset ${bytes(source, begin)}`);
    if (name === "") {
      throw unparsed(
        `Empty attribute name in the tag "${tag}" at byte offset ${bytes(source, begin)}`,
      );
    }
    at += name.length;
    while (SPACE.test(source[at] ?? "")) at++;
    if (source[at] !== "=") {
      if (tag === "blockquote" && name.toLowerCase() === "expandable") argument = "expandable";
      continue;
    }
    at++;
    while (SPACE.test(source[at] ?? "")) at++;
    const value = readValue(source, begin, at);
    at = value.next;
    if (ARGUMENTS[tag] === name.toLowerCase()) argument = value.text;
  }
}

function readValue(source: string, begin: number, from: number): { text: string; next: number } {
  const quote = source[from];
  if (quote !== '"' && quote !== "'") {
    const token = /^[a-z0-9.-]*/i.exec(source.slice(from))?.[0] ?? "";
    const next = from + token.length;
    if (!SPACE.test(source[next] ?? "") && source[next] !== ">") {
      throw unparsed(`Unexpected end of name token at byte offset ${bytes(source, from)}`);
    }
    return { text: token.toLowerCase(), next };
  }
  let text = "";
  let at = from + 1;
  while (at < source.length && source[at] !== quote) {
    const piece =
      source[at] === "&" ? decodeCharacter(source, at) : { text: source[at], next: at + 1 };
    text += piece.text;
    at = piece.next;
  }
  if (at >= source.length)
    throw unparsed(`Unclosed start tag at byte offset ${bytes(source, begin)}`);
  return { text, next: at + 1 };
}

function closeTag(
  source: string,
  begin: number,
  open: Open[],
  entities: Entity[],
  end: number,
): number {
  const top = open.pop();
  if (!top) throw unparsed(`Unexpected end tag at byte offset ${bytes(source, begin)}`);
  const match = /^<\/([^\s>]*)\s*(>?)/.exec(source.slice(begin));
  if (match?.[2] !== ">") throw unparsed(`Unclosed end tag at byte offset ${bytes(source, begin)}`);
  const found = (match[1] ?? "").toLowerCase();
  if (found !== "" && found !== top.tag) {
    throw unparsed(
      `Unmatched end tag at byte offset ${bytes(source, begin)}, expected "</${top.tag}>", found "</${found}>"`,
    );
  }
  if (end > top.offset) addEntity(top, end, entities);
  return begin + match[0].length;
}

function addEntity(top: Open, end: number, entities: Entity[]): void {
  const entity: Entity = {
    type: TYPES[top.tag] ?? top.tag,
    offset: top.offset,
    length: end - top.offset,
  };
  if (top.tag === "a") {
    if (!/^(https?:\/\/|tg:\/\/|mailto:|tel:|[\w-]+\.[a-z]{2,})/i.test(top.argument)) return;
    entity.url = top.argument;
  }
  if (top.tag === "blockquote" && top.argument) entity.type = "expandable_blockquote";
  if (top.tag === "tg-emoji") entity.custom_emoji_id = top.argument;
  if (top.tag === "tg-time") entity.unix_time = Number(top.argument);
  if (top.tag === "code" && top.argument.startsWith("language-"))
    entity.language = top.argument.slice(9);
  const inner = entities.at(-1);
  if (
    top.tag === "pre" &&
    inner?.type === "code" &&
    inner.offset === entity.offset &&
    inner.language
  ) {
    entities.pop();
    entity.language = inner.language;
  }
  entities.push(entity);
}

/** Code and pre cannot hold other entities: the server drops what is inside. */
function withoutNestedInCode(entities: Entity[]): Entity[] {
  const kept: Entity[] = [];
  let codeEnd = 0;
  for (const entity of entities) {
    if (entity.offset < codeEnd) continue;
    if (entity.type === "code") delete entity.language;
    if (entity.type === "code" || entity.type === "pre") codeEnd = entity.offset + entity.length;
    kept.push(entity);
  }
  return kept;
}

function bytes(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}

function unparsed(reason: string): Error {
  return invalid(`can't parse entities: ${reason}`);
}
