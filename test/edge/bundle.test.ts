import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { measureBundle } from "../bench/worker-bundle.ts";

it("the worker's bundle stays within 400 KiB gzipped", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hozur-bundle-"));
  try {
    expect((await measureBundle(folder)).gzippedKib).toBeLessThan(400);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
