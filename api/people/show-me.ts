import { presenceColumns, presenceOf, shiftParams } from "../attendance/presence.ts";
import { nextAction } from "../attendance/rules/next-action.ts";
import type { Context } from "../core/context.ts";
import { memberCells, memberOf, memberStatement, personOf } from "../core/member.ts";
import type { Me } from "./schemas.ts";

/** Who the caller is: strangers and people who have left too. One round trip. */
export async function showMe(ctx: Context): Promise<Me> {
  const { db, config, clock } = ctx.deps;
  const { telegramUserId } = ctx.caller;
  const now = clock();
  const [found, memberships] = await db.read([
    memberStatement(telegramUserId, { columns: `, ${presenceColumns}`, params: shiftParams(now) }),
    {
      sql: `select o.id, o.name from persons p
        join employees e on e.person_id = p.id and e.state = 'active'
        join organisations o on o.id = e.org_id
        where p.telegram_user_id = ? order by o.name, o.id limit 50`,
      params: [telegramUserId],
    },
  ]);
  const row = found?.rows[0];
  const member = row === undefined ? null : memberOf(row);
  const standing =
    row && member
      ? presenceOf(row.slice(memberCells), member.organisation, member.employeeId, now)
      : null;
  return {
    person: row === undefined ? null : shownPerson(personOf(row)),
    organisation: member && {
      ...member.organisation,
      weekend: [...member.organisation.weekend],
    },
    employee: member && {
      id: member.employeeId,
      name: member.employeeName,
      state: member.state,
      rolePreset: member.rolePreset,
      roleId: member.roleId,
      roleName: member.roleName,
      sees: member.sees === "all" ? ["*"] : [...member.sees],
      permissions: member.state === "active" ? [...member.permissions] : [],
      ...nextAction(standing?.last ?? null, standing?.takesBreaks ?? false, now),
    },
    memberships: (memberships?.rows ?? []).map(([id, name]) => ({
      organisationId: String(id),
      name: String(name),
    })),
    links: {
      staff: `${config.linkOrigin}/${config.botNames.staff}`,
      owner: `${config.linkOrigin}/${config.botNames.owner}`,
    },
  };
}

const shownPerson = ({ id, name, language, calendar }: NonNullable<Me["person"]>) => ({
  id,
  name,
  language,
  calendar,
});
