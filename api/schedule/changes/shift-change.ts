import { localDateOf } from "../../core/calendar/zone.ts";
import type { MemberContext } from "../../core/context.ts";
import { Refusal } from "../../core/refusal.ts";
import { closeVersions, type Roster } from "../load-roster.ts";
import { readVersions } from "../read-versions.ts";
import { planFrom } from "../stored-plan.ts";
import { planStatement } from "../shift-statements.ts";
import type { ChangeOf } from "./schemas.ts";
import type { PlannedChange } from "./types.ts";

/** Other hours or rules from a date on; a day that has passed never changes (ATT D8). @throws {Refusal} `too_old`, `not_found` */
export async function planShiftChange(
  ctx: MemberContext,
  change: ChangeOf<"shift">,
): Promise<PlannedChange> {
  const { shiftId, validFrom } = change;
  const { id: orgId, timeZone, profile } = ctx.member.organisation;
  const now = ctx.deps.clock();
  if (validFrom < localDateOf(now, timeZone)) throw new Refusal("too_old");
  const versions = await readVersions(ctx, shiftId);
  const before = versions.findLast((version) => version.validFrom <= validFrom) ?? versions[0];
  if (change.startMinute === undefined && change.pattern === undefined && !change.rules)
    throw new Refusal("nothing_changes");
  const plan = planFrom(change, before ?? null, profile);
  const id = ctx.deps.ids();
  const all = closeVersions(
    [...versions, { id, shiftId, validFrom, validTo: null, ...plan }].toSorted(
      (a, b) => a.validFrom.localeCompare(b.validFrom) || a.id.localeCompare(b.id),
    ),
  );
  return {
    id,
    statements: [planStatement(plan, { orgId, id, shiftId, validFrom, now })],
    audit: {
      orgId,
      action: "shift.changed",
      subject: `shift:${shiftId}`,
      after: { ...change, ...plan },
    },
    from: validFrom,
    to: all.find((version) => version.id === id)?.validTo ?? null,
    employeeIds: null,
    told: [],
    replan: (_employeeId, roster: Roster) =>
      roster.versions.some((version) => version.shiftId === shiftId)
        ? { ...roster, versions: [...roster.versions.filter(isOther(shiftId)), ...all] }
        : roster,
  };
}

const isOther =
  (shiftId: string) =>
  (version: { readonly shiftId: string }): boolean =>
    version.shiftId !== shiftId;
