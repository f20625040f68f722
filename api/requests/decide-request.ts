import { guardChanged } from "../../db/client/guard.ts";
import { isTaken } from "../attendance/corrections/edit-log.ts";
import { usageStatement } from "../billing/usage.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { approvalEffects } from "./approval-effects.ts";
import { cardsFor, peopleOf } from "./approvers.ts";
import { type ChainFile, loadChain } from "./load-chain.ts";
import { decidedNotice, fyiNotices } from "./request-notices.ts";
import { refreshRequest } from "./refresh-request.ts";
import { loadRequestSeen, type RequestRow } from "./request-row.ts";
import { nextLevel } from "./rules/chain.ts";
import type { RequestView } from "./schemas.ts";
import { decideStep, openStep, skipSteps, type Step } from "./step-row.ts";
import { mayStand, viewOf, type Viewer } from "./view-of.ts";

export interface Decision {
  readonly decision: "approve" | "reject";
  /** Demanded when rejecting. */
  readonly reason?: string | undefined;
  /** The version the decider saw. */
  readonly version: number;
}

/**
 * One decision per level, whoever comes first (P 4.3, ATT F14). The last approval does what was asked in the same batch; an
 * earlier one asks the next level.
 * @throws {Refusal} `own_request`, `not_asked` when it is others' turn, `already_decided` with who, what and when, `stale`, and what
 * `approvalEffects` says
 */
export async function decideRequest(
  ctx: MemberContext,
  id: string,
  decision: Decision,
): Promise<RequestView> {
  const permission = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, () => retryChanged(() => attempt(ctx, permission, id, decision)));
}

interface Turn {
  readonly permission: Permit;
  readonly row: RequestRow;
  readonly viewer: Viewer;
  readonly decision: Decision;
  readonly onBehalfOf: string | null;
  readonly chain: ChainFile;
  readonly now: number;
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  id: string,
  decision: Decision,
): Promise<RequestView> {
  const [{ row, standsInFor }, chain] = await Promise.all([
    loadRequestSeen(ctx, id),
    loadChain(ctx.deps, ctx.member.organisation),
  ]);
  const viewer = { member: ctx.member, standsInFor };
  const onBehalfOf = standingOf(row, viewer, decision);
  const turn = { permission, row, viewer, decision, onBehalfOf, chain, now: ctx.deps.clock() };
  const author = { authorId: row.employeeId, groupId: row.employeeGroupId };
  const levels = row.steps.map(({ level }) => level);
  const next = decision.decision === "approve" ? nextLevel(levels, row.stage, author, chain) : null;
  return next === null ? decideFinally(ctx, turn) : passOn(ctx, turn, next);
}

/** For whom the member decides. @throws {Refusal} as `decideRequest` */
function standingOf(row: RequestRow, viewer: Viewer, { version }: Decision): string | null {
  if (row.employeeId === viewer.member.employeeId) throw new Refusal("own_request");
  if (row.state !== "pending")
    throw new Refusal("already_decided", {
      state: row.state,
      by: row.decidedByName,
      at: row.decidedAt,
      reason: row.decisionReason,
    });
  const stands = mayStand(row, viewer);
  if (stands === undefined) {
    const done = row.steps.findLast(({ state }) => state === "approved");
    if (done === undefined) throw new Refusal("not_asked");
    throw new Refusal("already_decided", {
      state: "approved",
      by: done.decidedByName,
      at: done.decidedAt,
      reason: null,
    });
  }
  if (row.version !== version) throw new Refusal("stale");
  return stands;
}

/** A level agreed: the next one is asked. */
function passOn(
  ctx: MemberContext,
  turn: Turn,
  next: NonNullable<ReturnType<typeof nextLevel>>,
): Promise<RequestView> {
  const { row, now, chain } = turn;
  const { organisation, employeeId } = ctx.member;
  const of = { orgId: organisation.id, requestId: row.id, stage: row.stage };
  const people = peopleOf(next.asked, chain.deciders);
  const passed: RequestRow = {
    ...row,
    version: row.version + 1,
    stage: next.stage,
    steps: row.steps.map((step) => {
      if (step.stage === row.stage) return decided(ctx, turn, step, "approved");
      if (step.stage < next.stage && step.state === "waiting") return { ...step, state: "skipped" };
      if (step.stage !== next.stage) return step;
      return { ...step, ...next.asked, state: "open", names: people.map(({ name }) => name) };
    }),
  };
  return commit(ctx, {
    permit: turn.permission,
    statements: [
      {
        sql: `update requests set stage = ?, version = version + 1
          where org_id = ? and id = ? and state = 'pending' and version = ?`,
        params: [next.stage, organisation.id, row.id, row.version],
      },
      guardChanged(),
      decideStep(of, {
        state: "approved",
        employeeId,
        onBehalfOf: turn.onBehalfOf,
        reason: turn.decision.reason ?? null,
        now,
      }),
      skipSteps(organisation.id, row.id, { from: row.stage, to: next.stage - 1 }),
      openStep(organisation.id, row.id, next.stage, next.asked, now),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.level_approved",
        subject: `request:${row.id}`,
        before: { stage: row.stage },
        after: { stage: next.stage, onBehalfOf: turn.onBehalfOf },
      },
    ],
    notices: cardsFor(people, organisation.id, row.id, `stage${next.stage}`),
    refresh: { subject: `request:${row.id}`, kind: "request-card" },
    answer: viewOf(passed, turn.viewer, now),
  });
}

async function decideFinally(ctx: MemberContext, turn: Turn): Promise<RequestView> {
  const { row, decision, now, chain } = turn;
  const { organisation, employeeId, employeeName } = ctx.member;
  const state = decision.decision === "approve" ? "approved" : "rejected";
  const reason = decision.reason ?? null;
  const effects = state === "approved" ? await approvalEffects(ctx, row, now) : noEffects;
  const final: RequestRow = {
    ...row,
    state,
    version: row.version + 1,
    decidedByName: employeeName,
    decidedAt: now,
    decisionReason: reason,
    steps: row.steps.map((step) => {
      if (step.stage === row.stage) return decided(ctx, turn, step, state);
      return step.state === "waiting" ? { ...step, state: "skipped" } : step;
    }),
  };
  const change = commit(ctx, {
    permit: turn.permission,
    statements: [
      ...effects.before,
      {
        sql: `update requests set state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, version = version + 1
          where org_id = ? and id = ? and state = 'pending' and version = ?`,
        params: [state, employeeId, now, reason, organisation.id, row.id, row.version],
      },
      guardChanged(),
      decideStep(
        { orgId: organisation.id, requestId: row.id, stage: row.stage },
        { state, employeeId, onBehalfOf: turn.onBehalfOf, reason, now },
      ),
      skipSteps(organisation.id, row.id, { from: 1 }),
      ...effects.after,
      ...(effects.parentId === null ? [] : [refreshRequest(effects.parentId, now)]),
      usageStatement(organisation, { employeeId, kind: "role", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: `request.${state}`,
        subject: `request:${row.id}`,
        before: { state: row.state },
        after: { state, reason, onBehalfOf: turn.onBehalfOf },
      },
    ],
    notices: [
      decidedNotice(organisation.id, row),
      ...(state === "approved" ? fyiNotices(ctx, row, chain.deciders) : []),
    ],
    refresh: { subject: `request:${row.id}`, kind: "request-card" },
    answer: viewOf(final, turn.viewer, now),
  });
  return change.catch((error: unknown) => {
    // A punch of the correction was changed at the same moment.
    throw isTaken(error) ? new Refusal("stale") : error;
  });
}

const noEffects = { before: [], after: [], parentId: null };

/** A level as it is after the member's decision. */
const decided = (
  { member }: MemberContext,
  { onBehalfOf, chain, now }: Turn,
  step: Step,
  state: "approved" | "rejected",
): Step => ({
  ...step,
  state,
  decidedByName: member.employeeName,
  decidedAt: now,
  onBehalfOfName: chain.deciders.find(({ id }) => id === onBehalfOf)?.name ?? null,
});
