import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { commit } from "../core/commit.ts";
import type { Caller, Context, Member } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { NewNotice } from "../core/notices.ts";
import { selfPermit } from "../core/permissions.ts";
import type { BotName, CalendarName, Language } from "../core/words.ts";
import { personStatement } from "../people/person-statement.ts";
import { codeHash, mailCode, newCode } from "./confirm-mail.ts";
import { auditOrgOf, type Confirmation, confirmationSubject } from "./confirm-row.ts";
import { confirmationLifeMs, type Facts, mostAnHour } from "./rules/two-step.ts";

/** Who is asked, as far as a question needs to know. */
export interface Confirming {
  readonly personId: string | null;
  readonly language: Language | null;
  readonly calendar: CalendarName | null;
  readonly email: string | null;
  /** Bots the person has blocked, or never opened. */
  readonly unreachable: Readonly<Record<BotName, boolean>>;
  readonly member: Member | null;
  readonly orgId: string;
}

export interface Asked {
  readonly action: string;
  readonly subject: string;
  readonly facts: Facts;
  readonly fingerprint: string;
}

const hourMs = 60 * 60_000;

/**
 * Asks the person in the other bot, and by e-mail where an address is set. Nothing of the code is kept but its HMAC.
 * @throws {DatabaseError} `guard` when the same was asked at the same moment, or too much was
 */
export async function askConfirmation(
  ctx: Context,
  who: Confirming,
  asked: Asked,
): Promise<Confirmation> {
  const { deps, caller } = ctx;
  const now = deps.clock();
  const id = deps.ids();
  const personId = who.personId ?? deps.ids();
  const code = who.email === null || deps.mailer === null ? null : newCode();
  const row: Confirmation = {
    orgId: who.orgId,
    id,
    personId,
    action: asked.action,
    facts: asked.facts,
    origin: originOf(caller),
    state: "pending",
    pushBot: pushBotOf(caller, who.unreachable),
    pushedAt: null,
    emailHash: code === null ? null : await codeHash(deps, id, code),
    emailAt: null,
    attempts: 0,
    sends: 1,
    sentAt: now,
    createdAt: now,
    expiresAt: now + confirmationLifeMs,
  };
  await commit(
    { ...ctx, command: null },
    {
      permit: selfPermit(),
      statements: [
        ...(who.personId === null ? [stranger(ctx, personId, now)] : []),
        insertConfirmation(row, asked.fingerprint),
        guardChanged(),
      ],
      audit: [
        {
          orgId: auditOrgOf(row),
          action: "confirmation.asked",
          subject: confirmationSubject(id),
          after: {
            action: asked.action,
            of: asked.subject,
            push: row.pushBot,
            email: code !== null,
          },
        },
      ],
      notices: row.pushBot === null ? [] : [pushNotice(row, who, row.pushBot, caller)],
      answer: null,
    },
  );
  if (code !== null) mailCode(deps, { ...who, row, code });
  return row;
}

/** An operator who has never written to a bot: the message waits until they do. */
const stranger = ({ caller }: Context, id: string, now: number): Statement =>
  personStatement({ id, telegramUserId: caller.telegramUserId, name: "—", now });

export const originOf = ({ bot, web }: Caller): string =>
  web === undefined ? `bot:${bot}` : "web";

/** The bot other than the one that acts; where that can't be reached, the acting one. From a browser the owner bot comes first. */
export function pushBotOf(
  { bot, web }: Caller,
  unreachable: Readonly<Record<BotName, boolean>>,
): BotName {
  const first = web !== undefined || bot === "staff" ? "owner" : "staff";
  const second = first === "owner" ? "staff" : "owner";
  return unreachable[first] && !unreachable[second] ? second : first;
}

/** Once of a kind at a time, and only so many an hour, whoever asks at the same moment. */
export const insertConfirmation = (row: Confirmation, fingerprint: string): Statement => ({
  sql: `insert into confirmations (org_id, id, person_id, action, fingerprint, facts, origin, state, push_bot, email_hash,
      attempts, sends, sent_at, created_at, expires_at)
    select ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, 0, ?, ?, ?, ?
    where not exists (select 1 from confirmations c where c.person_id = ? and c.fingerprint = ? and c.org_id = ?
        and c.state in ('pending', 'approved') and c.expires_at > ?)
      and (select count(*) from confirmations c where c.person_id = ? and c.created_at > ?) < ?`,
  params: [
    row.orgId,
    row.id,
    row.personId,
    row.action,
    fingerprint,
    JSON.stringify(row.facts),
    row.origin,
    row.pushBot,
    row.emailHash,
    row.sends,
    row.sentAt,
    row.createdAt,
    row.expiresAt,
    row.personId,
    fingerprint,
    row.orgId,
    row.createdAt,
    row.personId,
    row.createdAt - hourMs,
    mostAnHour,
  ],
});

/** The question itself carries no code: what it says is looked up when it is shown. */
export const pushNotice = (
  row: Pick<Confirmation, "id" | "orgId" | "personId">,
  who: Pick<Confirming, "language" | "calendar" | "member">,
  bot: BotName,
  caller: Pick<Caller, "telegramUserId">,
): NewNotice<"confirm-push"> => ({
  kind: "confirm-push",
  payload: { confirmationId: row.id },
  orgId: auditOrgOf(row),
  bot,
  personId: row.personId,
  reader: readerOf(
    who.language ?? who.member?.organisation.language ?? null,
    who.calendar,
    who.member?.organisation.timeZone ?? null,
  ),
  chatId: caller.telegramUserId,
  subject: confirmationSubject(row.id),
  dedupKey: `confirm-push:${row.id}:${bot}`,
});
