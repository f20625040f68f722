import type { Cell } from "../../db/client/port.ts";
import type { MemberContext, Organisation } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
import type { NewNotice } from "../core/notices.ts";
import type { CalendarName, Language } from "../core/words.ts";

export interface Approver {
  readonly personId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

/** Everybody who may decide a request of this employee: nobody decides an own one (P 4.3). */
export async function loadApprovers(ctx: MemberContext, employeeId: string): Promise<Approver[]> {
  const { organisation } = ctx.member;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select p.id, p.telegram_user_id, p.language, p.calendar from employees e
        join persons p on p.id = e.person_id
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        where e.org_id = ? and e.state = 'active' and e.id <> ?
          and exists (select 1 from json_each(r.permissions) where value = 'requests.decide')
        order by e.id`,
      params: [organisation.id, employeeId],
    },
  ]);
  return (found?.rows ?? []).map((row) => approverOf(row, organisation));
}

const approverOf = (
  [personId, telegramUserId, language, calendar]: readonly Cell[],
  { language: fallback, timeZone }: Organisation,
): Approver => ({
  personId: String(personId),
  telegramUserId: Number(telegramUserId),
  reader: readerOf(
    (language as Language | null) ?? fallback,
    calendar as CalendarName | null,
    timeZone,
  ),
});

/**
 * The request's card to every approver.
 * @param occasion what the card tells; one message per approver and occasion
 */
export const cardsFor = (
  approvers: readonly Approver[],
  orgId: string,
  requestId: string,
  occasion: "created" | "withdrawn",
): NewNotice<"request-card">[] =>
  approvers.map((approver) => ({
    kind: "request-card",
    payload: { requestId },
    orgId,
    bot: "owner",
    personId: approver.personId,
    reader: approver.reader,
    chatId: approver.telegramUserId,
    subject: `request:${requestId}`,
    dedupKey: `request:${requestId}:${occasion}:${approver.personId}`,
  }));
