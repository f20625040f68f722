import { directedPlain } from "../core/bidi.ts";
import type { Language } from "../../locales/text.ts";

/** A toast, a label or a title, in the language's direction. @param limit in characters */
export function renderPlain(text: string, language: Language, limit: number): string {
  const whole = directedPlain(text, language);
  if (whole.length <= limit) return whole;
  let cut = "";
  for (const char of whole) {
    if (cut.length + char.length >= limit) break;
    cut += char;
  }
  return `${cut}…`;
}
