import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromiumPackage, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const cache = fileURLToPath(new URL("../../.cache", import.meta.url));
const packageFolder = join(
  dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))),
  "..",
);

/** Nothing that talks to the network on its own, nothing that needs a screen or a system sandbox. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A real Chromium, from an npm package: no system package is needed, not even its libraries.
 * @throws {Error} on a platform the package has no Chromium for
 */
export async function launchBrowser(): Promise<Browser> {
  const folder = await chromiumFolder();
  const libraries = join(folder, "al2023", "lib");
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: flags,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [libraries, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":"),
      ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  });
}

/**
 * The folder of Chromium, unpacked into `.cache` on first use.
 * @throws {Error} on a platform the package has no Chromium for
 */
export async function chromiumFolder(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== "linux-x64")
    throw new Error(
      `The browser tests run a Chromium that there is for linux-x64 only; this is ${platform}`,
    );
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "chromium-unpack-"));
  // The package unpacks into the system's temporary folder, wherever that is at the moment.
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = work;
  try {
    await chromiumPackage.executablePath();
    await inflate(join(packageFolder, "bin", "al2023.tar.br"));
    await rename(work, folder);
  } catch (error) {
    // Somebody else may have been quicker.
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
