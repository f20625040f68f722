import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

export interface BundleFigures {
  readonly kib: number;
  readonly gzippedKib: number;
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
  const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  const code = Buffer.concat(
    await Promise.all(scripts.map((name) => readFile(join(folder, name)))),
  );
  return { kib: code.length / 1024, gzippedKib: gzipSync(code).length / 1024 };
}
