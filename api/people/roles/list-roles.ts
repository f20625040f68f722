import type { z } from "zod";
import type { Cell, Statement } from "../../../db/client/port.ts";
import { takesSeat } from "../../billing/may-add-person.ts";
import type { MemberContext } from "../../core/context.ts";
import { permit, rolePresets } from "../../core/permissions.ts";
import { Refusal } from "../../core/refusal.ts";
import { foldName } from "../rules/fold-name.ts";
import { holds } from "../rules/may-give.ts";
import { roleColumns, roleOf } from "./find-role.ts";
import type { roleList, RoleView } from "./schemas.ts";

const rolesStatement = (orgId: string, id: string | null, now: number): Statement => ({
  sql: `select ${roleColumns},
      (select count(*) from employees e where e.org_id = r.org_id and e.role_id = r.id and e.state = 'active'),
      (select count(*) from invites i where i.org_id = r.org_id and i.role_id = r.id
        and i.used_at is null and i.revoked_at is null and i.expires_at > ?)
    from roles r where r.org_id = ? and r.archived_at is null and (? is null or r.id = ?)`,
  params: [now, orgId, id, id],
});

/**
 * Every role that can be given: presets first, then the organisation's own by name.
 * @throws {Refusal} `forbidden` for who neither invites, nor manages people, nor roles
 */
export async function listRoles(ctx: MemberContext): Promise<z.infer<typeof roleList>> {
  permitSeeing(ctx);
  const rows = await readRows(ctx, null);
  const items = rows
    .map((row) => viewOf(ctx, row))
    .toSorted((a, b) => order(a) - order(b) || byName(a, b));
  return { items };
}

/** One of them. @throws {Refusal} `forbidden`, `not_found` */
export async function showRole(ctx: MemberContext, id: string): Promise<RoleView> {
  permitSeeing(ctx);
  const [row] = await readRows(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return viewOf(ctx, row);
}

function permitSeeing(ctx: MemberContext): void {
  const { permissions } = ctx.member;
  if (permissions.has("people.manage") || permissions.has("roles.manage")) return;
  permit(ctx, "people.invite");
}

async function readRows({ deps, member }: MemberContext, id: string | null) {
  const [found] = await deps.db.read([rolesStatement(member.organisation.id, id, deps.clock())]);
  return found?.rows ?? [];
}

function viewOf({ member }: MemberContext, row: readonly Cell[]): RoleView {
  const { archivedAt: _, permissions, ...role } = roleOf(row);
  return {
    ...role,
    permissions: [...permissions],
    people: Number(row[7]),
    invites: Number(row[8]),
    takesSeat: takesSeat(permissions),
    mayGive: holds(member, permissions),
  };
}

const order = ({ preset }: RoleView): number =>
  preset === null ? rolePresets.length : rolePresets.indexOf(preset);

const byName = (a: RoleView, b: RoleView): number => (foldName(a.name) < foldName(b.name) ? -1 : 1);
