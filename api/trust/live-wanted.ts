import type { JudgedPunch } from "../attendance/judge-punch.ts";
import type { PunchScene } from "../attendance/punch-scene.ts";
import type { RecordPunchInput } from "../attendance/schemas.ts";
import type { Context } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { askLiveNotice, askLiveStatements, type NewHandshake } from "./ask-live.ts";
import { wantsLive } from "./rules/wants-live.ts";

/** What asks for a live location along with the punch itself; null when nobody wants one. */
export function liveWanted(
  ctx: Context,
  { member, settings, handshake }: PunchScene,
  input: RecordPunchInput,
  punch: JudgedPunch,
  { punchId, receivedAt }: { readonly punchId: string; readonly receivedAt: number },
) {
  const { person, organisation, employeeId } = member;
  const isAsked = wantsLive(
    {
      ...punch,
      flags: punch.flags.map(({ code }) => code),
      isLive: input.location?.livePeriodS !== undefined,
      isKiosk: input.location === undefined,
      receivedAt,
      chance: Number.parseInt(punchId.slice(-6), 16) % 100,
    },
    settings,
  );
  if (!isAsked || punch.twinOf !== null || handshake !== null) return null;
  const ask: NewHandshake = {
    orgId: organisation.id,
    id: ctx.deps.ids(),
    employeeId,
    punchId,
    askedBy: null,
    now: receivedAt,
  };
  const reader = readerOf(
    person.language ?? organisation.language,
    person.calendar,
    organisation.timeZone,
  );
  const to = { personId: person.id, reader, chatId: ctx.caller.telegramUserId };
  const facts = { punchAt: punch.at, timeZone: punch.timeZone, askedByName: null };
  return { statements: askLiveStatements(ask), notice: askLiveNotice(ask, to, facts) };
}
