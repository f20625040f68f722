import type { z } from "zod";
import { guardChanged } from "../../../db/client/guard.ts";
import type { Statement } from "../../../db/client/port.ts";
import { seatsForNewcomers } from "../../billing/may-add-person.ts";
import { commit, earlierAnswer } from "../../core/commit.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { toldAs } from "../../core/told-as.ts";
import { confirmedNewcomers } from "../confirmed-newcomers.ts";
import { guardUnknown } from "../members/known-people.ts";
import { type NewMember, newMemberStatements } from "../members/new-member-statements.ts";
import { givenRole } from "../members/pick-role.ts";
import { foldName } from "../rules/fold-name.ts";
import { judgeList, type JudgedList } from "./judge-list.ts";
import { findDraft } from "./lists.ts";
import type { appliedList, applyInput } from "./schemas.ts";

/**
 * Employs everybody of a list that can be, with the groups they need, in one batch: all of them or nobody.
 * @throws {Refusal} `forbidden`, `not_found`; `stale` when the list is no draft any more, or stands otherwise than it was shown;
 * `no_free_seat`, `plan_lock`, `seat_lock`; `confirmation_needed` for rights over others
 */
export async function applyList(
  ctx: MemberContext,
  id: string,
  { count }: z.infer<typeof applyInput>,
): Promise<z.infer<typeof appliedList>> {
  const allowed = permit(ctx, "people.manage");
  const earlier = await earlierAnswer<z.infer<typeof appliedList>>(ctx);
  if (earlier !== null) return earlier;
  const { deps, member } = ctx;
  const { id: orgId } = member.organisation;
  const { state, table, fileName } = await findDraft(ctx, id);
  if (state !== "draft") throw new Refusal("stale");
  const list = await judgeList(ctx, table);
  if (list.people.length !== count) throw new Refusal("stale");
  const seats = await seatsForNewcomers(deps, orgId, list.seatsNeeded);
  const step = await confirmedNewcomers(
    ctx,
    { name: fileName, people: count, list: id },
    list.people.flatMap(({ roleId, groupId }) => {
      const role = list.roles.find((one) => one.id === roleId);
      const given = role === undefined ? null : givenRole(ctx, role, groupId);
      return given === null ? [] : [{ role: given, groupId }];
    }),
  );
  const now = deps.clock();
  const groups = new Map(list.newGroups.map((name) => [foldName(name), deps.ids()]));
  const people = newMembers(ctx, list, groups);
  const applied = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      {
        sql: `update people_imports set state = 'applied', rows = '[]', ended_at = ?
          where org_id = ? and id = ? and state = 'draft'`,
        params: [now, orgId, id],
      },
      guardChanged(),
      guardUnknown(orgId, people),
      ...groupStatements(orgId, list.newGroups, groups, now),
      ...newMemberStatements(orgId, people, { now, ids: deps.ids }),
      ...seats,
    ],
    audit: [
      {
        orgId,
        action: "people.imported",
        subject: `people-import:${id}`,
        after: { name: fileName, added: people.length, newGroups: list.newGroups },
      },
      ...people.map((person) => ({
        orgId,
        action: "employee.imported",
        subject: `employee:${person.employeeId}`,
        after: { name: person.name, list: id, startedOn: person.startedOn },
      })),
      ...step.audit,
    ],
    answer: { added: people.length },
  });
  // A name of a group, a phone or a number that somebody else was faster with.
  return toldAs(applied, { guard: "stale", unique: "stale" });
}

const newMembers = (
  ctx: MemberContext,
  { people, roles }: JudgedList,
  groups: ReadonlyMap<string, string>,
): NewMember[] =>
  people.map(({ line: _line, newGroup, roleId, ...person }) => {
    const groupId = newGroup === null ? person.groupId : (groups.get(foldName(newGroup)) ?? null);
    const role = roles.find(({ id }) => id === roleId);
    const given = role === undefined ? null : givenRole(ctx, role, groupId);
    return {
      ...person,
      groupId,
      roleId,
      manages: JSON.stringify(given?.manages ?? []),
      employeeId: ctx.deps.ids(),
      personId: ctx.deps.ids(),
    };
  });

const groupStatements = (
  orgId: string,
  names: readonly string[],
  ids: ReadonlyMap<string, string>,
  now: number,
): Statement[] =>
  names.map((name) => ({
    sql: "insert into groups (org_id, id, name, created_at) values (?, ?, ?, ?)",
    params: [orgId, ids.get(foldName(name)) ?? "", name, now],
  }));
