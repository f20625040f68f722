import { encode } from "uqr";

/** A QR code as one SVG path of unit squares, and how many modules wide it is, its quiet zone included. */
export interface QrDrawing {
  readonly path: string;
  readonly size: number;
}

/**
 * Draws a text as a QR of level M. Bytes go in one segment: scanners of banks expect one charset and no changes of mode
 * (BIL §3.4). @throws RangeError when it does not fit a QR
 */
export function drawQr(text: string): QrDrawing {
  const bytes = Array.from(new TextEncoder().encode(text));
  const { data, size } = encode(bytes, { ecc: "M", border: 4 });
  const rows = data.map((row, y) => rowPath(row, y));
  return { path: rows.join(""), size };
}

/** Dark modules that touch are one rectangle, so that no hairlines show between them. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    const width = x - start + 1;
    path += `M${start} ${y}h${width}v1h-${width}z`;
  }
  return path;
}
