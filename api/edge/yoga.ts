// The package hides these two behind its `load`, which compiles the WebAssembly from text: workerd forbids that.
import createYoga from "../../node_modules/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js";
import wrapAssembly, { type Yoga } from "../../node_modules/yoga-layout/dist/src/wrapAssembly.js";
import compiled from "./yoga.wasm";

export * from "../../node_modules/yoga-layout/dist/src/generated/YGEnums.js";

type Received = (instance: WebAssembly.Instance) => void;

/** Stands for `yoga-layout/load` in the Worker (`[alias]` in wrangler.toml): the same code, compiled when the Worker was deployed. */
export const loadYoga = async (): Promise<Yoga> =>
  wrapAssembly(await createYoga({ instantiateWasm }));

function instantiateWasm(imports: WebAssembly.Imports, received: Received): object {
  const instance = new WebAssembly.Instance(compiled, imports);
  received(instance);
  return instance.exports;
}
