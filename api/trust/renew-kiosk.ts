import type { z } from "zod";
import { guardChanged } from "../../db/client/guard.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { toldAs } from "../core/told-as.ts";
import { confirmed, type Confirmed } from "../security/confirm.ts";
import { kioskLink, kioskTokenHash, newKioskSecret, newKioskToken } from "./kiosk-token.ts";
import type { openedKiosk } from "./schemas.ts";

/**
 * A fresh address and a fresh key: the old page goes dark, and codes that it still shows are worth nothing. The address is kept
 * nowhere, so a repeated command gives another one.
 * @throws {Refusal} `forbidden`, `not_found`, `confirmation_needed`
 */
export async function renewKiosk(
  ctx: MemberContext,
  id: string,
): Promise<z.infer<typeof openedKiosk>> {
  const allowed = permit(ctx, "devices.manage");
  if ((await earlierAnswer(ctx)) !== null) return freshAddress(ctx, allowed, id);
  const kiosk = await findKiosk(ctx, id);
  const step = await confirmed(ctx, {
    action: "device.new",
    subject: `kiosk:${id}`,
    facts: { device: kiosk.name, place: kiosk.place, version: kiosk.version },
  });
  return renew(ctx, allowed, id, step);
}

/** Of a kiosk that this very command has made or renewed already. @throws {Refusal} `not_found` */
export const freshAddress = (ctx: MemberContext, allowed: Permit, id: string) =>
  renew({ ...ctx, command: null }, allowed, id, { statements: [], audit: [] });

async function renew(
  ctx: MemberContext,
  allowed: Permit,
  id: string,
  step: Confirmed,
): Promise<z.infer<typeof openedKiosk>> {
  const orgId = ctx.member.organisation.id;
  const token = newKioskToken();
  const renewed = commit(ctx, {
    permit: allowed,
    statements: [
      ...step.statements,
      {
        sql: `update kiosks set token_hash = ?, secret = ?, seen_at = null, version = version + 1
            where org_id = ? and id = ? and revoked_at is null`,
        params: [(await kioskTokenHash(token)) ?? "", newKioskSecret(), orgId, id],
      },
      guardChanged(),
    ],
    audit: [{ orgId, action: "kiosk.renewed", subject: `kiosk:${id}` }, ...step.audit],
    answer: { id },
  });
  await toldAs(renewed, { guard: "not_found" });
  return { id, link: kioskLink(ctx.deps.config, token) };
}

async function findKiosk({ deps, member }: MemberContext, id: string) {
  const [found] = await deps.db.read([
    {
      sql: `select k.name, w.name, k.version from kiosks k
        join workplaces w on w.org_id = k.org_id and w.id = k.workplace_id
        where k.org_id = ? and k.id = ? and k.revoked_at is null`,
      params: [member.organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  return { name: String(row[0]), place: String(row[1]), version: Number(row[2]) };
}
