import { openEmbedded } from "../../db/client/embedded.ts";
import { raw } from "../../db/sql.ts";

/**
 * A process that writes pairs of rows to the file named in its arguments with 8 callers at once, and names each pair on
 * its output once the write is acknowledged. It runs until it is killed.
 */
const [path = "", round = ""] = process.argv.slice(2);
const db = await openEmbedded({ path });
await Promise.all(Array.from({ length: 8 }, (_, caller) => writePairs(caller)));

async function writePairs(caller: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const pair = `${round}-${caller}-${n}`;
    await db.write([
      raw`INSERT INTO pairs (pair, half) VALUES (${pair}, ${1})`,
      raw`INSERT INTO pairs (pair, half) VALUES (${pair}, ${2})`,
    ]);
    process.stdout.write(`${pair}\n`);
  }
}
