import { openEmbedded } from "../../db/client/embedded.ts";
import { addPerson } from "./subject.ts";

/** A process that opens the file named in its arguments, writes one row, says so, and stays. */
const db = await openEmbedded({ path: process.argv[2] ?? "" });
await db.write([addPerson("held")]);
console.log("open");
setInterval(() => undefined, 60_000);
