import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import type { done } from "./schemas.ts";

/** Takes a screen out of use for ever; punches made by it stay. @throws {Refusal} `forbidden`, `not_found` */
export async function revokeKiosk(ctx: MemberContext, id: string): Promise<z.infer<typeof done>> {
  const allowed = permit(ctx, "devices.manage");
  const orgId = ctx.member.organisation.id;
  return orEarlierAnswer(ctx, () =>
    toldAs(
      commit(ctx, {
        permit: allowed,
        statements: [
          {
            sql: `update kiosks set revoked_at = ?, version = version + 1 where org_id = ? and id = ? and revoked_at is null`,
            params: [ctx.deps.clock(), orgId, id],
          },
          guardChanged(),
        ],
        audit: [{ orgId, action: "kiosk.revoked", subject: `kiosk:${id}` }],
        answer: { done: true as const },
      }),
      { guard: "not_found" },
    ),
  );
}
