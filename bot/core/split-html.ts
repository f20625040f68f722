import { Html } from "../../locales/text.ts";

/** Telegram's limit is 4096 characters after parsing; counting the markup too is always safe. */
const messageLimit = 4096;

/**
 * Cuts a body into messages: on line borders, inside a line only when it alone is too long, never inside a tag, an
 * entity or a surrogate pair. Tags open at a cut are closed and opened again. TG 8.38
 */
export function splitHtml(body: Html, limit: number = messageLimit): readonly Html[] {
  if (body.text.length <= limit) return [body];
  const parts: string[] = [];
  let part = "";
  let open: readonly string[] = [];
  let startsWith = "";

  const flush = () => {
    if (part !== startsWith) parts.push(part + closing(open));
    startsWith = open.join("");
    part = startsWith;
  };

  for (const line of body.text.split("\n")) {
    const joint = part === startsWith ? "" : "\n";
    if (fits(part + joint + line, after(open, line), limit)) {
      part += joint + line;
      open = after(open, line);
      continue;
    }
    flush();
    for (const token of tokens(line)) {
      if (!fits(part + token, after(open, token), limit)) flush();
      part += token;
      open = after(open, token);
    }
  }
  flush();
  return parts.map((text) => new Html(text));
}

function fits(text: string, open: readonly string[], limit: number): boolean {
  return text.length + closing(open).length <= limit;
}

/** Tags, entities and single code points. */
function tokens(line: string): readonly string[] {
  return line.match(/<[^>]*>|&(?:#\d+|#x[\da-f]+|\w+);|[\s\S]/giu) ?? [];
}

/** The opening tags still open after `text`. */
function after(open: readonly string[], text: string): readonly string[] {
  if (!text.includes("<")) return open;
  const stack = [...open];
  for (const [tag] of text.matchAll(/<[^>]*>/g)) {
    if (tag.startsWith("</")) stack.pop();
    else stack.push(tag);
  }
  return stack;
}

function closing(open: readonly string[]): string {
  return open
    .map((tag) => `</${/^<([\w-]+)/.exec(tag)?.[1] ?? ""}>`)
    .toReversed()
    .join("");
}
