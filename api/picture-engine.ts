import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What draws pictures, on Node: a file of an npm package. The Worker has its own, `edge/picture-engine.ts`. */
export const pictureEngine = (): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(fileURLToPath(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm")));
