/** What `wrangler.toml` says of files that are not code. */
declare module "*.ttf" {
  const bytes: ArrayBuffer;
  export default bytes;
}

declare module "*.woff" {
  const bytes: ArrayBuffer;
  export default bytes;
}

declare module "*.wasm" {
  const compiled: WebAssembly.Module;
  export default compiled;
}

declare module "*/yoga-wasm-base64-esm.js" {
  const createYoga: (options: object) => Promise<object>;
  export default createYoga;
}
