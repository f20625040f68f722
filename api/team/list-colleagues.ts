import type * as z from "zod";
import { boardStatements, readBoard } from "../attendance/read-board.ts";
import { refuseHiddenTeam, type ViewContext } from "../attendance/visible-days.ts";
import { permit } from "../core/permissions.ts";
import { filterBoard, pageOf } from "./rules/filter-board.ts";
import type { colleaguesQuery } from "./schemas.ts";

const perPage = 30;

/**
 * What anybody may know of their colleagues: who is here. Never why somebody is not, since when, or that they are late
 * (ATT L2). Of one's own group; of everybody for who is in none. One round trip.
 * @throws {Refusal} `forbidden`, `debt_lock`, `plan_lock`
 */
export async function listColleagues(ctx: ViewContext, asked: z.infer<typeof colleaguesQuery>) {
  permit(ctx, "punch.self");
  refuseHiddenTeam(ctx);
  const { organisation, employeeId, groupId } = ctx.member;
  const now = ctx.deps.clock();
  const board = readBoard(
    await ctx.deps.db.read(boardStatements(organisation, now, null)),
    organisation,
    now,
  );
  const filter = { groupId: groupId ?? undefined, search: asked.search };
  const people = filterBoard(board.people, filter)
    .people.filter((person) => person.employeeId !== employeeId && person.state === "active")
    .map(({ name, present }) => ({ name, here: present }))
    .toSorted((a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name));
  const { items, page, pages } = pageOf(people, asked.page, perPage);
  return {
    at: now,
    total: people.length,
    here: people.filter(({ here }) => here).length,
    page,
    pages,
    groupName: groupId === null ? null : (board.groups.get(groupId) ?? null),
    people: items,
  };
}
