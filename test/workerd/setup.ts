import type { TestProject } from "vitest/node";
import { startPrimary } from "../support/sqld.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly sqldUrl: string;
  }
}

/** Starts the sqld that the tests inside workerd talk to. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const primary = await startPrimary();
  project.provide("sqldUrl", primary.url);
  return () => primary.stop();
}
