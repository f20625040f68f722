import { expect, test } from "vitest";
import { type Access, opensTo, permissionsOf } from "../../api/core/access.ts";
import type { Permission } from "../../api/core/permissions.ts";

const held: ReadonlySet<Permission> = new Set(["security.view", "billing.manage"]);

test.each([
  ["public", true, []],
  ["self", true, []],
  ["former", true, []],
  ["bot", false, []],
  ["operator", false, []],
  ["security.view", true, ["security.view"]],
  ["people.manage", false, ["people.manage"]],
  [["documents.view", "billing.manage"], true, ["documents.view", "billing.manage"]],
  [["documents.view", "people.manage"], false, ["documents.view", "people.manage"]],
  [{ all: ["security.view", "billing.manage"] }, true, ["security.view", "billing.manage"]],
  [{ all: ["security.view", "documents.export"] }, false, ["security.view", "documents.export"]],
  [{ unseen: "security.view" }, true, ["security.view"]],
  [{ unseen: "roles.manage" }, false, ["roles.manage"]],
] satisfies [Access, boolean, readonly Permission[]][])("%j opens: %j", (access, opens, named) => {
  expect(opensTo(access, held)).toBe(opens);
  expect(permissionsOf(access)).toEqual(named);
});
