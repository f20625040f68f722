import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { findWorkplace } from "./find-workplace.ts";
import type { changeWorkplaceInput, done } from "./schemas.ts";

/** Moves, renames or resizes a place; earlier punches keep the verdict they got. @throws {Refusal} `not_found`, `stale` */
export async function changeWorkplace(
  ctx: MemberContext,
  id: string,
  input: z.infer<typeof changeWorkplaceInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "schedule.manage");
  const earlier = await earlierAnswer<z.infer<typeof done>>(ctx);
  if (earlier !== null) return earlier;
  const before = await findWorkplace(ctx, id);
  const {
    name = before.name,
    latitudeE6 = before.latitudeE6,
    longitudeE6 = before.longitudeE6,
    radiusM = before.radiusM,
  } = input;
  const orgId = ctx.member.organisation.id;
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update workplaces set name = ?, latitude_e6 = ?, longitude_e6 = ?, radius_m = ?, version = version + 1
          where org_id = ? and id = ? and archived_at is null and version = coalesce(?, version)`,
        params: [name, latitudeE6, longitudeE6, radiusM, orgId, id, input.version ?? null],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId,
        action: "workplace.changed",
        subject: `workplace:${id}`,
        before: { name: before.name, radiusM: before.radiusM },
        after: input,
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "stale" });
}
