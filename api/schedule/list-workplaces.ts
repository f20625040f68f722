import { and, asc, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { workplaces } from "../../db/schema/index.ts";
import { query } from "../../db/sql.ts";
import type { MemberContext } from "../core/context.ts";
import { permitAny } from "../core/permissions.ts";
import type { workplaceList } from "./schemas.ts";

/** Every place in use, oldest first; a screen stands in one too. @throws {Refusal} `forbidden` */
export async function listWorkplaces(ctx: MemberContext): Promise<z.infer<typeof workplaceList>> {
  permitAny(ctx, ["schedule.manage", "devices.manage"]);
  const items = await query(ctx.deps.db)
    .select({
      id: workplaces.id,
      name: workplaces.name,
      latitudeE6: workplaces.latitudeE6,
      longitudeE6: workplaces.longitudeE6,
      radiusM: workplaces.radiusM,
      timeZone: workplaces.timeZone,
      version: workplaces.version,
    })
    .from(workplaces)
    .where(and(eq(workplaces.orgId, ctx.member.organisation.id), isNull(workplaces.archivedAt)))
    .orderBy(asc(workplaces.id));
  return { items };
}
