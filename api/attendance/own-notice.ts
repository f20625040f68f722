import type { Context, Member } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice, NoticeKind, NoticePayloads } from "../core/notices.ts";

/** A message about a punch to the person who acts, in the bot they act in. */
export const ownNotice = <K extends NoticeKind>(
  ctx: Context,
  { person, organisation }: Member,
  notice: { readonly kind: K; readonly payload: NoticePayloads[K]; readonly punchId: string },
): NewNotice<K> => ({
  kind: notice.kind,
  payload: notice.payload,
  orgId: organisation.id,
  bot: ctx.caller.bot,
  personId: person.id,
  reader: readerOf(
    person.language ?? organisation.language,
    person.calendar,
    organisation.timeZone,
  ),
  chatId: ctx.caller.telegramUserId,
  subject: `punch:${notice.punchId}`,
  dedupKey: `${notice.kind}:${notice.punchId}`,
});
