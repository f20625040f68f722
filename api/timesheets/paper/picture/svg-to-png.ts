import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { paperFonts } from "#paper-fonts";
import { pictureEngine } from "#picture-engine";
import { openWoff } from "./open-woff.ts";

let ready: Promise<readonly Uint8Array[]> | undefined;

/**
 * A drawing as PNG. Its texts find Persian, Latin and Cyrillic letters in «Vazirmatn» and «Roboto». Loads the engine and the
 * fonts, so import this file when a picture is needed, not before.
 * @param width of the picture, px; the height follows
 */
export async function svgToPng(svg: string, width: number): Promise<Uint8Array> {
  ready ??= prepare();
  const fontBuffers = await ready.catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  const drawing = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    font: { fontBuffers: [...fontBuffers], defaultFontFamily: "Vazirmatn" },
  });
  try {
    const picture = drawing.render();
    try {
      return picture.asPng();
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

let started: Promise<void> | undefined;

async function prepare(): Promise<readonly Uint8Array[]> {
  // The engine may be started only once in a process.
  started ??= pictureEngine().then(initWasm);
  const [{ vazirmatn, roboto }] = await Promise.all([paperFonts(), started]);
  const cyrillic = await Promise.all([openWoff(roboto.regular), openWoff(roboto.bold)]);
  return [vazirmatn.regular, vazirmatn.bold, ...cyrillic];
}
