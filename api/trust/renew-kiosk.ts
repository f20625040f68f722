import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { toldAs } from "../core/told-as.ts";
import { kioskLink, kioskTokenHash, newKioskSecret, newKioskToken } from "./kiosk-token.ts";
import type { openedKiosk } from "./schemas.ts";

/**
 * A fresh address and a fresh key: the old page goes dark, and codes that it still shows are worth nothing. Repeating it gives
 * another address.
 * @throws {Refusal} `forbidden`, `not_found`
 */
export async function renewKiosk(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof openedKiosk>> {
  const allowed = permit(ctx, "devices.manage");
  const orgId = ctx.member.organisation.id;
  const token = newKioskToken();
  const renewed = commit(
    { ...ctx, command: null },
    {
      permit: allowed,
      statements: [
        {
          sql: `update kiosks set token_hash = ?, secret = ?, seen_at = null, version = version + 1
            where org_id = ? and id = ? and revoked_at is null`,
          params: [(await kioskTokenHash(token)) ?? "", newKioskSecret(), orgId, id],
        },
        guardChanged(),
      ],
      audit: [{ orgId, action: "kiosk.renewed", subject: `kiosk:${id}` }],
      answer: null,
    },
  );
  await toldAs(renewed, { guard: "not_found" });
  return { id, link: kioskLink(ctx.deps.config, token) };
}
