import type { z } from "zod";
import type { Cell, Statement } from "../../db/client/port.ts";
import { evidenceInsert } from "../attendance/punch-statements.ts";
import type { FenceMatch } from "../attendance/rules/fence.ts";
import type { followLiveInput } from "../attendance/schemas.ts";
import type { Context, Member } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import type { CalendarName, Language } from "../core/words.ts";
import { movesToConfirm } from "./rules/trust-level.ts";
import { resultNotice } from "./result-notice.ts";

/** A handshake that waits for moves, and who wants to know. */
export interface LiveHandshake {
  readonly id: string;
  readonly punchId: string;
  readonly askedAt: number;
  readonly editsInside: number;
  readonly asker: {
    readonly personId: string;
    readonly chatId: number;
    readonly language: Language | null;
    readonly calendar: CalendarName | null;
  } | null;
}

/** For `memberStatement`; one parameter: now. */
export const liveHandshakeColumn = `(select json_array(h.id, h.punch_id, h.asked_at, h.edits_inside, p2.id, p2.telegram_user_id,
      p2.language, p2.calendar) from handshakes h
    left join employees e2 on e2.org_id = h.org_id and e2.id = h.asked_by
    left join persons p2 on p2.id = e2.person_id
    where h.org_id = e.org_id and h.employee_id = e.id and h.state in ('asked', 'sharing') and +h.expires_at > ?
    order by h.asked_at desc limit 1)`;

export function liveHandshakeOf(cell: Cell | undefined): LiveHandshake | null {
  if (typeof cell !== "string") return null;
  const [id, punchId, askedAt, edits, personId, chatId, language, calendar] = JSON.parse(
    cell,
  ) as Cell[];
  return {
    id: String(id),
    punchId: String(punchId),
    askedAt: Number(askedAt),
    editsInside: Number(edits),
    asker:
      typeof personId === "string"
        ? {
            personId,
            chatId: Number(chatId),
            language: language as Language | null,
            calendar: calendar as CalendarName | null,
          }
        : null,
  };
}

/** Moves closer together than that say nothing new, ms. */
const everyMs = 60_000;

/**
 * What a move of a live location means for the handshake that asked for it: evidence of its punch, and the end when it is
 * enough. Null when the sharing has stopped: then the last point is only a point (ATT K6, K15).
 */
export function moveOf(
  ctx: Context,
  member: Member,
  handshake: LiveHandshake,
  input: z.infer<typeof followLiveInput>,
  match: FenceMatch,
  now: number,
): { readonly statements: Statement[]; readonly notices: NewNotice[] } | null {
  const orgId = member.organisation.id;
  const minute = Math.floor((input.at - handshake.askedAt) / everyMs);
  if (input.location.livePeriodS === undefined || minute < 0) return null;
  const inside = match.verdict === "inside" ? 1 : 0;
  const isEnough = handshake.editsInside + inside >= movesToConfirm;
  return {
    statements: [
      evidenceInsert({
        orgId,
        id: ctx.deps.ids(),
        punchId: handshake.punchId,
        at: input.at,
        kind: "live",
        sourceKey: `handshake:${handshake.id}:${minute}`,
        text: null,
        verdict: match.verdict,
        distanceM: match.distanceM,
      }),
      {
        sql: `update handshakes set edits_inside = edits_inside + ?, state = ?, concluded_at = ?
          where org_id = ? and id = ? and state in ('asked', 'sharing')`,
        params: [
          inside,
          isEnough ? "confirmed" : "sharing",
          isEnough ? now : null,
          orgId,
          handshake.id,
        ],
      },
    ],
    notices: isEnough ? confirmedNotices(ctx, member, handshake) : [],
  };
}

function confirmedNotices(
  ctx: Context,
  { person, organisation, employeeId, employeeName }: Member,
  { id, asker }: LiveHandshake,
): NewNotice[] {
  const { language, timeZone } = organisation;
  const own: NewNotice<"live-told"> = {
    kind: "live-told",
    payload: { handshakeId: id, stage: "confirmed" },
    orgId: organisation.id,
    bot: ctx.caller.bot,
    personId: person.id,
    reader: readerOf(person.language ?? language, person.calendar, timeZone),
    chatId: ctx.caller.telegramUserId,
    subject: `handshake:${id}`,
    dedupKey: `live-confirmed:${id}`,
  };
  if (asker === null) return [own];
  return [
    own,
    resultNotice(
      organisation.id,
      { ...asker, reader: readerOf(asker.language ?? language, asker.calendar, timeZone) },
      { handshakeId: id, employeeId, employeeName, result: "confirmed" },
    ),
  ];
}
