import type { OpenHandshake, PunchScene } from "../attendance/punch-scene.ts";
import type { PunchReceipt } from "../attendance/record-punch.ts";
import { lastOf, nextAction } from "../attendance/rules/next-action.ts";
import { saidBy } from "../attendance/rules/said-by.ts";
import type { RecordPunchInput } from "../attendance/schemas.ts";
import { commit } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { watchMs } from "./ask-live.ts";

/** Whether the message is the live location that was asked for; a forwarded one has no live period left (ATT K15). */
export const answersLive = ({ handshake }: PunchScene, { location }: RecordPunchInput): boolean =>
  handshake !== null && location?.livePeriodS !== undefined;

/**
 * Somebody begins to share what they were asked for: no punch, only a beginning; its moves decide (`follow-live.ts`).
 * @returns the receipt of the punch it is about
 * @throws {Refusal} `forwarded`, `via_bot`, `scheduled_message`
 */
export async function beginLive(
  ctx: Context,
  allowed: Permit,
  scene: PunchScene,
  input: RecordPunchInput,
): Promise<PunchReceipt> {
  const { handshake, member } = scene;
  if (handshake === null) throw new Refusal("internal");
  if (input.forwarded) throw new Refusal("forwarded");
  if (input.viaBot) throw new Refusal("via_bot");
  if (input.fromOffline) throw new Refusal("scheduled_message");
  const { person, organisation } = member;
  const now = ctx.deps.clock();
  const isFirst = handshake.state === "asked";
  return commit(ctx, {
    permit: allowed,
    statements: [
      {
        sql: `update handshakes set state = 'sharing', expires_at = ? where org_id = ? and id = ? and state in ('asked', 'sharing')`,
        params: [now + watchMs, organisation.id, handshake.id],
      },
    ],
    audit: [{ orgId: organisation.id, action: "live.begun", subject: `handshake:${handshake.id}` }],
    notices: isFirst
      ? [
          {
            kind: "live-told",
            payload: { handshakeId: handshake.id, stage: "sharing" },
            orgId: organisation.id,
            bot: ctx.caller.bot,
            personId: person.id,
            reader: readerOf(
              person.language ?? organisation.language,
              person.calendar,
              organisation.timeZone,
            ),
            chatId: ctx.caller.telegramUserId,
            subject: `handshake:${handshake.id}`,
            dedupKey: `live-sharing:${handshake.id}`,
          },
        ]
      : [],
    answer: aboutPunch(scene, handshake, now),
  });
}

/** The API answers every message at this door in one shape. */
function aboutPunch(scene: PunchScene, { punchId }: OpenHandshake, now: number): PunchReceipt {
  const last = scene.recent.at(-1);
  const punch = scene.recent.find(({ id }) => id === punchId) ?? last;
  const direction = punch === undefined ? "in" : saidBy(punch);
  return {
    punchId: punchId ?? "",
    direction,
    at: punch?.at ?? now,
    receivedAt: punch?.receivedAt ?? now,
    timeZone: punch?.zone ?? scene.member.organisation.timeZone,
    place: null,
    verdict: punch?.verdict ?? "not_asked",
    distanceM: null,
    radiusM: null,
    flags: [],
    duplicateOf: null,
    ...nextAction(lastOf(scene.recent, scene.roster), scene.takesBreaks, now),
    locationPolicy: scene.member.organisation.locationPolicy,
  };
}
