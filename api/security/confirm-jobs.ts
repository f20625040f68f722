import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import { systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { refreshCards } from "../core/refresh-messages.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import { pushNotice } from "./confirm-ask.ts";
import {
  auditOrgOf,
  type Confirmation,
  confirmationColumns,
  confirmationOf,
  confirmationSubject,
} from "./confirm-row.ts";

const day = 24 * 60 * 60_000;
const atOnce = 50;

/** Ends what nobody answered in time, and asks in the other bot where the first one can't be reached. One read when idle. */
export async function stepConfirmations(deps: Deps, now: number): Promise<void> {
  const [late, stranded] = await deps.db.read([
    {
      sql: `select c.id from confirmations c where c.expires_at between ? and ? and c.state in ('pending', 'approved')
        limit ?`,
      params: [now - day, now, atOnce],
    },
    {
      sql: `select ${confirmationColumns}, p.telegram_user_id, p.language, p.calendar from confirmations c
        join persons p on p.id = c.person_id
        where c.expires_at > ? and c.state = 'pending' and c.pushed_at is null
          and iif(c.push_bot = 'owner', p.owner_unreachable_at, p.staff_unreachable_at) is not null
          and iif(c.push_bot = 'owner', p.staff_unreachable_at, p.owner_unreachable_at) is null limit ?`,
      params: [now, atOnce],
    },
  ]);
  const ids = (late?.rows ?? []).map(([id]) => String(id));
  if (ids.length > 0) await deps.db.write(ids.flatMap((id) => expire(id, now)));
  for (const row of stranded?.rows ?? []) {
    const [chatId, language, calendar] = row.slice(-3);
    await moveQuestion(deps, confirmationOf(row), {
      telegramUserId: Number(chatId),
      language: language as Language | null,
      calendar: calendar as CalendarName | null,
    });
  }
}

const expire = (id: string, now: number): Statement[] => [
  {
    sql: "update confirmations set state = 'expired', ended_at = ? where id = ? and state in ('pending', 'approved') and expires_at <= ?",
    params: [now, id, now],
  },
  refreshCards(confirmationSubject(id), "confirm-push", now),
  refreshCards(confirmationSubject(id), "confirm-waiting", now),
];

/** Whoever has blocked one bot, or never opened it, is asked in the one they use. */
async function moveQuestion(
  deps: Deps,
  row: Confirmation,
  who: {
    readonly telegramUserId: number;
    readonly language: Language | null;
    readonly calendar: CalendarName | null;
  },
): Promise<void> {
  const bot = row.pushBot === "owner" ? "staff" : "owner";
  const subject = confirmationSubject(row.id);
  await commit(systemContext(deps, "job:confirmations"), {
    permit: systemPermit(),
    statements: [
      {
        sql: `update confirmations set push_bot = ? where org_id = ? and id = ? and state = 'pending' and push_bot = ?
          and pushed_at is null`,
        params: [bot, row.orgId, row.id, row.pushBot],
      },
      guardChanged(),
    ],
    audit: [
      {
        orgId: auditOrgOf(row),
        action: "confirmation.sent_again",
        subject,
        after: { action: row.action, push: bot },
      },
    ],
    notices: [pushNotice(row, { ...who, member: null }, bot, who)],
    refresh: { subject, kind: "confirm-waiting" },
    answer: null,
  }).catch((error: unknown) => {
    // Somebody answered or moved it meanwhile.
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  });
}
