import type { Statement } from "../../db/client/port.ts";
import { DatabaseError } from "../../db/errors.ts";
import { beginKeepingTime } from "../billing/keeps-time.ts";
import { usageStatement } from "../billing/usage.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import { type Context, systemContext } from "../core/context.ts";
import type { NoticePayloads } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { answersLive, beginLive } from "../trust/begin-live.ts";
import { checkCode, isUsedCode, type ScannedCode, useCode } from "../trust/kiosk-code.ts";
import { liveWanted } from "../trust/live-wanted.ts";
import { hashPoint, keptPoint } from "../trust/points.ts";
import { judgePunch, type JudgedPunch } from "./judge-punch.ts";
import { ownNotice } from "./own-notice.ts";
import { messageKey, punchScene, type PunchScene, type StoredPunch } from "./punch-scene.ts";
import { askReason, forgetReason, type NewPunch, punchInsert } from "./punch-statements.ts";
import { lastOf, nextAction } from "./rules/next-action.ts";
import { saidBy } from "./rules/said-by.ts";
import type { RecordPunchInput } from "./schemas.ts";
import { sealed, type SealedPunch } from "./seal-punch.ts";

export type PunchReceipt = NoticePayloads["punch-receipt"];

/** Somebody who typed number and PIN at a screen: no message, no Telegram. */
export interface AtKiosk {
  readonly orgId: string;
  readonly employeeId: string;
  /** The screen's short name. */
  readonly code: string;
  /** Names the attempt, so that its repetition is no second punch. */
  readonly sourceKey: string;
  /** `kiosk:<id>` */
  readonly actor: string;
  readonly statements: readonly Statement[];
}

/** A code that no screen shows. */
const noStep = -1;

/**
 * Turns one Telegram message into one punch: one read, one write batch with the receipt in it (P 3.1). The message's own
 * date is the time of record, however late it comes; a place outside the fence is recorded and asked about, never refused.
 * @param scanned the code of a kiosk that the message carries
 * @param atKiosk typed at a kiosk instead of sent: `input` then says the time alone
 * @throws {Refusal} `forwarded`, `via_bot`, `scheduled_message`, `venue`, `location_needed`, `in_the_future`; `kiosk_unknown`,
 * `kiosk_expired`, `kiosk_used`
 */
export async function recordPunch(
  ctx: Context,
  input: RecordPunchInput,
  scanned: ScannedCode | null = null,
  atKiosk: AtKiosk | null = null,
): Promise<PunchReceipt> {
  const sourceKey = atKiosk?.sourceKey ?? messageKey(ctx, input);
  const isAtKiosk = scanned !== null || atKiosk !== null;
  const pointHash = input.location ? await hashPoint(ctx.deps, input.location) : "";
  const sceneOf = () =>
    punchScene(ctx, {
      sourceKey,
      at: input.at,
      hasPlace: pointHash !== "" || isAtKiosk,
      pointHash,
      ...(scanned && { kiosk: scanned }),
      ...(atKiosk && { kiosk: { code: atKiosk.code, step: noStep }, whose: atKiosk }),
    });
  const scene = await sceneOf();
  const member = { ...ctx, member: scene.member };
  const allowed = permit(member, "punch.self");
  if (scene.stored !== null) return repeated(ctx, scene, scene.stored);
  if (scanned !== null) await checkCode(scene.kiosk, scanned, input.at);
  else if (atKiosk !== null) refuseGone(scene);
  else if (answersLive(scene, input)) return beginLive(ctx, allowed, scene, input);

  const now = ctx.deps.clock();
  const punch = judgePunch(scene, input, pointHash, now);
  const row = await sealed(
    ctx.deps,
    rowOf(ctx, scene, input, { punch, sourceKey, pointHash, now, isAtKiosk }),
    scene.previousReceipt,
  );
  const receipt = receiptOf(scene, punch, row);
  const live = atKiosk === null ? liveWanted(ctx, scene, input, punch, receipt) : null;
  try {
    return await commit(atKiosk === null ? ctx : systemContext(ctx.deps, atKiosk.actor), {
      permit: allowed,
      statements: [
        punchInsert(row),
        usageStatement(scene.member.organisation, {
          employeeId: scene.member.employeeId,
          kind: "punch",
          at: input.at,
        }),
        ...(scene.member.keepsTime ? [] : [beginKeepingTime(scene.member)]),
        ...(atKiosk === null ? questionOf(ctx, scene, punch, receipt.punchId, now) : []),
        ...keptPoint(scene, input, receipt.punchId, now),
        ...useCode(scene, scanned, now),
        ...(live?.statements ?? []),
        ...(atKiosk?.statements ?? []),
      ],
      audit: [
        {
          orgId: scene.member.organisation.id,
          action: punch.twinOf === null ? "punch.recorded" : "punch.repeated",
          subject: `punch:${receipt.punchId}`,
          after: { direction: punch.direction, at: input.at, verdict: punch.verdict },
        },
      ],
      notices: [
        ownNotice(ctx, scene.member, {
          kind: "punch-receipt",
          payload: receipt,
          punchId: receipt.punchId,
        }),
        ...(live === null ? [] : [live.notice]),
      ],
      answer: receipt,
    });
  } catch (error) {
    if (isUsedCode(error)) throw new Refusal("kiosk_used");
    if (!isSameMessage(error)) throw error;
    const again = await sceneOf();
    if (again.stored === null) throw error;
    return repeated(ctx, again, again.stored);
  }
}

/** The screen was taken out of use while somebody typed. */
function refuseGone({ kiosk }: PunchScene): void {
  if (kiosk === null) throw new Refusal("kiosk_unknown");
}

const isSameMessage = (error: unknown) =>
  error instanceof DatabaseError &&
  error.kind === "unique" &&
  error.target.startsWith("punches.source_key");

const rowOf = (
  ctx: Context,
  { member }: PunchScene,
  input: RecordPunchInput,
  of: {
    readonly punch: JudgedPunch;
    readonly sourceKey: string;
    readonly pointHash: string;
    readonly now: number;
    readonly isAtKiosk: boolean;
  },
): NewPunch => ({
  orgId: member.organisation.id,
  id: ctx.deps.ids(),
  employeeId: member.employeeId,
  at: input.at,
  receivedAt: of.now,
  kind: of.punch.direction,
  source: of.isAtKiosk ? "kiosk" : "telegram",
  sourceKey: of.sourceKey,
  timeZone: of.punch.timeZone,
  workplaceId: of.punch.workplace?.id ?? null,
  verdict: of.punch.verdict,
  distanceM: of.punch.distanceM,
  accuracyM: of.punch.accuracyM,
  pointHash: of.pointHash === "" ? null : of.pointHash,
  trust: of.punch.trust,
  flags: of.punch.flags,
  reason: null,
  supersedesId: null,
  recordedBy: null,
});

function receiptOf(
  scene: PunchScene,
  punch: JudgedPunch,
  { id, receipt, receivedAt: now }: SealedPunch,
): PunchReceipt {
  const { organisation } = scene.member;
  const last = lastOf(
    [...scene.recent, { direction: punch.direction, at: punch.at }],
    scene.roster,
  );
  return {
    punchId: id,
    code: receipt,
    direction: punch.direction,
    at: punch.at,
    receivedAt: now,
    timeZone: punch.timeZone,
    place: punch.near?.name ?? null,
    verdict: punch.verdict,
    distanceM: punch.distanceM,
    radiusM: punch.near?.radiusM ?? null,
    flags: punch.flags.map(({ code }) => code),
    duplicateOf: punch.twinOf?.at ?? null,
    ...nextAction(last, scene.takesBreaks, now),
    locationPolicy: organisation.locationPolicy,
  };
}

/** A field punch's reason is asked for; an older question makes way. */
function questionOf(
  ctx: Context,
  scene: PunchScene,
  punch: JudgedPunch,
  punchId: string,
  now: number,
) {
  const { bot, telegramUserId } = ctx.caller;
  if (punch.twinOf !== null) return [];
  if (punch.verdict === "field") return [askReason(bot, telegramUserId, punchId, now)];
  return scene.reasonWaits ? [forgetReason(bot, telegramUserId)] : [];
}

/** The message made its punch before: nothing is written, nothing is sent again (ATT A1, A2). */
async function repeated(
  ctx: Context,
  scene: PunchScene,
  stored: StoredPunch,
): Promise<PunchReceipt> {
  const first = await earlierAnswer<PunchReceipt>(ctx);
  if (first !== null) return first;
  if (ctx.command !== null) ctx.command.replayed = true;
  const workplace = scene.workplaces.find(({ id }) => id === stored.workplaceId);
  const direction = saidBy(stored);
  return {
    punchId: stored.id,
    code: stored.receipt,
    direction,
    at: stored.at,
    receivedAt: stored.receivedAt,
    timeZone: stored.zone,
    place: workplace?.name ?? null,
    verdict: stored.verdict,
    distanceM: stored.distanceM,
    radiusM: workplace?.radiusM ?? null,
    flags: stored.flags.map(({ code }) => code),
    duplicateOf: null,
    ...nextAction(lastOf(scene.recent, scene.roster), scene.takesBreaks, ctx.deps.clock()),
    locationPolicy: scene.member.organisation.locationPolicy,
  };
}
