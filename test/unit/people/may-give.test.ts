import { describe, expect, test } from "vitest";
import { permissions, presetPermissions, rolePresets } from "../../../api/core/permissions.ts";
import {
  groupsReached,
  holds,
  isPlain,
  leadsGroups,
  managesOf,
  mayGive,
  reachesOthers,
} from "../../../api/people/rules/may-give.ts";

const owner = { permissions: new Set<string>(permissions), sees: "all" as const };
const lead = {
  permissions: new Set<string>([...presetPermissions.manager, "people.manage"]),
  sees: ["a", "b"],
};

describe("who may give what", () => {
  test("an owner gives every preset over everybody", () => {
    for (const preset of rolePresets)
      expect(
        mayGive(owner, { permissions: presetPermissions[preset], manages: ["*"], groupId: "x" }),
      ).toBe(true);
  });

  test("nobody gives one right more than they hold", () => {
    for (const right of permissions) {
      const giver = {
        permissions: new Set(permissions.filter((held) => held !== right)),
        sees: "all" as const,
      };
      expect(mayGive(giver, { permissions: [right], manages: [], groupId: null })).toBe(false);
      expect(holds(giver, permissions)).toBe(false);
    }
  });

  test("whoever leads two groups lets lead those two and no third, and never all", () => {
    const manager = presetPermissions.manager;
    const over = (manages: readonly string[], groupId: string | null = null) =>
      mayGive(lead, { permissions: manager, manages, groupId });
    expect(over(["a"])).toBe(true);
    expect(over(["a", "b"], "b")).toBe(true);
    expect(over(["c"])).toBe(false);
    expect(over(["*"])).toBe(false);
    expect(over([], "c")).toBe(false);
  });

  test("the group of who reaches nobody is no right", () => {
    const given = { permissions: presetPermissions.employee, manages: [], groupId: "c" };
    expect(mayGive(lead, given)).toBe(true);
    expect(groupsReached(given)).toEqual([]);
  });

  test("who sees all by a right needs no group said", () => {
    expect(
      groupsReached({ permissions: presetPermissions.accountant, manages: [], groupId: "c" }),
    ).toEqual([]);
  });
});

describe("what is stored of the groups somebody leads", () => {
  const manager = { preset: "manager", permissions: presetPermissions.manager };
  const own = { preset: null, permissions: presetPermissions.manager };

  test("a manager without a word leads as far as the giver sees, a role of one's own only its group", () => {
    expect(managesOf(manager, undefined, "all")).toEqual(["*"]);
    expect(managesOf(manager, undefined, ["a"])).toEqual(["a"]);
    expect(managesOf(own, undefined, "all")).toEqual([]);
  });

  test("all swallows single groups, doubles go, and who leads nobody stores none", () => {
    expect(managesOf(manager, ["a", "*"], "all")).toEqual(["*"]);
    expect(managesOf(manager, ["b", "a", "b"], "all")).toEqual(["a", "b"]);
    expect(
      managesOf({ preset: "owner", permissions: presetPermissions.owner }, ["a"], "all"),
    ).toEqual([]);
  });
});

test("what an employee may is plain, every other preset with work is more", () => {
  expect(isPlain(presetPermissions.employee)).toBe(true);
  expect(isPlain(presetPermissions.manager)).toBe(false);
  expect(isPlain(presetPermissions.front_desk)).toBe(false);
  expect(reachesOthers(presetPermissions.manager)).toBe(true);
  expect(reachesOthers(presetPermissions.front_desk)).toBe(false);
  expect(leadsGroups(presetPermissions.manager)).toBe(true);
  expect(leadsGroups(presetPermissions.owner)).toBe(false);
});
