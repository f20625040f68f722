import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { confirmed } from "../security/confirm.ts";
import { newKioskCode } from "./kiosk-code.ts";
import { kioskLink, kioskTokenHash, newKioskSecret, newKioskToken } from "./kiosk-token.ts";
import { freshAddress } from "./renew-kiosk.ts";
import type { kioskInput, openedKiosk } from "./schemas.ts";

/**
 * A screen for a workplace. Its address is told now and kept nowhere, so a repeated command gives the same kiosk a fresh one.
 * @throws {Refusal} `forbidden`, `not_found` of the workplace, `confirmation_needed`
 */
export async function createKiosk(
  ctx: MemberContext,
  input: z.infer<typeof kioskInput>,
): Promise<z.infer<typeof openedKiosk>> {
  const allowed = permit(ctx, "devices.manage");
  const orgId = ctx.member.organisation.id;
  const earlier = await earlierAnswer<{ id: string }>(ctx);
  if (earlier !== null) return freshAddress(ctx, allowed, earlier.id);
  const step = await confirmed(ctx, {
    action: "device.new",
    subject: `workplace:${input.workplaceId}`,
    facts: { device: input.name, place: await workplaceName(ctx, input.workplaceId) },
  });
  const id = ctx.deps.ids();
  const token = newKioskToken();
  const tokenHash = (await kioskTokenHash(token)) ?? "";
  const made = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      {
        sql: `insert into kiosks (org_id, id, workplace_id, name, code, secret, token_hash, created_by, created_at)
          select w.org_id, ?, w.id, ?, ?, ?, ?, ?, ? from workplaces w
          where w.org_id = ? and w.id = ? and w.archived_at is null`,
        params: [
          id,
          input.name,
          newKioskCode(),
          newKioskSecret(),
          tokenHash,
          ctx.member.employeeId,
          ctx.deps.clock(),
          orgId,
          input.workplaceId,
        ],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId,
        action: "kiosk.created",
        subject: `kiosk:${id}`,
        after: { name: input.name, workplaceId: input.workplaceId },
      },
      ...step.audit,
    ],
    answer: { id },
  });
  const kiosk = await toldAs(made, { guard: "stale" });
  if (ctx.command?.replayed === true) return freshAddress(ctx, allowed, kiosk.id);
  return { id: kiosk.id, link: kioskLink(ctx.deps.config, token) };
}

/** @throws {Refusal} `not_found` */
async function workplaceName({ deps, member }: MemberContext, id: string): Promise<string> {
  const [found] = await deps.db.read([
    {
      sql: "select name from workplaces where org_id = ? and id = ? and archived_at is null",
      params: [member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return String(row[0]);
}
