import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measureBundle } from "../bench/worker-bundle.ts";

// 540 KiB of the code draw PDFs: fonts are shaped and pages laid out there. They are evaluated when the first paper is printed.
// Of the modules 930 KiB are the engine of pictures, which is instantiated when the first one is drawn. A Worker may have 10 MiB.
it("the worker's code stays within 1450 KiB gzipped, what it carries besides within 1200", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bundle-"));
  try {
    const { gzippedKib, modulesKib } = await measureBundle(folder);
    expect(gzippedKib).toBeLessThan(1450);
    expect(modulesKib).toBeLessThan(1200);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
