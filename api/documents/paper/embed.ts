import { withoutControls } from "../../../locales/bidi.ts";

const LRM = "\u200e";
const RLM = "\u200f";
const LRE = "\u202a";
const RLE = "\u202b";
const POP = "\u202c";
const anyIsolate = /[\u2066-\u2069]/g;
const hasRight = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const opensRight = /^[\p{Script=Arabic}\p{Script=Hebrew}]$/u;

/**
 * Isolates as embeddings between marks: no font has glyphs for isolates, so a PDF would show gaps in their place, while
 * Vazirmatn draws nothing for these. @param rightToLeft direction of the line
 */
export function embed(text: string, rightToLeft: boolean): string {
  if (!rightToLeft && !hasRight.test(text)) return withoutControls(text).replace(anyIsolate, "");
  const mark = rightToLeft ? RLM : LRM;
  const chars = Array.from(withoutControls(text));
  return chars
    .map((char, index) => {
      if (char === "\u2069") return POP + mark;
      if (char === "\u2066") return mark + LRE;
      if (char === "\u2067") return mark + RLE;
      if (char === "\u2068") return mark + (beginsRight(chars, index + 1) ? RLE : LRE);
      return char;
    })
    .join("");
}

/** The direction of the first letter inside the isolate; digits alone read left to right. */
function beginsRight(chars: readonly string[], from: number): boolean {
  let depth = 0;
  for (let index = from; index < chars.length; index += 1) {
    const char = chars[index] ?? "";
    if (char >= "\u2066" && char <= "\u2068") depth += 1;
    else if (char === "\u2069") depth -= 1;
    else if (depth === 0 && /\p{L}/u.test(char)) return opensRight.test(char);
    if (depth < 0) return false;
  }
  return false;
}
