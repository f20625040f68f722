import { and, eq, isNull } from "drizzle-orm";
import { workplaces } from "../../db/schema/index.ts";
import { query } from "../../db/sql.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";

/** A place of the open organisation that is in use. @throws {Refusal} `not_found`, also for another tenant's */
export async function findWorkplace(ctx: MemberContext, id: string) {
  const [found] = await query(ctx.deps.db)
    .select()
    .from(workplaces)
    .where(
      and(
        eq(workplaces.orgId, ctx.member.organisation.id),
        eq(workplaces.id, id),
        isNull(workplaces.archivedAt),
      ),
    );
  if (found === undefined) throw new Refusal("not_found");
  return found;
}
