import type { Cell } from "../../../db/client/port.ts";
import type { MemberContext } from "../../core/context.ts";
import { readerOf } from "../../core/dispatch.ts";
import type { Reader } from "../../core/messenger.ts";
import type { NewNotice, SwapNews } from "../../core/notices.ts";
import { seesSql } from "../../core/scope.ts";
import type { BotName, CalendarName, Language } from "../../core/words.ts";
import type { SwapRow, SwapSide } from "./swap-row.ts";

export interface SwapApprover {
  readonly id: string;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

/** Everybody who may approve a swap of these two and sees both: neither of them. */
export async function loadSwapApprovers(
  ctx: MemberContext,
  sides: readonly string[],
): Promise<SwapApprover[]> {
  const { organisation } = ctx.member;
  const [found] = await ctx.deps.db.read([
    {
      sql: `select e.id, p.id, p.telegram_user_id, p.language, p.calendar from employees e
        join persons p on p.id = e.person_id
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        where e.org_id = ? and e.state = 'active' and e.paused_at is null and e.id not in (select value from json_each(?))
          and exists (select 1 from json_each(r.permissions) where value = 'requests.decide')
          and not exists (select 1 from json_each(?) j join employees w on w.org_id = e.org_id and w.id = j.value
            where not ${seesSql("e", "r", "w")})
        order by e.id`,
      params: [organisation.id, JSON.stringify(sides), JSON.stringify(sides)],
    },
  ]);
  return (found?.rows ?? []).map((row: readonly Cell[]) => ({
    id: String(row[0]),
    personId: String(row[1]),
    telegramUserId: Number(row[2]),
    reader: readerOf(
      (row[3] as Language | null) ?? organisation.language,
      row[4] as CalendarName | null,
      organisation.timeZone,
    ),
  }));
}

/** The offer with its keys: to the colleague in the staff bot, to those who approve in the owner bot. */
export const swapCard = (
  orgId: string,
  swapId: string,
  bot: BotName,
  to: Pick<SwapSide, "personId" | "telegramUserId" | "reader">,
): NewNotice<"swap-card"> => ({
  kind: "swap-card",
  payload: { swapId },
  orgId,
  bot,
  personId: to.personId,
  reader: to.reader,
  chatId: to.telegramUserId,
  subject: `swap:${swapId}`,
  dedupKey: `swap:${swapId}:${bot}:${to.personId}`,
});

/** What became of it, to one side. */
export const swapTold = (
  orgId: string,
  { id }: Pick<SwapRow, "id">,
  to: SwapSide,
  what: SwapNews,
): NewNotice<"swap-told"> => ({
  kind: "swap-told",
  payload: { swapId: id, what },
  orgId,
  bot: "staff",
  personId: to.personId,
  reader: to.reader,
  chatId: to.telegramUserId,
  subject: `swap:${id}`,
  dedupKey: `swap:${id}:${what}:${to.personId}`,
});
