import { cleanName, maxNameLength } from "../../../api/people/rules/clean-name.ts";

/** A name somebody typed, or null when nothing or too much is left of it. */
export function typedName(text: string): string | null {
  const cleaned = cleanName(text);
  return cleaned === "" || cleaned.length > maxNameLength || text.includes("\n") ? null : cleaned;
}
