import jsQr from "jsqr";
import { extractText, getDocumentProxy } from "unpdf";

export interface ReadPdf {
  /** Text of each page, in the order it was written, without marks of direction. */
  readonly pages: readonly string[];
  readonly text: string;
}

/** Opens a PDF with another library than the one that made it. @throws when it is not a PDF */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // The reader takes the bytes over, so it gets its own.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes));
  const { text } = await extractText(pdf, { mergePages: false });
  const pages = text.map((page) =>
    page.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " "),
  );
  return { pages, text: pages.join("\n") };
}

/**
 * What a scanner reads from a QR drawn as one SVG path of `M x y h w v1 h-w z` rectangles, and in how many segments it was written.
 * @param size modules of a side, quiet zone included
 */
export function readQr({ path, size }: { readonly path: string; readonly size: number }): {
  readonly text: string;
  readonly segments: readonly string[];
} {
  const scale = 4;
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      const from = row * side + Number(x) * scale;
      pixels.fill(0, from * 4, (from + Number(width) * scale) * 4);
    }
  }
  // Dark is black, but it must not be transparent.
  for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] = 255;
  const found = jsQr.default(pixels, side, side);
  if (!found) throw new Error("No QR is seen");
  const text = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(found.binaryData));
  return { text, segments: found.chunks.map(({ type }) => type) };
}
