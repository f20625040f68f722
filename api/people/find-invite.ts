import type { Cell } from "../../db/client/port.ts";
import type { Context } from "../core/context.ts";
import type { Permission, RolePreset } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { scopeOf } from "../core/scope.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { inviteTokenHash } from "./invite-token.ts";
import { inviteProblem } from "./rules/invite-state.ts";
import { isPlain, mayGive } from "./rules/may-give.ts";

export interface FoundInvite {
  readonly orgId: string;
  readonly id: string;
  readonly roleId: string;
  readonly rolePreset: RolePreset | null;
  readonly roleName: string;
  readonly permissions: readonly string[];
  /** Groups they lead besides their own; `"*"`: all. */
  readonly manages: readonly string[];
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly organisationName: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly locationPolicy: "off" | "required";
  readonly inviter: {
    readonly employeeId: string;
    readonly personId: string;
    readonly chatId: number;
    readonly language: Language | null;
    readonly calendar: CalendarName | null;
  };
  /** The caller's own row in that organisation: somebody who comes back. */
  readonly formerEmployeeId: string | null;
}

const inviteQuery = `select i.org_id, i.id, i.role_id, r.preset, i.group_id, g.name, o.name, o.language, o.time_zone,
    o.location_policy, p.id, p.telegram_user_id, p.language, p.calendar, e.id, e.state, i.expires_at, i.used_at, i.revoked_at,
    r.permissions, r.name, i.manages, c.id, cr.permissions, c.group_id, c.manages, r.archived_at
  from invites i
  join organisations o on o.id = i.org_id
  join roles r on r.org_id = i.org_id and r.id = i.role_id
  left join groups g on g.org_id = i.org_id and g.id = i.group_id
  left join employees c on c.org_id = i.org_id and c.id = i.created_by and c.state = 'active' and c.paused_at is null
  left join roles cr on cr.org_id = c.org_id and cr.id = c.role_id
  left join persons p on p.id = c.person_id
  left join employees e on e.org_id = i.org_id
    and e.person_id = (select id from persons where telegram_user_id = ?)
  where i.token_hash = ?`;

/**
 * An invitation the caller may accept. It is worth what whoever made it may still give: nothing when they left or lost a right
 * of it. A problem tells nothing about the organisation, except to its own people.
 * @throws {Refusal} `not_found`, `already_member`, `invite_used`, `invite_expired` (TG 8.30)
 */
export async function findInvite(ctx: Context, token: string): Promise<FoundInvite> {
  const hash = await inviteTokenHash(token);
  if (hash === null) throw new Refusal("not_found");
  const [found] = await ctx.deps.db.read([
    { sql: inviteQuery, params: [ctx.caller.telegramUserId, hash] },
  ]);
  const row = found?.rows[0];
  if (row === undefined) throw new Refusal("not_found");
  if (row[15] === "active") throw new Refusal("already_member", { organisation: String(row[6]) });
  const problem = inviteProblem(
    {
      expiresAt: Number(row[16]),
      usedAt: row[17] as number | null,
      revokedAt: row[18] as number | null,
    },
    ctx.deps.clock(),
  );
  if (problem !== null) throw new Refusal(problem);
  if (!isStillGiven(row)) throw new Refusal("invite_expired");
  return {
    orgId: String(row[0]),
    id: String(row[1]),
    roleId: String(row[2]),
    rolePreset: row[3] as RolePreset | null,
    roleName: String(row[20]),
    permissions: JSON.parse(String(row[19])) as string[],
    manages: JSON.parse(String(row[21])) as string[],
    groupId: row[4] as string | null,
    groupName: row[5] as string | null,
    organisationName: String(row[6]),
    language: row[7] as Language,
    timeZone: String(row[8]),
    locationPolicy: row[9] as FoundInvite["locationPolicy"],
    inviter: {
      employeeId: String(row[22]),
      personId: String(row[10]),
      chatId: Number(row[11]),
      language: row[12] as Language | null,
      calendar: row[13] as CalendarName | null,
    },
    formerEmployeeId: row[14] as string | null,
  };
}

/** Whether whoever invited could make the same invitation now. */
function isStillGiven(row: readonly Cell[]): boolean {
  const [offered, groupId, manages] = [row[19], row[4] as string | null, row[21]];
  if (row[22] === null || row[26] !== null) return false;
  const permissions = JSON.parse(String(offered)) as string[];
  const held = new Set(JSON.parse(String(row[23])) as Permission[]);
  const inviter = {
    permissions: held,
    sees: scopeOf({
      permissions: held,
      groupId: row[24] as string | null,
      manages: String(row[25]),
    }),
  };
  const given = { permissions, manages: JSON.parse(String(manages)) as string[], groupId };
  return (
    held.has("people.invite") &&
    (isPlain(permissions) || held.has("people.manage")) &&
    mayGive(inviter, given)
  );
}
