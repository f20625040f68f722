import { Html, type Language } from "../../locales/text.ts";

export const RLM = "\u200f";
export const LRM = "\u200e";

/** Letters of right-to-left scripts, and RLM. */
const rightToLeft =
  /^(?:[\u200f\u061c]|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])$/u;
/** Letters of the others, LRM, and the emoji that are letters to UAX #9: flags, ℹ, Ⓜ, 🅰, 🆔 … */
const leftToRight =
  /^(?:[\p{L}\p{Nl}\p{Mc}\u200e]|[\u249c-\u24e9\u{1f110}-\u{1f169}\u{1f170}-\u{1f1ac}\u{1f1e6}-\u{1f202}\u{1f210}-\u{1f23b}\u{1f240}-\u{1f248}\u{1f250}\u{1f251}])$/u;
const notLetter = /^[\p{Nd}\p{M}\p{P}\p{S}\p{Z}]$/u;

/**
 * Makes every line of a body run in the language's direction, whatever it begins with: Telegram looks at the first
 * strong character of each line. Lines inside `<pre>` are for copying and stay as they are. TG 8.35
 */
export function directed(body: Html, language: Language): Html {
  let inPre = false;
  const lines = body.text.split("\n").map((line) => {
    const untouched = inPre;
    inPre =
      line.lastIndexOf("<pre") > line.lastIndexOf("</pre") || (inPre && !line.includes("</pre"));
    return untouched ? line : directedLine(line, language);
  });
  return new Html(lines.join("\n"));
}

/** The same for text without markup: buttons and toasts. */
export function directedPlain(text: string, language: Language): string {
  return text
    .split("\n")
    .map((line) => markFor(line, language) + line)
    .join("\n");
}

/**
 * The direction of the first strong character of a line, or `null` when it has none.
 * @param skipIsolates as UAX #9 does; some clients do not
 */
export function firstStrong(line: string, skipIsolates = false): "R" | "L" | null {
  let depth = 0;
  for (const char of line) {
    if (char >= "\u2066" && char <= "\u2068") depth += 1;
    else if (char === "\u2069") depth -= 1;
    else if (depth > 0 && skipIsolates) continue;
    else if (rightToLeft.test(char) && (!notLetter.test(char) || char === RLM)) return "R";
    else if (leftToRight.test(char)) return "L";
  }
  return null;
}

/** The line without tags, and with entities as neutral characters. */
export function visibleLine(line: string): string {
  return line.replace(/<[^>]*>/g, "").replace(/&(?:#\d+|#x[\da-f]+|\w+);/gi, ".");
}

function directedLine(line: string, language: Language): string {
  return markFor(visibleLine(line), language) + line;
}

function markFor(line: string, language: Language): string {
  // A line in another language than its reader's brings its own mark.
  if (line.trim() === "" || line.startsWith(RLM) || line.startsWith(LRM)) return "";
  const seen = [firstStrong(line), firstStrong(line, true)];
  if (language === "fa") return seen.every((strong) => strong === "R") ? "" : RLM;
  return seen.includes("R") ? LRM : "";
}
