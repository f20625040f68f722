import compiled from "@resvg/resvg-wasm/index_bg.wasm";

/** What draws pictures, on the edge: compiled when the Worker was deployed. Node reads it from disk, `../picture-engine.ts`. */
export const pictureEngine = (): Promise<WebAssembly.Module> => Promise.resolve(compiled);
