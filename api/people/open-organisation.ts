import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import { refreshMenus } from "../core/refresh-messages.ts";
import type { Context } from "../core/context.ts";
import { selfPermit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { done, openOrganisationInput } from "./schemas.ts";

/** The caller goes on in another organisation they work in. @throws {Refusal} `not_found` for any other */
export async function openOrganisation(
  ctx: Context,
  { organisationId }: z.infer<typeof openOrganisationInput>,
): Promise<z.infer<typeof done>> {
  const { telegramUserId } = ctx.caller;
  const change = commit(ctx, {
    permit: selfPermit(),
    statements: [
      {
        sql: `update persons set current_org_id = ? where telegram_user_id = ? and exists (select 1 from employees e
          where e.org_id = ? and e.person_id = persons.id and e.state = 'active')`,
        params: [organisationId, telegramUserId, organisationId],
      },
      guardChanged(),
      refreshMenus({ telegramUserId }, ctx.deps.clock()),
    ],
    audit: [
      {
        orgId: organisationId,
        action: "person.organisation_opened",
        subject: `telegram:${telegramUserId}`,
      },
    ],
    answer: { done: true as const },
  });
  return toldAs(change, { guard: "not_found" });
}
