/** A name as it is compared: case, «ё», Arabic letters and half-spaces make no difference. */
export const foldName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replace(/[\u200c\s]+/g, " ")
    .trim();
