import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { openEmbedded } from "../../db/client/embedded.ts";
import { raw } from "../../db/sql.ts";
import { temporaryDatabase } from "../support/temp-database.ts";

const rounds = 8;
const writer = fileURLToPath(new URL("write-forever.ts", import.meta.url));

it("keeps every acknowledged write and no half of any when the process is killed", async () => {
  const { db: prepared, path, remove } = await temporaryDatabase();
  await prepared.write([
    raw`CREATE TABLE pairs (pair TEXT NOT NULL, half INTEGER NOT NULL, PRIMARY KEY (pair, half)) STRICT`,
  ]);
  await prepared.close();

  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1)
    acknowledged.push(...(await writeUntilKilled(path, round)));

  const db = await openEmbedded({ path });
  const [all, torn, health] = await db.read([
    raw`SELECT DISTINCT pair FROM pairs`,
    raw`SELECT pair FROM pairs GROUP BY pair HAVING count(*) <> 2`,
    raw`PRAGMA integrity_check`,
  ]);
  const stored = new Set(all?.rows.map(([pair]) => pair));
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(acknowledged.filter((pair) => !stored.has(pair))).toEqual([]);
  expect(torn?.rows).toEqual([]);
  expect(health?.rows).toEqual([["ok"]]);
  await db.close();
  await remove();
}, 60_000);

/** Lets the writer run, kills it at a moment of chance, and answers what it had acknowledged by then. */
async function writeUntilKilled(path: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, path, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const closed = once(child, "close");
  await once(child.stdout, "data");
  await pause(Math.random() * 120);
  child.kill("SIGKILL");
  await closed;
  // A line cut off by the kill was not told to anybody.
  return said.split("\n").slice(0, -1);
}
