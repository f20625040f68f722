import type { z } from "zod";
import type { Cell, Statement } from "../../db/client/port.ts";
import { presenceCells, presenceColumns, presenceOf, shiftParams } from "../attendance/presence.ts";
import { nextAction } from "../attendance/rules/next-action.ts";
import type { Context, Member } from "../core/context.ts";
import { memberCells, memberOf, memberStatement, personOf } from "../core/member.ts";
import { isOperator } from "../core/permissions.ts";
import { calendarOf, type Language } from "../core/words.ts";
import { markReachable } from "./mark-reachable.ts";
import type { openUpdateInput, OpenedUpdate } from "./schemas.ts";

/** How long one worker may hold an update, ms; Telegram waits 60 s for an answer. */
const leaseMs = 15_000;
const attemptsBeforePoison = 3;

/**
 * Claims a Telegram update for one worker and says who speaks: one round trip (TG 7.5). A crashed worker's claim is taken
 * over when its lease ends; an update that keeps crashing workers ends as poison. Whoever speaks can be reached: what waited
 * for a manager who never opened the owner bot, say, goes out now.
 */
export async function openUpdate(
  ctx: Context,
  input: z.infer<typeof openUpdateInput>,
): Promise<OpenedUpdate> {
  const { bot, telegramUserId } = ctx.caller;
  const now = ctx.deps.clock();
  const [claimed, state, person, dialog] = await ctx.deps.db.write([
    claim(bot, input.updateId, now),
    {
      sql: "select state from telegram_updates where bot = ? and update_id = ?",
      params: [bot, input.updateId],
    },
    memberStatement(telegramUserId, {
      columns: `, ${presenceColumns}, p.${bot}_unreachable_at`,
      params: shiftParams(now),
    }),
    {
      sql: `select step, draft, screen_message_id, version, expires_at from dialogs
        where bot = ? and telegram_user_id = ? and expires_at > ?`,
      params: [bot, telegramUserId, now],
    },
  ]);
  const row = person?.rows[0];
  if (typeof row?.[memberCells + presenceCells] === "number") await markReachable(ctx, true);
  return {
    claim: claimOf(claimed?.rows[0], state?.rows[0]),
    session: { ...sessionOf(row, input.languageCode, now), isOperator: isOperator(ctx) },
    dialog: dialogOf(dialog?.rows[0]),
  };
}

const claim = (bot: string, updateId: number, now: number): Statement => ({
  sql: `insert into telegram_updates (bot, update_id, state, lease_until, attempts) values (?, ?, 'claimed', ?, 1)
    on conflict (bot, update_id) do update set lease_until = excluded.lease_until, attempts = attempts + 1,
      state = case when attempts >= ? then 'poison' else state end
      where state = 'claimed' and lease_until <= ?
    returning state`,
  params: [bot, updateId, now + leaseMs, attemptsBeforePoison, now],
});

function claimOf(
  claimed: readonly Cell[] | undefined,
  stored: readonly Cell[] | undefined,
): OpenedUpdate["claim"] {
  if (claimed !== undefined) return claimed[0] === "poison" ? "poison" : "mine";
  return stored?.[0] === "claimed" ? "busy" : "done";
}

function sessionOf(
  row: readonly Cell[] | undefined,
  languageCode: string | undefined,
  now: number,
): Omit<OpenedUpdate["session"], "isOperator"> {
  if (row === undefined) return strangerSession(languageCode);
  const person = personOf(row);
  const member = memberOf(row);
  const language = person.language ?? member?.organisation.language ?? guessLanguage(languageCode);
  const active = member?.state === "active" ? member : null;
  return {
    personId: person.id,
    membership: active && {
      organisationId: active.organisation.id,
      organisationName: active.organisation.name,
      employeeId: active.employeeId,
      displayName: active.employeeName,
      profile: active.organisation.profile,
      permissions: [...active.permissions],
      locationPolicy: active.organisation.locationPolicy,
      ...nextButtonsOf(row, active, now),
    },
    formerOrganisation: member !== null && active === null ? member.organisation.name : null,
    language,
    languageChosen: person.language !== null,
    calendar: person.calendar ?? calendarOf[language],
    timeZone: member?.organisation.timeZone ?? defaultZone[language],
  };
}

function nextButtonsOf(row: readonly Cell[], { organisation, employeeId }: Member, now: number) {
  const standing = presenceOf(row.slice(memberCells), organisation, employeeId, now);
  return nextAction(standing.last, standing.takesBreaks, now);
}

const defaultZone: Readonly<Record<Language, string>> = { fa: "Asia/Tehran", ru: "Europe/Moscow" };

function strangerSession(
  languageCode: string | undefined,
): Omit<OpenedUpdate["session"], "isOperator"> {
  const language = guessLanguage(languageCode);
  return {
    personId: null,
    membership: null,
    formerOrganisation: null,
    language,
    languageChosen: false,
    calendar: calendarOf[language],
    timeZone: defaultZone[language],
  };
}

/** Telegram's `language_code` may be `fa`, `fa-IR`, `ru`, `uk`, `en` or missing (TG 5.1). */
const guessLanguage = (code: string | undefined): Language =>
  /^(ru|uk|be|kk|ky|uz|tg)\b/.test(code ?? "") ? "ru" : "fa";

function dialogOf(row: readonly Cell[] | undefined): OpenedUpdate["dialog"] {
  if (row === undefined) return null;
  return {
    step: String(row[0]),
    draft: JSON.parse(String(row[1])) as unknown,
    ...(row[2] === null ? {} : { screenMessageId: Number(row[2]) }),
    version: Number(row[3]),
    expiresAt: Number(row[4]),
  };
}
