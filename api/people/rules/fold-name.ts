/** A name as it is compared: case, «ё», Arabic letters, marks over letters, half-spaces and whose digits make no difference. */
export const foldName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replace(/[\u0640\u064b-\u0652]/g, "")
    .replace(/[۰-۹٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\u200c\s]+/g, " ")
    .trim();
