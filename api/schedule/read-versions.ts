import type { ShiftVersion } from "../attendance/rules/types.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import { versionOf } from "./load-roster.ts";

/** Every version of a shift in use, oldest first, none closed. @throws {Refusal} `not_found` */
export async function readVersions(ctx: MemberContext, shiftId: string): Promise<ShiftVersion[]> {
  const { organisation } = ctx.member;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select v.id, v.shift_id, v.valid_from, v.pattern, v.rules from shifts s
        join shift_versions v on v.org_id = s.org_id and v.shift_id = s.id
        where s.org_id = ? and s.id = ? and s.archived_at is null order by v.valid_from, v.id`,
      params: [organisation.id, shiftId],
    },
  ]);
  if (found === undefined || found.rows.length === 0) throw new Refusal("not_found");
  return found.rows.map((row) => versionOf(row, organisation));
}
