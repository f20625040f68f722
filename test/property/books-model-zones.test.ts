import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../support/money-goldens.ts", import.meta.url));
const zones = ["UTC", "Asia/Tehran", "America/Los_Angeles"];

async function goldensIn(zone: string): Promise<Record<string, unknown>> {
  const env = { ...process.env, TZ: zone, NODE_OPTIONS: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

it("says and does the same with money wherever the server's clock hangs (BIL P16, K1, KV-3, AT-7)", async () => {
  const [utc, ...others] = await Promise.all(zones.map(goldensIn));
  expect([utc, ...others].map((goldens) => goldens?.["zone"])).toEqual(zones);
  for (const other of others) expect({ ...other, zone: "UTC" }).toEqual(utc);

  expect(utc).toMatchObject({
    // Until the last second of the Jalali year in Tehran only the month before the last is closed.
    closedBefore: [[1]],
    closes: [
      ["1403-11", 1, 0, 8, Date.parse("2025-03-20T20:29:59Z")],
      ["1403-12", 1, 0, 7, Date.parse("2025-03-20T20:30:00Z")],
      ["1404-01", 1, 0, 6, expect.any(Number)],
      ["1404-02", 0, 0, 6, expect.any(Number)],
    ],
    steps: [
      ["2025-04-10T20:59:59Z", "due", 6, false, "2025-05-01"],
      ["2025-04-10T21:00:00Z", "overdue", 6, false, "2025-05-01"],
      ["2025-04-15T20:59:58Z", "overdue", 6, false, "2025-05-01"],
      ["2025-04-15T20:59:59Z", "annulled", 5, false, "2025-05-01"],
      ["2025-04-30T20:59:59Z", "annulled", 5, false, "2025-05-01"],
      ["2025-04-30T21:00:00Z", "annulled", 0, true, "2025-05-01"],
    ],
    terms: [
      ["2025-02-01", "2025-03-01"],
      ["2025-02-01", "2025-03-03"],
      ["2025-02-01", "2025-05-01"],
      ["2025-02-01", "2025-08-04"],
    ],
  });
  const orders = utc?.["orders"] as readonly unknown[];
  expect(orders.at(-1)).toEqual([
    3,
    "seats",
    "annulled",
    32_900,
    Date.parse("2025-04-10T20:59:59Z"),
    1,
    32_900,
  ]);
}, 60_000);
