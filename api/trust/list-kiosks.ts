import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { silentMs } from "./kiosk-page-data.ts";
import type { kioskList } from "./schemas.ts";

/** Screens in use, by workplace and name. @throws {Refusal} `forbidden` */
export async function listKiosks(ctx: MemberContext): Promise<z.infer<typeof kioskList>> {
  permit(ctx, "devices.manage");
  const now = ctx.deps.clock();
  const [found] = await ctx.deps.db.read([
    {
      sql: `select k.id, k.name, k.workplace_id, w.name, k.created_at, k.seen_at, k.version from kiosks k
        join workplaces w on w.org_id = k.org_id and w.id = k.workplace_id
        where k.org_id = ? and k.revoked_at is null order by w.name, k.name, k.id limit 200`,
      params: [ctx.member.organisation.id],
    },
  ]);
  return {
    items: (found?.rows ?? []).map(
      ([id, name, workplaceId, workplaceName, made, seen, version]) => ({
        id: String(id),
        name: String(name),
        workplaceId: String(workplaceId),
        workplaceName: String(workplaceName),
        createdAt: Number(made),
        seenAt: seen === null || seen === undefined ? null : Number(seen),
        silent: now - Number(seen ?? 0) > silentMs,
        version: Number(version),
      }),
    ),
  };
}
