import { readerOf } from "../core/dispatch.ts";
import type { NewNotice, NoticePayloads } from "../core/notices.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";

/** One notice for everybody of the operator who has ever opened a bot. @param told.key once, ever */
export async function tellOperators(
  deps: Deps,
  told: Omit<NoticePayloads["operator-alert"], "organisationName"> & { readonly key: string },
): Promise<NewNotice<"operator-alert">[]> {
  const { operators } = deps.config;
  if (operators.length === 0) return [];
  const [people, organisations] = await deps.db.read([
    {
      sql: `select id, telegram_user_id, language, calendar from persons
        where telegram_user_id in (select value from json_each(?))`,
      params: [JSON.stringify(operators)],
    },
    { sql: "select name from organisations where id = ?", params: [told.orgId] },
  ]);
  const name = organisations?.rows[0]?.[0];
  const { key, ...facts } = told;
  return (people?.rows ?? []).map(([id, telegramUserId, language, calendar]) => ({
    kind: "operator-alert",
    payload: { ...facts, organisationName: name === undefined ? null : String(name) },
    orgId: told.orgId,
    bot: "owner",
    personId: String(id),
    reader: readerOf(language as Language | null, calendar as CalendarName | null, null),
    chatId: Number(telegramUserId),
    subject: `operator:${told.about}`,
    dedupKey: `operator-alert:${key}:${String(id)}`,
  }));
}
