import type { Cell } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext, Organisation } from "../core/context.ts";
import type { Shift } from "./schemas.ts";
import { storedPlan, versionView } from "./stored-plan.ts";

/** Every shift in use as it is on a day, with its next change and the groups that work it. One round trip. */
export async function readShifts(ctx: MemberContext, today: LocalDate): Promise<Shift[]> {
  const { organisation } = ctx.member;
  const [shifts, versions, groups] = await ctx.deps.db.read([
    {
      sql: "select id, name from shifts where org_id = ? and archived_at is null order by id",
      params: [organisation.id],
    },
    {
      sql: `select shift_id, valid_from, pattern, rules
        from shift_versions where org_id = ? order by shift_id, valid_from, id`,
      params: [organisation.id],
    },
    {
      sql: `select distinct a.shift_id, g.id, g.name from shift_assignments a
        join groups g on g.org_id = a.org_id and g.id = a.group_id
        where a.org_id = ? and a.valid_from <= ? and (a.valid_to is null or a.valid_to >= ?) order by g.id`,
      params: [organisation.id, today, today],
    },
  ]);
  const versionsOf = Map.groupBy(versions?.rows ?? [], (row) => String(row[0]));
  const groupsOf = Map.groupBy(groups?.rows ?? [], (row) => String(row[0]));
  return (shifts?.rows ?? []).map(([shiftId, name]) => {
    const id = String(shiftId);
    const known = (versionsOf.get(id) ?? []).map((row) => viewOf(row, organisation));
    const next = known.find(({ validFrom }) => validFrom > today);
    return {
      id,
      name: String(name),
      current: known.findLast(({ validFrom }) => validFrom <= today) ?? null,
      next: known.findLast(({ validFrom }) => validFrom === next?.validFrom) ?? null,
      groups: (groupsOf.get(id) ?? []).map((row) => ({ id: String(row[1]), name: String(row[2]) })),
    };
  });
}

const viewOf = (row: readonly Cell[], { profile }: Organisation) =>
  versionView(String(row[1]), storedPlan(String(row[2]), String(row[3]), profile));
