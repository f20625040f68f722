import type { Statement } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { NewNotice } from "../../core/notices.ts";
import { refreshMenus } from "../../core/refresh-messages.ts";
import type { CalendarName, Language } from "../../core/words.ts";

/** Somebody active who has a role. */
export interface Holder {
  readonly employeeId: string;
  readonly personId: string;
  readonly chatId: number;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
}

/** Everybody active who has the role. */
export async function holdersOf(
  { deps, member }: MemberContext,
  roleId: string,
): Promise<readonly Holder[]> {
  const [found] = await deps.db.read([
    {
      sql: `select e.id, p.id, p.telegram_user_id, p.language, p.calendar from employees e
        join persons p on p.id = e.person_id
        where e.org_id = ? and e.role_id = ? and e.state = 'active' order by e.id`,
      params: [member.organisation.id, roleId],
    },
  ]);
  return (found?.rows ?? []).map((row) => ({
    employeeId: String(row[0]),
    personId: String(row[1]),
    chatId: Number(row[2]),
    language: row[3] as Language | null,
    calendar: row[4] as CalendarName | null,
  }));
}

/** Their menus hold what they may do now. */
export const menusOf = (orgId: string, holders: readonly Holder[], now: number): Statement[] =>
  holders.map(({ employeeId }) => refreshMenus({ orgId, employeeId }, now));

/** They are told that their role is another now. */
export function holderNotices(
  { member }: MemberContext,
  holders: readonly Holder[],
  role: { readonly id: string; readonly name: string; readonly version: number },
): NewNotice[] {
  const { organisation, employeeId: actor } = member;
  return holders
    .filter(({ employeeId }) => employeeId !== actor)
    .map(({ employeeId, personId, chatId, language, calendar }) => ({
      kind: "role-changed",
      payload: {
        organisationName: organisation.name,
        rolePreset: null,
        roleName: role.name,
        onlyRights: true,
      },
      orgId: organisation.id,
      bot: "staff",
      personId,
      reader: readerOf(language ?? organisation.language, calendar, organisation.timeZone),
      chatId,
      subject: `employee:${employeeId}`,
      dedupKey: `role-changed:${employeeId}:${role.id}:${role.version}`,
    }));
}
