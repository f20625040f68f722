import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestHarness } from "wrangler";
import { renderPdf } from "../../api/documents/paper/pdf.ts";
import { readPdf } from "../support/read-pdf.ts";
import { bankInvoice, invoice } from "../unit/documents/samples.ts";
import { novemberFile, novemberPicture } from "../unit/timesheets/november.ts";
import { payment1c, statement1c, toWindows1251 } from "../unit/documents/statement-files.ts";

process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["WRANGLER_SEND_METRICS"] = "false";
process.env["CI"] ??= "1";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("papers in workerd, bundled as wrangler.toml says", () => {
  let folder: string;
  let harness: TestHarness;
  let url: URL;

  const made = async (path: string) =>
    Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer());

  beforeAll(async () => {
    const { createTestHarness } = await import("wrangler");
    folder = await mkdtemp(join(tmpdir(), "hozur-paper-"));
    const config = (await readFile(join(root, "wrangler.toml"), "utf8"))
      .replace('main = "api/worker.ts"', `main = "${root}test/edge/paper-worker.ts"`)
      .replaceAll('"./api/', `"${root}api/`);
    await writeFile(join(folder, "wrangler.toml"), config);
    harness = createTestHarness({
      root,
      workers: [{ configPath: join(folder, "wrangler.toml") }],
    });
    ({ url } = await harness.listen());
  }, 60_000);
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ["ru", bankInvoice],
    ["fa", invoice],
  ] as const)("say in %s what they say on Node", async (path, snapshot) => {
    const response = await fetch(new URL(path, url));
    expect(response.status).toBe(200);
    const printed = await readPdf(new Uint8Array(await response.arrayBuffer()));
    expect(printed).toEqual(await readPdf(await renderPdf(snapshot, 17)));
  });

  it("have timesheets and pictures among them, byte for byte as on Node", async () => {
    const workbook = await made("timesheet.xlsx");
    expect(workbook.equals(await novemberFile("xlsx"))).toBe(true);
    expect(await readPdf(await made("timesheet.pdf"))).toEqual(
      await readPdf(await novemberFile("pdf")),
    );
    expect((await made("month.png")).equals(await novemberPicture())).toBe(true);
  });

  it("are paid by files in windows-1251, which workerd reads too", async () => {
    const file = toWindows1251(statement1c([payment1c({ number: "311", sum: "987.00" })]));
    const body = file as Uint8Array<ArrayBuffer>;
    const read = await fetch(new URL("statement", url), { method: "POST", body });
    expect(await read.json()).toMatchObject({
      lines: [{ payerName: "ООО «Ромашка»", amount: 98_700 }],
      errors: [],
    });
  });
});

it("the Worker's Yoga is the one of the package, byte for byte", async () => {
  const text = await readFile(
    join(root, "node_modules/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js"),
    "utf8",
  );
  const [, packed = ""] = /data:application\/octet-stream;base64,([\w+/=]+)/.exec(text) ?? [];
  const ours = await readFile(join(root, "api/edge/yoga.wasm"));
  expect(ours.equals(Buffer.from(packed, "base64"))).toBe(true);
});
