/** Reading what people type, on Persian, Arabic and Latin keyboards. */

/**
 * One shape for everything typed: Latin digits, Persian letters, plain spaces, lower case, no invisible characters.
 * Half-spaces are dropped: «پس‌فردا» → «پسفردا».
 */
export function normaliseText(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u00ad\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g, "")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replaceAll("ۀ", "ه")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/**
 * A number as typed: «۱٬۲۰۰», «1 200», «2,5», «۲/۵», «۲٫۵», «-3».
 * @returns null when it is not one number
 */
export function parseNumber(text: string): number | null {
  const typed = normaliseText(text)
    .replace(/[\s٬_']/g, "")
    .replace(/^[−–]/, "-");
  const ungrouped = /^-?\d{1,3}(?:[,،]\d{3})+(?:[.٫]\d+)?$/.test(typed)
    ? typed.replace(/[,،]/g, "")
    : typed;
  const decimal = ungrouped.replace(/[,٫/،]/, ".");
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(decimal) ? Number(decimal) : null;
}

/**
 * A clock time as typed: «۸:۳۰», «8.30», «0830», «830», «8».
 * @returns minutes since midnight, 0 to 1439, or null
 */
export function parseTime(text: string): number | null {
  const typed = normaliseText(text).replace(/^(?:ساعت|в) /, "");
  const match =
    /^(\d{1,2})\s?[:.٫,\-/]\s?(\d{2})$/.exec(typed) ??
    /^(\d{1,2})(\d{2})$/.exec(typed) ??
    /^(\d{1,2})$/.exec(typed);
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
