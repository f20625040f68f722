import { describe, expect, test } from "vitest";
import type { Permission } from "../../api/core/permissions.ts";
import { Refusal } from "../../api/core/refusal.ts";
import {
  groupsWithinSql,
  isWithin,
  refuseOutside,
  scopeOf,
  withinSql,
} from "../../api/core/scope.ts";

const rights = (...all: Permission[]): ReadonlySet<Permission> => new Set(all);
const some = { permissions: rights("attendance.view_team"), groupId: null, manages: "[]" };

describe("whom somebody sees", () => {
  test.each([
    ["everybody with the right to", { permissions: rights("attendance.view_all") }, "all"],
    ["everybody when they lead all groups", { manages: '["*"]' }, "all"],
    ["the groups they lead and their own", { manages: '["g1"]', groupId: "g2" }, ["g1", "g2"]],
    ["a group once that is both", { manages: '["g1"]', groupId: "g1" }, ["g1"]],
    ["their own group", { groupId: "g2" }, ["g2"]],
    ["nobody without a group", {}, []],
  ] as const)("is %s", (_, facts, scope) => {
    expect(scopeOf({ ...some, ...facts })).toEqual(scope);
  });
});

describe("somebody", () => {
  test.each([
    ["all", "g1", true],
    ["all", null, true],
    [["g1"], "g1", true],
    [["g1"], "g2", false],
    [["g1"], null, false],
    [[], null, false],
  ] as const)("seen by %j of the group %j: %j", (scope, groupId, is) => {
    expect(isWithin(scope, groupId)).toBe(is);
  });

  test("out of sight looks like nobody, and one is never out of one's own", () => {
    const member = { sees: ["g1"], employeeId: "me" };
    const of = (employeeId: string, groupId: string | null) => () =>
      refuseOutside({ member }, { employeeId, groupId });
    expect(of("other", "g1")).not.toThrow();
    expect(of("me", null)).not.toThrow();
    for (const groupId of ["g2", null])
      expect(of("other", groupId)).toThrow(new Refusal("not_found"));
  });
});

describe("the scope as SQL", () => {
  test("asks nothing of who sees everybody", () => {
    const member = { sees: "all" as const, employeeId: "me" };
    expect(withinSql(member)).toEqual({ sql: "1", params: [] });
    expect(groupsWithinSql(member)).toEqual({ sql: "1", params: [] });
  });

  test("names the own row and the groups, never in the text", () => {
    const member = { sees: ["g'1"], employeeId: "me" };
    expect(withinSql(member, "x")).toEqual({
      sql: "(x.id = ? or x.group_id in (select value from json_each(?)))",
      params: ["me", `["g'1"]`],
    });
    expect(groupsWithinSql(member, "b.group_id")).toEqual({
      sql: "b.group_id in (select value from json_each(?))",
      params: [`["g'1"]`],
    });
  });
});
