import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

export interface BundleFigures {
  readonly kib: number;
  readonly gzippedKib: number;
  /** Fonts and WebAssembly besides the code, gzipped. */
  readonly modulesKib: number;
}

/** Size of what `wrangler deploy` would upload. @throws when it does not build */
export async function measureBundle(folder: string): Promise<BundleFigures> {
  await promisify(execFile)(
    process.execPath,
    [
      "node_modules/wrangler/bin/wrangler.js",
      "deploy",
      "--dry-run",
      "--minify",
      "--outdir",
      folder,
    ],
    { env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1" } },
  );
  const names = await readdir(folder);
  const read = (wanted: RegExp) =>
    Promise.all(
      names.filter((name) => wanted.test(name)).map((name) => readFile(join(folder, name))),
    );
  const code = Buffer.concat(await read(/\.js$/));
  const modules = await read(/\.(?:wasm|ttf|woff)$/);
  return {
    kib: code.length / 1024,
    gzippedKib: gzipSync(code).length / 1024,
    modulesKib: modules.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0) / 1024,
  };
}
