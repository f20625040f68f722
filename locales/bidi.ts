/** Direction of mixed text: Telegram decides it per line by the first strong character (UAX #9). */

const FSI = "\u2068";
export const LRI = "\u2066";
const RLI = "\u2067";
export const PDI = "\u2069";

const overrides = /[\u200e\u200f\u061c\u202a-\u202e]/g;
const isolates = /[\u2066-\u2069]/g;
const anyIsolate = /[\u2066-\u2069]/;
const anyControl = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** Takes out everything that could turn the text around it; what our own formatters isolated stays isolated. */
export function withoutControls(text: string): string {
  if (!anyControl.test(text)) return text;
  const calm = text.replace(overrides, "");
  return isBalanced(calm) ? calm : calm.replace(isolates, "");
}

/** Keeps the direction of a value from leaking into its line. @param rightToLeft of a text that has no direction of its own */
export function isolate(text: string, rightToLeft = false): string {
  const calm = withoutControls(text);
  return isolator(calm, rightToLeft) + calm + PDI;
}

/**
 * What opens the isolate of a text. The first strong character is looked for past inner isolates, so a text made of isolated
 * parts («۴ روز (۲۹ ساعت)») would read left to right: in Persian it is told to read right to left.
 */
export function isolator(text: string, rightToLeft: boolean): string {
  if (!rightToLeft || !anyIsolate.test(text)) return FSI;
  let depth = 0;
  for (const char of text) {
    if (char >= "\u2066" && char <= "\u2068") depth += 1;
    else if (char === PDI) depth -= 1;
    else if (depth === 0 && /\p{L}/u.test(char)) return FSI;
  }
  return RLI;
}

/** Whether every isolate is closed, and closed in its own line. */
export function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char >= "\u2066" && char <= "\u2068") depth += 1;
    else if (char === PDI) depth -= 1;
    else if (char === "\n" && depth > 0) return false;
    if (depth < 0) return false;
  }
  return depth === 0;
}
