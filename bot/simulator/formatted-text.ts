import { invalid } from "./api-error.ts";
import type { Entity } from "./model.ts";
import { parseHtml } from "./parse-html.ts";

export type FormattedText = { text: string; entities: Entity[] };

/**
 * The text of an outgoing message as a user will see it.
 * @param limit code points allowed after parsing (TG §2.1: 4096 for text, 1024 for a caption)
 * @throws ApiError 400
 */
export function formattedText(
  source: string,
  parseMode: string | undefined,
  entities: Entity[] | undefined,
  limit: number,
): FormattedText {
  if (Buffer.byteLength(source) > 32768) throw invalid("message is too long");
  const mode = parseMode?.toLowerCase() ?? "";
  if (mode !== "" && mode !== "html") {
    const known = mode === "markdown" || mode === "markdownv2";
    throw invalid(
      known ? `parse_mode ${parseMode} is not simulated, use HTML` : "unsupported parse_mode",
    );
  }
  const parsed = mode === "html" ? parseHtml(source) : { text: source, entities: entities ?? [] };
  const trimmed = trim(parsed);
  if ([...trimmed.text].length > limit) {
    throw invalid(limit === 1024 ? "message caption is too long" : "message is too long");
  }
  const found = detectEntities(trimmed.text).filter(
    (entity) => !overlaps(entity, trimmed.entities),
  );
  return {
    text: trimmed.text,
    entities: [...trimmed.entities, ...found].sort(
      (a, b) => a.offset - b.offset || b.length - a.length,
    ),
  };
}

function trim({ text, entities }: FormattedText): FormattedText {
  const clean = text.replaceAll("\r", "").trimEnd();
  const start = clean.length - clean.trimStart().length;
  const result = clean.slice(start);
  const kept = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(result.length, entity.offset + entity.length - start);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: result, entities: kept };
}

/** Entities every client finds by itself: commands, mentions and links. */
export function detectEntities(text: string): Entity[] {
  const found: Entity[] = [];
  const add = (type: string, pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!overlaps(entity, found)) found.push(entity);
    }
  };
  add("url", /\bhttps?:\/\/[^\s<>"'\u2066-\u2069]+|\bt\.me\/[\w/?=&-]+/gi);
  add("bot_command", /(?<![\w/@<>])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])/gi);
  add("mention", /(?<![\w@])@[a-z]\w{3,31}/gi);
  return found.sort((a, b) => a.offset - b.offset);
}

function overlaps(entity: Entity, others: readonly Entity[]): boolean {
  return others.some(
    (other) =>
      entity.offset < other.offset + other.length && other.offset < entity.offset + entity.length,
  );
}

const TAGS: Record<string, string> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  spoiler: "tg-spoiler",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** Text and entities back as Telegram HTML, for assertions and logs. */
export function toHtml({ text, entities }: FormattedText): string {
  const opens = new Map<number, string>();
  const closes = new Map<number, string>();
  for (const entity of entities) {
    const tag = entity.type === "text_link" ? "a" : TAGS[entity.type];
    if (!tag) continue;
    const attribute = entity.url ? ` href="${escape(entity.url)}"` : "";
    const end = entity.offset + entity.length;
    opens.set(entity.offset, `${opens.get(entity.offset) ?? ""}<${tag}${attribute}>`);
    closes.set(end, `</${tag}>${closes.get(end) ?? ""}`);
  }
  let html = "";
  for (let at = 0; at <= text.length; at++) {
    html += (closes.get(at) ?? "") + (opens.get(at) ?? "") + escape(text[at] ?? "");
  }
  return html;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
