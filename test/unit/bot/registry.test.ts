import { expect, test } from "vitest";
import { areArguments } from "../../../bot/core/arguments.ts";
import { html } from "../../../bot/core/html.ts";
import { createRegistry } from "../../../bot/core/registry.ts";
import type { Screen } from "../../../bot/core/screen.ts";

const screen = (name: string, code: string, more: Partial<Screen> = {}): Screen => ({
  name,
  code,
  open: () => ({ body: html`` }),
  ...more,
});
const entries = { start: "start", home: "home" };
const own = [
  screen("start", "st"),
  screen("home", "h", { commands: ["menu"], labels: ["common.dock.my_day"] }),
];

test("screens are found by name, command and keyboard label", () => {
  const registry = createRegistry(own, entries);
  expect(registry.byName("explain")?.code).toBe("x");
  expect(registry.byCommand("menu")?.name).toBe("home");
  expect(registry.byCommand("start")?.name).toBe("start");
  expect(registry.byCommand("none")).toBeUndefined();
  expect(registry.byLabel("common.dock.my_day")?.name).toBe("home");
});

const extra = (more: Screen) => () => createRegistry([...own, more], entries);

test("what could be confused is refused when the bot starts", () => {
  expect(extra(screen("home", "h2"))).toThrow("claim home");
  expect(extra(screen("other", "h"))).toThrow("share");
  expect(extra(screen("other", "o", { commands: ["menu"] }))).toThrow("claim menu");
  expect(extra(screen("other", "o", { labels: ["common.dock.my_day"] }))).toThrow("claim common");
  expect(() => createRegistry(own, { ...entries, freeText: "nowhere" })).toThrow("nowhere");
});

test("arguments of a tap are of the declared kinds, trailing ones may be missing", () => {
  const id = "0190a6f2-7c1e-7abc-9def-0123456789ab";
  expect(areArguments(["id", "date"], [id, "2026-11-21"])).toBe(true);
  expect(areArguments(["id", "date"], [id])).toBe(true);
  expect(areArguments(["id"], ["7"])).toBe(false);
  expect(areArguments(["period", "number"], ["1405-08", "-3"])).toBe(true);
  expect(areArguments(["word"], ["two words"])).toBe(false);
  expect(areArguments([], ["extra"])).toBe(false);
  expect(areArguments(undefined, ["anything at all"])).toBe(true);
});
