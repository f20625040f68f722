/** What Excel takes for a formula when a cell begins with it. */
const formula = /^[=+\-@\t\r]/;
/** Comes first, so that Excel reads UTF-8. */
export const byteOrderMark = "\ufeff";

/**
 * One line of a CSV file, with its end. A text that a spreadsheet would run is written behind an apostrophe; numbers are ours
 * and stay.
 */
export const csvLine = (cells: readonly (string | number)[], separator: "," | ";"): string =>
  `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;

function csvCell(cell: string | number, separator: string): string {
  if (typeof cell === "number") return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return safe.includes(separator) || /["\r\n]/.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}
