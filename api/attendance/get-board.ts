import type * as z from "zod";
import { localDateOf } from "../core/calendar/zone.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { filterBoard, pageOf, shownAs } from "../team/rules/filter-board.ts";
import { type BoardPerson, boardStatements, readBoard } from "./read-board.ts";
import type { boardQuery } from "./day-schema.ts";
import { refuseHiddenTeam, type ViewContext } from "./visible-days.ts";

/**
 * Where everybody within sight who is employed is at this moment, and who has left the company without clocking out (TG 8.50): filtered,
 * searched and cut into pages here. One round trip for all, of which only today is derived.
 * @throws {Refusal} `forbidden`, `not_found` for a group nobody knows, `debt_lock`, `plan_lock`
 */
export async function getBoard(ctx: ViewContext, asked: z.infer<typeof boardQuery>) {
  permit(ctx, "attendance.view_team");
  refuseHiddenTeam(ctx);
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const board = readBoard(
    await ctx.deps.db.read(boardStatements(organisation, now, ctx.member)),
    organisation,
    now,
  );
  if (asked.groupId !== undefined && !board.groups.has(asked.groupId))
    throw new Refusal("not_found");
  const { counts, people } = filterBoard(board.people, asked);
  const { items, page, pages } = pageOf(people, asked.page, asked.perPage ?? null);
  const shown = ({ groupId, workplaceId, ...person }: BoardPerson) => ({
    ...person,
    show: shownAs(person),
    groupName: groupId === null ? null : (board.groups.get(groupId) ?? null),
    place: workplaceId === null ? null : (board.workplaces.get(workplaceId) ?? null),
  });
  return {
    at: now,
    date: localDateOf(now, organisation.timeZone),
    counts,
    total: people.length,
    page,
    pages,
    groups: [...board.groups].map(([id, name]) => ({ id, name })),
    people: items.map(shown),
  };
}
