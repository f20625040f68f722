import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { Role } from "./roles/find-role.ts";
import type { Employee } from "./schemas.ts";

/** Whoever gets another role is told in the staff bot, where everybody is. */
export async function roleNotices(
  ctx: MemberContext,
  { id, roleId, version }: Employee,
  { id: given, preset: rolePreset, name: roleName }: Pick<Role, "id" | "preset" | "name">,
): Promise<NewNotice[]> {
  const { organisation, employeeId } = ctx.member;
  if (given === roleId || id === employeeId) return [];
  const [found] = await ctx.deps.db.read([
    {
      sql: `select p.id, p.telegram_user_id, p.language, p.calendar from employees e
        join persons p on p.id = e.person_id where e.org_id = ? and e.id = ? and e.state = 'active'`,
      params: [organisation.id, id],
    },
  ]);
  const row = found?.rows[0];
  if (row === undefined) return [];
  const [personId, chatId, language, calendar] = row;
  return [
    {
      kind: "role-changed",
      payload: { organisationName: organisation.name, rolePreset, roleName },
      orgId: organisation.id,
      bot: "staff",
      personId: String(personId),
      reader: readerOf(
        (language as Language | null) ?? organisation.language,
        calendar as CalendarName | null,
        organisation.timeZone,
      ),
      chatId: Number(chatId),
      subject: `employee:${id}`,
      dedupKey: `role-changed:${id}:${version + 1}`,
    },
  ];
}
