import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { changeOrganisationInput, done } from "./schemas.ts";

/**
 * Renames the open organisation, or asks for locations with punches or stops asking.
 * @throws {Refusal} `no_workplace` when a location would be asked and there is no place to compare it with
 */
export async function changeOrganisation(
  ctx: MemberContext,
  input: z.infer<typeof changeOrganisationInput>,
): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "organisation.manage");
  const { id: orgId, name, locationPolicy } = ctx.member.organisation;
  const policy = input.locationPolicy ?? locationPolicy;
  const asks = input.locationPolicy === "required" ? 1 : 0;
  const change = commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update organisations set name = ?, location_policy = ?, version = version + 1
          where id = ? and (? = 0 or exists (select 1 from workplaces w
            where w.org_id = organisations.id and w.archived_at is null))`,
        params: [input.name ?? name, policy, orgId, asks],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId,
        action: "organisation.changed",
        subject: `organisation:${orgId}`,
        before: { name, locationPolicy },
        after: input,
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "no_workplace" });
}
