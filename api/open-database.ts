import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { openEmbedded } from "../db/client/embedded.ts";
import type { Database } from "../db/client/port.ts";
import { openRemote } from "../db/client/remote.ts";
import { keepAliveFetch } from "./keep-alive-fetch.ts";
import type { Settings } from "./config.ts";

type Where = Pick<Settings, "DATABASE_URL" | "DATABASE_TOKEN" | "DATABASE_PATH">;

/** The libSQL server of the settings, or else the embedded file, whose folder is made when it is not there. */
export async function openDatabase(settings: Where): Promise<Database> {
  const { DATABASE_URL: url, DATABASE_TOKEN: authToken, DATABASE_PATH: path } = settings;
  if (url !== undefined)
    return openRemote({
      url,
      fetch: keepAliveFetch(),
      ...(authToken === undefined ? {} : { authToken }),
    });
  await mkdir(dirname(path), { recursive: true });
  return openEmbedded({ path });
}
