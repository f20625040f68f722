import { readFile, writeFile } from "node:fs/promises";
import { routesOf } from "../faults/openapi-routes.ts";
import { accessMarkers, accessTable } from "./access-table.ts";
import { createApiWorld } from "./api-world.ts";

/** Writes the table of permissions, roles and routes anew, as the routes say themselves. */
const file = new URL("../../ARCHITECTURE.md", import.meta.url);
const world = await createApiWorld();
const table = accessTable(await routesOf(world.app));
await world.close();
const text = await readFile(file, "utf8");
const [begin, end] = accessMarkers;
const before = text.slice(0, text.indexOf(begin) + begin.length);
const after = text.slice(text.indexOf(end));
await writeFile(file, `${before}\n\n${table}\n\n${after}`);
