import type { Cell } from "../../db/client/port.ts";
import { guardChanged } from "../../db/client/guard.ts";
import { DatabaseError } from "../../db/errors.ts";
import { commit } from "../core/commit.ts";
import type { SystemContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { systemPermit } from "../core/permissions.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { resultNotice } from "./result-notice.ts";

const atOnce = 50;

/**
 * Live locations that were asked for and did not come, or did not show the workplace: over, and told to who asked. A quiet
 * tick costs one look at an index.
 */
export async function concludeLive(ctx: SystemContext): Promise<boolean> {
  const now = ctx.deps.clock();
  const [due] = await ctx.deps.db.read([
    {
      sql: `select h.org_id, h.id, h.state, e.id, e.name, p.id, p.telegram_user_id, coalesce(p.language, o.language), p.calendar,
          o.time_zone
        from handshakes h join employees e on e.org_id = h.org_id and e.id = h.employee_id
        join organisations o on o.id = h.org_id
        left join employees a on a.org_id = h.org_id and a.id = h.asked_by and a.state = 'active'
        left join persons p on p.id = a.person_id
        where h.state in ('asked', 'sharing') and h.expires_at <= ? limit ?`,
      params: [now, atOnce],
    },
  ]);
  for (const row of due?.rows ?? []) await conclude(ctx, row, now);
  return (due?.rows.length ?? 0) < atOnce;
}

async function conclude(ctx: SystemContext, row: readonly Cell[], now: number): Promise<void> {
  const [orgId, id, state, employeeId, employeeName, personId, chatId, language, calendar, zone] =
    row;
  const result = state === "sharing" ? "failed" : "expired";
  const reader = readerOf(
    language as Language | null,
    calendar as CalendarName | null,
    String(zone),
  );
  const told = { personId: String(personId), chatId: Number(chatId), reader };
  const facts = {
    handshakeId: String(id),
    employeeId: String(employeeId),
    employeeName: String(employeeName),
    result,
  } as const;
  const ended = commit(ctx, {
    permit: systemPermit(),
    statements: [
      {
        sql: "update handshakes set state = ?, concluded_at = ? where org_id = ? and id = ? and state = ?",
        params: [result, now, String(orgId), String(id), String(state)],
      },
      guardChanged(),
    ],
    audit: [{ orgId: String(orgId), action: `live.${result}`, subject: `handshake:${String(id)}` }],
    notices: personId === null ? [] : [resultNotice(String(orgId), told, facts)],
    answer: null,
  });
  await ended.catch((error: unknown) => {
    // It moved in the meantime: nothing is over.
    if (!(error instanceof DatabaseError) || error.kind !== "guard") throw error;
  });
}
