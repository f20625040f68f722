import type { z } from "zod";
import type { MemberContext } from "../core/context.ts";
import { permit, type RolePreset } from "../core/permissions.ts";
import type { inviteList } from "./schemas.ts";

/** Invitations that still wait, newest first, at most fifty. @throws {Refusal} `forbidden` */
export async function listInvites(ctx: MemberContext): Promise<z.infer<typeof inviteList>> {
  permit(ctx, "people.invite");
  const [found] = await ctx.deps.db.read([
    {
      sql: `select i.id, r.preset, g.name, c.name, i.created_at, i.expires_at, r.id, r.name,
        i.manages from invites i
        join roles r on r.org_id = i.org_id and r.id = i.role_id
        join employees c on c.org_id = i.org_id and c.id = i.created_by
        left join groups g on g.org_id = i.org_id and g.id = i.group_id
        where i.org_id = ? and i.used_at is null and i.revoked_at is null and i.expires_at > ?
        order by i.id desc limit 50`,
      params: [ctx.member.organisation.id, ctx.deps.clock()],
    },
  ]);
  const items = (found?.rows ?? []).map((row) => ({
    id: String(row[0]),
    rolePreset: row[1] as RolePreset | null,
    groupName: row[2] as string | null,
    createdByName: String(row[3]),
    createdAt: Number(row[4]),
    expiresAt: Number(row[5]),
    roleId: String(row[6]),
    roleName: String(row[7]),
    manages: JSON.parse(String(row[8])) as string[],
  }));
  return { items };
}
