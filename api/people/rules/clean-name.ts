/** Controls, marks and overrides of direction, invisible fillers. The Persian half-space and the emoji joiner stay. */
const invisible =
  /[\p{Cc}\u00ad\u115f\u1160\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0]/gu;

/** The longest name kept, in characters. */
export const maxNameLength = 120;

/** A name as it may be shown anywhere: nothing that turns or hides text, single spaces (TG 8.34). */
export function cleanName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\t\n\r]/g, " ")
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** A person's name from Telegram: cleaned, cut without splitting a character; a nameless one is called by number. */
export function personName(name: string, telegramUserId: number): string {
  const cut = [...cleanName(name)].slice(0, maxNameLength).join("").trim();
  return cut === "" ? String(telegramUserId) : cut;
}
