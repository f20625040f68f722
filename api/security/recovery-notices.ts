import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import type { BotName, CalendarName, Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { recoverySubject } from "./recovery-row.ts";

/**
 * The card for everybody who has a word in it: the person, owners of every organisation they work in (the address is one for
 * all of them) and, where nobody else could agree, the operator's people.
 */
export async function recoveryCards(
  { db, config }: Deps,
  of: {
    readonly id: string;
    readonly orgId: string;
    readonly personId: string;
    readonly toOperators: boolean;
  },
): Promise<NewNotice<"recovery-card">[]> {
  const columns = "p.id, p.telegram_user_id, p.language, p.calendar";
  const [own, owners, operators] = await db.read([
    {
      sql: `select ${columns}, p.staff_unreachable_at, o.language, o.time_zone from persons p join organisations o on o.id = ?
        where p.id = ?`,
      params: [of.orgId, of.personId],
    },
    {
      sql: `select distinct ${columns}, null, o.language, o.time_zone from employees w
        join employees e on e.org_id = w.org_id and e.state = 'active' and e.paused_at is null
        join roles r on r.org_id = e.org_id and r.id = e.role_id and r.preset = 'owner'
        join persons p on p.id = e.person_id join organisations o on o.id = e.org_id
        where w.person_id = ? and w.state = 'active' and p.id <> w.person_id`,
      params: [of.personId],
    },
    {
      sql: `select ${columns}, null, null, null from persons p
        where p.telegram_user_id in (select value from json_each(?)) and p.id <> ?`,
      params: [JSON.stringify(of.toOperators ? config.operators : []), of.personId],
    },
  ]);
  const cards = new Map<string, NewNotice<"recovery-card">>();
  for (const [rows, isOwn] of [
    [own, true],
    [owners, false],
    [operators, false],
  ] as const)
    for (const row of rows?.rows ?? []) {
      const [personId, chatId, language, calendar, unreachable, orgLanguage, timeZone] = row;
      const bot: BotName = isOwn && unreachable === null ? "staff" : "owner";
      const reader = readerOf(
        (language ?? orgLanguage) as Language | null,
        calendar as CalendarName | null,
        timeZone as string | null,
      );
      const id = String(personId);
      if (!cards.has(id))
        cards.set(id, {
          kind: "recovery-card",
          payload: { recoveryId: of.id },
          orgId: of.orgId,
          bot,
          personId: id,
          reader,
          chatId: Number(chatId),
          subject: recoverySubject(of.id),
          dedupKey: `recovery-card:${of.id}:${id}`,
        });
    }
  return [...cards.values()];
}
