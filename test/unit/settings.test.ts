import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSettings, SettingsError } from "../../api/config.ts";

const staff = "700000001:staff-token-of-tests";
const owner = "700000002:owner-token-of-tests";

/** What the first group of `pattern` finds in a file of the project. */
const names = (path: string, pattern: RegExp): ReadonlySet<string | undefined> => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  return new Set([...text.matchAll(pattern)].map(([, name]) => name));
};

describe("settings", () => {
  test("of nothing at all run the demo: no tokens, an embedded file, loopback", () => {
    expect(readSettings({ STAFF_BOT_TOKEN: "", PORT: "" })).toMatchObject({
      HOST: "127.0.0.1",
      PORT: 8080,
      DATABASE_PATH: ".data/hozur.db",
      TELEGRAM_API_ROOT: "https://api.telegram.org",
    });
    expect(readSettings({}).STAFF_BOT_TOKEN).toBeUndefined();
  });

  test.each([
    ["one bot without the other", { STAFF_BOT_TOKEN: staff }, "OWNER_BOT_TOKEN"],
    [
      "one token for both bots",
      { STAFF_BOT_TOKEN: staff, OWNER_BOT_TOKEN: staff },
      "OWNER_BOT_TOKEN",
    ],
    [
      "a token that is none",
      { STAFF_BOT_TOKEN: "secret", OWNER_BOT_TOKEN: owner },
      "STAFF_BOT_TOKEN",
    ],
    ["a port that is none", { PORT: "http" }, "PORT"],
    ["an address that is none", { PUBLIC_URL: "hozur.example" }, "PUBLIC_URL"],
    ["webhooks without a secret", { PUBLIC_URL: "https://hozur.example" }, "OWNER_WEBHOOK_SECRET"],
    ["a secret too short to be one", { STAFF_API_KEY: "short" }, "STAFF_API_KEY"],
  ])("refuse %s and name it, never its value", (_what, env, name) => {
    const refused = (): unknown => readSettings(env);
    expect(refused).toThrow(SettingsError);
    expect(refused).toThrow(new RegExp(`^  ${name}: `, "m"));
    expect(refused).not.toThrow(/secret$|short$/m);
  });

  test("take Turso's address and addresses with a slash at the end", () => {
    const read = readSettings({
      DATABASE_URL: "libsql://hozur.turso.io",
      TELEGRAM_API_ROOT: "http://127.0.0.1:8081/",
    });
    expect(read.DATABASE_URL).toBe("https://hozur.turso.io");
    expect(read.TELEGRAM_API_ROOT).toBe("http://127.0.0.1:8081");
  });

  test("are all explained in .env.example, and no other", () => {
    expect(names(".env.example", /^([A-Z_]+)=/gm)).toEqual(
      names("api/config.ts", /^ {4}([A-Z_]+):/gm),
    );
  });
});
