import type { Statement } from "../../db/client/port.ts";
import type { Reader } from "../core/messenger.ts";
import type { NewNotice } from "../core/notices.ts";

/** How long a person may take to begin sharing, ms. */
export const answerMs = 60 * 60_000;
/** How long is watched after they began: the shortest that Telegram offers is 15 minutes, ms. */
export const watchMs = 17 * 60_000;

export interface NewHandshake {
  readonly orgId: string;
  readonly id: string;
  readonly employeeId: string;
  readonly punchId: string;
  /** Employee who asks; null: the rules do. */
  readonly askedBy: string | null;
  readonly now: number;
}

/** A live location is asked for; the one that waits for an answer makes way (ATT idea 16). */
export const askLiveStatements = (ask: NewHandshake): Statement[] => [
  {
    sql: `update handshakes set state = 'expired', concluded_at = ?
      where org_id = ? and employee_id = ? and state in ('asked', 'sharing')`,
    params: [ask.now, ask.orgId, ask.employeeId],
  },
  {
    sql: `insert into handshakes (org_id, id, employee_id, punch_id, asked_by, state, edits_inside, asked_at, expires_at)
      values (?, ?, ?, ?, ?, 'asked', 0, ?, ?)`,
    params: [
      ask.orgId,
      ask.id,
      ask.employeeId,
      ask.punchId,
      ask.askedBy,
      ask.now,
      ask.now + answerMs,
    ],
  },
];

/** The request to the person, with the way to do it. */
export const askLiveNotice = (
  ask: NewHandshake,
  to: { readonly personId: string; readonly reader: Reader; readonly chatId: number },
  facts: {
    readonly punchAt: number;
    readonly timeZone: string;
    readonly askedByName: string | null;
  },
): NewNotice<"live-asked"> => ({
  kind: "live-asked",
  payload: { handshakeId: ask.id, ...facts, until: ask.now + answerMs },
  orgId: ask.orgId,
  bot: "staff",
  personId: to.personId,
  reader: to.reader,
  chatId: to.chatId,
  subject: `handshake:${ask.id}`,
  dedupKey: `live-asked:${ask.id}`,
});
