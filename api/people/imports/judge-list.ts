import { freeSeats, takesSeat } from "../../billing/may-add-person.ts";
import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { isWithin } from "../../core/scope.ts";
import { loadKnownPeople } from "../members/known-people.ts";
import { givenRole, loadRoles } from "../members/pick-role.ts";
import type { Role } from "../roles/find-role.ts";
import { foldName } from "../rules/fold-name.ts";
import { type ListedPerson, readList, type ReadList } from "../rules/read-list.ts";
import type { ListView } from "./schemas.ts";

/** A list as it stands against the organisation of this moment. */
export interface JudgedList extends ReadList {
  readonly roles: readonly Role[];
  /** Names of groups that have to be made, each once. */
  readonly newGroups: readonly string[];
  readonly seatsNeeded: number;
  readonly groupNames: ReadonlyMap<string, string>;
}

/** @throws {Refusal} `list_invalid` when no column tells names */
export async function judgeList(
  ctx: MemberContext,
  table: readonly (readonly string[])[],
): Promise<JudgedList> {
  const { deps, member } = ctx;
  const { id: orgId, calendar, timeZone } = member.organisation;
  const [known, roles, [groups, shifts]] = await Promise.all([
    loadKnownPeople(ctx),
    loadRoles(ctx),
    deps.db.read([
      { sql: "select id, name from groups where org_id = ? order by id", params: [orgId] },
      {
        sql: "select id, name from shifts where org_id = ? and archived_at is null order by id",
        params: [orgId],
      },
    ]),
  ]);
  const named = (set: typeof groups) =>
    (set?.rows ?? []).map(([id, name]) => ({ id: String(id), name: String(name) }));
  const read = readList(table, {
    today: localDateOf(deps.clock(), timeZone),
    calendar,
    known,
    groups: named(groups),
    shifts: named(shifts),
    roles,
    mayMakeGroups: member.permissions.has("schedule.manage"),
    isWithin: (groupId) => isWithin(member.sees, groupId),
    mayGive: (roleId, groupId) => {
      const role = roles.find(({ id }) => id === roleId);
      return role !== undefined && givenRole(ctx, role, groupId) !== null;
    },
  });
  if (read === null) throw new Refusal("list_invalid");
  // The way it is written first.
  const newGroups = new Map(
    read.people
      .toReversed()
      .flatMap(({ newGroup }): [string, string][] =>
        newGroup === null ? [] : [[foldName(newGroup), newGroup]],
      ),
  );
  const seated = new Set(
    roles.filter(({ permissions }) => takesSeat(permissions)).map(({ id }) => id),
  );
  return {
    ...read,
    roles,
    newGroups: [...newGroups.values()].toReversed(),
    seatsNeeded: read.people.filter(({ roleId }) => seated.has(roleId)).length,
    groupNames: new Map(named(groups).map(({ id, name }) => [id, name])),
  };
}

const sampleSize = 5;
const errorsTold = 500;
const lineLength = 200;

/** What the owner sees before anything is written. */
export async function viewOf(
  ctx: MemberContext,
  draft: { readonly id: string; readonly fileName: string; readonly state: ListView["state"] },
  list: JudgedList,
): Promise<ListView> {
  const free = await freeSeats(ctx.deps, ctx.member.organisation.id);
  return {
    ...draft,
    count: list.people.length,
    sample: list.people.slice(0, sampleSize).map((person) => sampleOf(person, list)),
    withoutPhone: list.people.filter(({ phone }) => phone === null).length,
    newGroups: [...list.newGroups],
    errors: list.errors.slice(0, errorsTold).map(({ line, code, about, cells }) => ({
      line,
      code,
      about: about.slice(0, lineLength),
      text: cells.join("; ").slice(0, lineLength),
    })),
    seats:
      free === null
        ? null
        : { needed: list.seatsNeeded, free, missing: Math.max(0, list.seatsNeeded - free) },
  };
}

const sampleOf = (
  { name, phone, personnelNumber, groupId, newGroup, startedOn }: ListedPerson,
  { groupNames }: JudgedList,
): ListView["sample"][number] => ({
  name,
  phone,
  personnelNumber,
  groupName: newGroup ?? (groupId === null ? null : (groupNames.get(groupId) ?? null)),
  startedOn,
});
