/** A tag and the text right before it. */
export interface XmlToken {
  /** Without its namespace. */
  readonly name: string;
  readonly attributes: string;
  readonly isEnd: boolean;
  readonly isEmpty: boolean;
  /** Text since the tag before, with entities read. */
  readonly before: string;
}

/**
 * The tags of a piece of XML in one pass, whatever is wrong with it: no entities of its own, no doctype, nothing nested is
 * followed, so nothing in it can grow.
 */
export function* tokensOf(xml: string): Generator<XmlToken> {
  let end = 0;
  for (;;) {
    const open = xml.indexOf("<", end);
    if (open < 0) return;
    const before = xml.slice(end, open);
    const close = xml.indexOf(">", open);
    if (close < 0) return;
    end = close + 1;
    const tag = xml.slice(open + 1, close);
    const match = /^(\/?)(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})/.exec(tag);
    if (match === null) continue;
    yield {
      name: match[2] ?? "",
      attributes: tag.slice(match[0].length),
      isEnd: match[1] === "/",
      isEmpty: tag.endsWith("/"),
      before: decoded(before),
    };
  }
}

/** An attribute's value, whatever its namespace; null when it is not there. */
export function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? null : decoded(value);
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const decoded = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
        const code = Number.parseInt(String(decimal ?? hex), decimal === undefined ? 16 : 10);
        if (typeof name === "string") return named[name.toLowerCase()] ?? whole;
        return code > 0x10_ffff ? whole : String.fromCodePoint(code);
      })
    : text;
