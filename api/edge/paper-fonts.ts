import cyrillic from "@fontsource/roboto/files/roboto-cyrillic-400-normal.woff";
import cyrillicBold from "@fontsource/roboto/files/roboto-cyrillic-700-normal.woff";
import bold from "vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf";
import regular from "vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf";
import type { PaperFonts } from "../documents/paper/pdf-fonts.ts";

/** The fonts of papers on the edge: parts of the Worker's bundle. Node reads them from disk, `../paper-fonts.ts`. */
export async function paperFonts(): Promise<PaperFonts> {
  return {
    vazirmatn: { regular: new Uint8Array(regular), bold: new Uint8Array(bold) },
    roboto: { regular: new Uint8Array(cyrillic), bold: new Uint8Array(cyrillicBold) },
  };
}
