const spaces = /[\s\p{Cc}\u2028\u2029]+/gu;
/** Marks that turn, join or hide what stands beside them; the zero-width non-joiner of Persian words stays. */
const hidden =
  /[\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** One line of somebody else's text: no control or direction marks, single spaces, at most `max` characters. */
export function calmText(text: string, max: number): string {
  const calm = text.replace(hidden, "").replace(spaces, " ").trim();
  const chars = Array.from(calm);
  return chars.length <= max ? calm : chars.slice(0, max).join("").trimEnd();
}

/** Digits of Persian and Arabic keyboards as 0–9. */
export function latinDigits(text: string): string {
  return text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (char) =>
    String((char.charCodeAt(0) - 0x0660) % 16),
  );
}
