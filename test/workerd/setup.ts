import type { TestProject } from "vitest/node";
import { startPrimary } from "../support/sqld.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly sqldUrl: string;
    /** Of the database behind the write gate. */
    readonly gatedUrl: string;
  }
}

/** Starts the sqld servers that the tests inside workerd talk to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [direct, gated] = await Promise.all([startPrimary(), startPrimary()]);
  project.provide("sqldUrl", direct.url);
  project.provide("gatedUrl", gated.url);
  return async () => {
    await Promise.all([direct.stop(), gated.stop()]);
  };
}
