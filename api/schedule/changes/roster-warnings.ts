import { lintResults, lintStatements, readLintScene } from "../../law/lint-scene.ts";
import { newWarnings } from "../../law/rules/lint.ts";
import { addDays } from "../../core/calendar/local-date.ts";
import type { MemberContext } from "../../core/context.ts";
import type { PlannedChange } from "./types.ts";
import type { RosterWarning } from "./schemas.ts";

/** What the law has against a change of these people's rosters, beyond what it has against them now. */
export async function rosterWarnings(
  ctx: MemberContext,
  { from, to, replan }: Pick<PlannedChange, "from" | "to" | "replan">,
  people: readonly { readonly id: string; readonly name: string }[],
): Promise<RosterWarning[]> {
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const range = { from, to: to ?? addDays(from, 34) };
  const each = await Promise.all(
    people.map(async ({ id, name }) => {
      const results = await ctx.deps.db.read(lintStatements(organisation, id, range));
      const own = results.slice(0, lintResults);
      const scene = readLintScene(own, organisation, range, now);
      if (scene === null) return [];
      const added = newWarnings(scene.warnings(own), scene.warnings(own, undefined, replan));
      return added.map(({ over: _over, ...warning }) => ({ employeeId: id, name, ...warning }));
    }),
  );
  return each.flat();
}
