import { chromiumFolder } from "./browser.ts";
import { sqldBinary } from "./sqld-binary.ts";

/** What the tests need beside `npm ci`; each step is quick when it has been done before. */
const steps: readonly { readonly name: string; readonly run: () => Promise<unknown> }[] = [
  { name: "sqld, the database server of the conformance tests", run: sqldBinary },
  { name: "Chromium, the browser of the page tests", run: chromiumFolder },
];

for (const { name, run } of steps) {
  try {
    await run();
  } catch (error) {
    console.error(`Cannot prepare the tests: ${name}.`);
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
