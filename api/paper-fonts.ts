import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PaperFonts } from "./documents/paper/pdf-fonts.ts";

/** The fonts of papers on Node: files of npm packages. The Worker has its own, `edge/paper-fonts.ts`. */
export async function paperFonts(): Promise<PaperFonts> {
  const [regular, bold, cyrillic, cyrillicBold] = await Promise.all([
    read(import.meta.resolve("vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf")),
    read(import.meta.resolve("vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf")),
    read(import.meta.resolve("@fontsource/roboto/files/roboto-cyrillic-400-normal.woff")),
    read(import.meta.resolve("@fontsource/roboto/files/roboto-cyrillic-700-normal.woff")),
  ]);
  return { vazirmatn: { regular, bold }, roboto: { regular: cyrillic, bold: cyrillicBold } };
}

const read = (url: string): Promise<Uint8Array> => readFile(fileURLToPath(url));
