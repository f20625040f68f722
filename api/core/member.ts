import type { Cell, Statement } from "../../db/client/port.ts";
import type { Context, Member, Organisation, Person } from "./context.ts";
import type { Permission, RolePreset } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { scopeOf } from "./scope.ts";
import type { CalendarName, Language, Profile } from "./words.ts";

const personColumns = "p.id, p.telegram_user_id, p.name, p.language, p.calendar";
const memberColumns = `${personColumns},
  o.id, o.name, o.profile, o.language, o.calendar, o.time_zone, o.weekend, o.location_policy,
  e.id, e.name, e.group_id, r.preset, r.permissions, e.state, e.ended_at, e.keeps_time, r.id, r.name, e.manages,
  e.paused_at`;
const openOrganisation = "o.id = p.current_org_id";
const memberFrom = `from persons p
  left join organisations o on ${openOrganisation}
  left join employees e on e.org_id = o.id and e.person_id = p.id
  left join roles r on r.org_id = e.org_id and r.id = e.role_id`;

/** Cells that `memberOf` reads, before those a caller adds. */
export const memberCells = 25;

/** One row for a Telegram user: person, the open organisation, employment, role, then `extra` columns. */
export const memberStatement = (
  telegramUserId: number,
  extra: { readonly columns: string; readonly params: Statement["params"] } = {
    columns: "",
    params: [],
  },
): Statement => ({
  sql: memberSql(extra.columns),
  params: [...extra.params, telegramUserId],
});

/** The same row of an employee, whichever organisation they have open: for what the clock does in their name. */
export const employeeStatement = (
  orgId: string,
  employeeId: string,
  columns: string,
): Statement => ({
  sql: `select ${memberColumns}${columns} from employees e
    join organisations o on o.id = e.org_id
    join persons p on p.id = e.person_id
    left join roles r on r.org_id = e.org_id and r.id = e.role_id
    where e.org_id = ? and e.id = ?`,
  params: [orgId, employeeId],
});

const sqlTexts = new Map<string, string>();

/**
 * The same for another organisation of that person than the open one: what a message was about. Who is no member of it gets a
 * row without one.
 */
export function memberStatementIn(
  telegramUserId: number,
  orgId: string,
  extra: { readonly columns: string; readonly params: Statement["params"] },
): Statement {
  const sql = memberSql(extra.columns).replace(openOrganisation, "o.id = ?");
  return { sql, params: [...extra.params, orgId, telegramUserId] };
}

/** Made once per set of columns: hot paths ask with the same few. */
function memberSql(columns: string): string {
  const known = sqlTexts.get(columns);
  if (known !== undefined) return known;
  const made = `select ${memberColumns}${columns} ${memberFrom} where p.telegram_user_id = ?`;
  sqlTexts.set(columns, made);
  return made;
}

export const personOf = (row: readonly Cell[]): Person => ({
  id: String(row[0]),
  telegramUserId: Number(row[1]),
  name: String(row[2]),
  language: row[3] as Language | null,
  calendar: row[4] as CalendarName | null,
});

const organisationOf = (row: readonly Cell[]): Organisation => ({
  id: String(row[5]),
  name: String(row[6]),
  profile: row[7] as Profile,
  language: row[8] as Language,
  calendar: row[9] as CalendarName,
  timeZone: String(row[10]),
  weekend: JSON.parse(String(row[11])) as number[],
  locationPolicy: row[12] as Organisation["locationPolicy"],
});

/** @returns null for a person without an open organisation */
export function memberOf(row: readonly Cell[]): Member | null {
  if (row[5] === null || row[13] === null) return null;
  const groupId = row[15] as string | null;
  const permissions = new Set(JSON.parse(String(row[17])) as Permission[]);
  return {
    person: personOf(row),
    organisation: organisationOf(row),
    employeeId: String(row[13]),
    employeeName: String(row[14]),
    groupId,
    rolePreset: row[16] as RolePreset | null,
    roleId: String(row[21]),
    roleName: String(row[22]),
    permissions,
    sees: scopeOf({ permissions, groupId, manages: String(row[23]) }),
    state: row[18] as Member["state"],
    endedAt: row[19] as number | null,
    keepsTime: row[20] === 1,
    pausedAt: row[24] as number | null,
  };
}

/**
 * @param saidAt when the message was sent, ms: what was said before the employment ended counts, however late it comes
 * @throws {Refusal} `not_a_member` for strangers, `employment_ended` for people who have left, `access_paused`
 */
export function activeMember(
  row: readonly Cell[] | undefined,
  saidAt: number = Number.POSITIVE_INFINITY,
): Member {
  const member = row === undefined ? null : memberOf(row);
  if (member === null) throw new Refusal("not_a_member");
  if (member.state === "ended" && saidAt >= (member.endedAt ?? 0))
    throw new Refusal("employment_ended", { organisation: member.organisation.name });
  if (member.pausedAt !== null && saidAt >= member.pausedAt)
    throw new Refusal("access_paused", { organisation: member.organisation.name });
  return member;
}

/** The acting person's open membership, read by Telegram id alone. */
export async function loadMember(ctx: Context): Promise<Member> {
  const [found] = await ctx.deps.db.read([memberStatement(ctx.caller.telegramUserId)]);
  return activeMember(found?.rows[0]);
}
