import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measureBundle } from "../bench/worker-bundle.ts";

// 540 KiB of it draw PDFs: fonts are shaped and pages laid out there. They are evaluated when the first paper is printed.
it("the worker's bundle stays within 1000 KiB gzipped", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bundle-"));
  try {
    expect((await measureBundle(folder)).gzippedKib).toBeLessThan(1000);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
