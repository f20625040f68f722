/** Direction of mixed text: Telegram decides it per line by the first strong character (UAX #9). */

export const FSI = "\u2068";
export const LRI = "\u2066";
export const PDI = "\u2069";

const overrides = /[\u200e\u200f\u061c\u202a-\u202e]/g;
const isolates = /[\u2066-\u2069]/g;
const anyControl = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** Takes out everything that could turn the text around it; what our own formatters isolated stays isolated. */
export function withoutControls(text: string): string {
  if (!anyControl.test(text)) return text;
  const calm = text.replace(overrides, "");
  return isBalanced(calm) ? calm : calm.replace(isolates, "");
}

/** Keeps the direction of a value from leaking into its line. */
export function isolate(text: string): string {
  return FSI + withoutControls(text) + PDI;
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
