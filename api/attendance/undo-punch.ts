import type { z } from "zod";
import { DatabaseError } from "../../db/errors.ts";
import { takeBackUsage } from "../billing/usage.ts";
import { commit, earlierAnswer } from "../core/commit.ts";
import type { Context } from "../core/context.ts";
import type { NoticePayloads } from "../core/notices.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { ownNotice } from "./own-notice.ts";
import { messageKey, punchScene, type PunchScene } from "./punch-scene.ts";
import { forgetReason, type NewPunch, punchInsert, withoutPlace } from "./punch-statements.ts";
import { DEFAULT_PUNCH_SETTINGS } from "./rules/defaults.ts";
import { twinGroups } from "./rules/drop-twins.ts";
import { canUndo, effectivePunches } from "./rules/effective-punches.ts";
import { lastOf, nextAction } from "./rules/next-action.ts";
import { saidBy } from "./rules/said-by.ts";
import type { EffectivePunch } from "./rules/types.ts";
import type { undoPunchInput } from "./schemas.ts";
import { sealAll } from "./seal-punch.ts";

export type UndonePunch = NoticePayloads["punch-undone"];

const { undoSeconds, dedupeSeconds } = DEFAULT_PUNCH_SETTINGS;

/**
 * Takes back one's own last punch, at most two minutes after it by the dates of both messages: a new row supersedes it, with
 * its twins (ATT A4).
 * @throws {Refusal} `undo_too_late`, `nothing_to_undo`, `already_undone`
 */
export async function undoPunch(
  ctx: Context,
  input: z.infer<typeof undoPunchInput>,
): Promise<UndonePunch> {
  const sourceKey = messageKey(ctx, input);
  const scene = await punchScene(ctx, { sourceKey, at: input.at, hasPlace: false, pointHash: "" });
  const allowed = permit({ ...ctx, member: scene.member }, "punch.self");
  if (scene.stored !== null) {
    const first = await earlierAnswer<UndonePunch>(ctx);
    if (first !== null) return first;
    throw new Refusal("already_undone");
  }
  const [punch, ...twins] = undoable(scene, input.at);
  const now = ctx.deps.clock();
  const { organisation, employeeId } = scene.member;
  const undone = answerOf(scene, punch, now);
  const rows = [punch, ...twins].map((taken, index): NewPunch => ({
    ...withoutPlace,
    orgId: organisation.id,
    id: ctx.deps.ids(),
    employeeId,
    at: input.at,
    receivedAt: now,
    kind: "void",
    source: "telegram",
    sourceKey: index === 0 ? sourceKey : `${sourceKey}:${index}`,
    timeZone: taken.zone,
    trust: taken.trust,
    reason: null,
    supersedesId: taken.id,
    recordedBy: null,
  }));
  const voids = await sealAll(ctx.deps, rows, () => scene.previousReceipt);
  try {
    return await commit(ctx, {
      permit: allowed,
      statements: [
        ...voids.map(punchInsert),
        ...takeBackUsage(
          organisation,
          employeeId,
          [punch, ...twins].map(({ at }) => at),
        ),
        ...(scene.reasonWaits ? [forgetReason(ctx.caller.bot, ctx.caller.telegramUserId)] : []),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "punch.undone",
          subject: `punch:${punch.id}`,
          before: { direction: undone.direction, at: punch.at },
        },
      ],
      notices: [
        ownNotice(ctx, scene.member, { kind: "punch-undone", payload: undone, punchId: punch.id }),
      ],
      answer: undone,
    });
  } catch (error) {
    if (
      error instanceof DatabaseError &&
      error.kind === "unique" &&
      error.target.startsWith("punches.")
    )
      throw new Refusal("already_undone");
    throw error;
  }
}

/** The last tap before the message, with its twins. */
function undoable(scene: PunchScene, undoAt: number): [EffectivePunch, ...EffectivePunch[]] {
  const group = twinGroups(effectivePunches(scene.rows), dedupeSeconds).findLast(
    ([first]) => first !== undefined && first.at <= undoAt,
  );
  const [first] = group ?? [];
  if (hasJustUndone(scene, undoAt, first)) throw new Refusal("already_undone");
  // Counted from the tap the person saw last.
  const decision = canUndo(group ?? [], undoAt, undoSeconds);
  if (decision.ok && group && first) return [first, ...group.slice(1)];
  throw new Refusal(
    !decision.ok && decision.code === "too_late" ? "undo_too_late" : "nothing_to_undo",
  );
}

/** A second tap on the button takes back no second punch. */
function hasJustUndone(
  { lastVoidAt }: PunchScene,
  undoAt: number,
  last: EffectivePunch | undefined,
): boolean {
  if (lastVoidAt === null || Math.abs(undoAt - lastVoidAt) > undoSeconds * 1000) return false;
  return last === undefined || lastVoidAt >= last.at;
}

function answerOf(scene: PunchScene, punch: EffectivePunch, now: number): UndonePunch {
  const before = scene.recent.filter(({ id, at }) => id !== punch.id && at <= punch.at);
  return {
    punchId: punch.id,
    direction: saidBy(punch),
    at: punch.at,
    timeZone: punch.zone,
    ...nextAction(lastOf(before, scene.roster), scene.takesBreaks, now),
    locationPolicy: scene.member.organisation.locationPolicy,
  };
}
