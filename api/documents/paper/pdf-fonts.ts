import { Font } from "@react-pdf/renderer";
import { paperFonts } from "#paper-fonts";

/** Both weights of the fonts of papers, as files: TrueType and WOFF. */
export interface PaperFonts {
  /** Persian and Latin letters, digits, signs. */
  readonly vazirmatn: FontPair;
  /** Cyrillic letters; Vazirmatn's Latin letters are of the same family. */
  readonly roboto: FontPair;
}

export interface FontPair {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/**
 * The engine puts «Helvetica» behind every stack and writes letters it does not know with wrong codes; under this name it finds
 * Vazirmatn, which leaves such letters blank.
 */
const last = "Helvetica";

/** In the order they are asked for a letter. */
export const fontStack = ["Vazirmatn", "Roboto", last];

let ready: Promise<void> | undefined;

/** Gives the engine its fonts, once. @throws when a font file cannot be read; the next call tries again */
export async function useFonts(): Promise<void> {
  ready ??= register();
  try {
    await ready;
  } catch (error) {
    ready = undefined;
    throw error;
  }
}

async function register(): Promise<void> {
  const { vazirmatn, roboto } = await paperFonts();
  Font.clear();
  const families = { Vazirmatn: vazirmatn, Roboto: roboto, [last]: vazirmatn };
  for (const [family, { regular, bold }] of Object.entries(families)) {
    const fonts = [
      { src: dataUrl(regular), fontWeight: 400 },
      { src: dataUrl(bold), fontWeight: 700 },
    ];
    Font.register({ family, fonts });
  }
  Font.registerHyphenationCallback((word) => [word]);
}

/** By parts, since a call takes only so many arguments. */
function dataUrl(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:font/ttf;base64,${btoa(text)}`;
}
