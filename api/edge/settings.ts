import { readSettings, type Settings, SettingsError } from "../config.ts";

/** What a Worker cannot do without: it asks nobody at its start and serves no one whose secret it does not know. */
const needed = [
  "DATABASE_URL",
  "STAFF_BOT_TOKEN",
  "OWNER_BOT_TOKEN",
  "STAFF_BOT_USERNAME",
  "OWNER_BOT_USERNAME",
  "STAFF_WEBHOOK_SECRET",
  "OWNER_WEBHOOK_SECRET",
] as const;

export type EdgeSettings = Settings & Readonly<Record<(typeof needed)[number], string>>;

/**
 * The settings of a Worker, from its vars and secrets (`wrangler.toml` lists them).
 * @throws {SettingsError} one is missing or wrong
 */
export function readEdgeSettings(env: object): EdgeSettings {
  const given = Object.entries(env).filter(([, value]) => typeof value === "string");
  const settings = readSettings(Object.fromEntries(given));
  const missing = needed.filter((name) => settings[name] === undefined);
  if (missing.length > 0)
    throw new SettingsError(`A Worker needs these settings too: ${missing.join(", ")}`);
  return settings as EdgeSettings;
}
