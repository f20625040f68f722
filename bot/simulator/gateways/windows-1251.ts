const punctuation: Readonly<Record<string, number>> = {
  "\u2013": 0x96,
  "\u2014": 0x97,
  "\u00a0": 0xa0,
  Ё: 0xa8,
  "«": 0xab,
  ё: 0xb8,
  "№": 0xb9,
  "»": 0xbb,
};

/** Text as Russian accounting programs write it; what the code page does not have becomes a question mark. */
export function toWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0;
    return punctuation[character] ?? 0x3f;
  });
}
