const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const special = /[&<>"]/;
const specials = /[&<>"]/g;
/** What XML 1.0 cannot hold: controls but tab and line ends, lone surrogates, two non-characters. */
const impossible = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** A text inside XML. */
export function xmlText(text: string): string {
  const possible = text.replace(impossible, "");
  return special.test(possible)
    ? possible.replace(specials, (sign) => named[sign] ?? sign)
    : possible;
}

/** `A`, `Z`, `AA` … @param index from 0 */
export function columnName(index: number): string {
  const rest = String.fromCharCode(65 + (index % 26));
  return index < 26 ? rest : columnName(Math.trunc(index / 26) - 1) + rest;
}
