import { expect, test } from "vitest";
import type { Api } from "../../../bot/core/api.ts";
import { createRegistry } from "../../../bot/core/registry.ts";
import { ownerScreens } from "../../../bot/screens/owner/registry.ts";
import { staffScreens } from "../../../bot/screens/staff/registry.ts";
import { commandMenus } from "../../../bot/telegram/commands.ts";

const registries = {
  staff: createRegistry<Api>(staffScreens, { start: "home", home: "home" }),
  owner: createRegistry<Api>(ownerScreens, { start: "home", home: "home" }),
};

test.each(["staff", "owner"] as const)(
  "every command in the menu of the %s bot opens a screen",
  (bot) => {
    const listed = [...commandMenus[bot].stranger, ...commandMenus[bot].member];
    const dead = listed.filter((command) => registries[bot].byCommand(command) === undefined);
    expect(dead).toEqual([]);
  },
);
