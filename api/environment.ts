import { existsSync } from "node:fs";
import process from "node:process";

/** The process's environment, with what `.env` beside package.json adds. What is set already wins. */
export function environment(): NodeJS.ProcessEnv {
  const file = new URL("../.env", import.meta.url);
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
