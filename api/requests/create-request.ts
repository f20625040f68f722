import { guardChanged } from "../../db/client/guard.ts";
import type { Statement } from "../../db/client/port.ts";
import { requests } from "../../db/schema/requests.ts";
import { builder, toStatement } from "../../db/sql.ts";
import { refuseCorrection } from "../attendance/corrections/refuse-correction.ts";
import { usageStatement } from "../billing/usage.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import { permit, type Permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { retryChanged } from "../core/retry-changed.ts";
import { cardsFor, peopleOf } from "./approvers.ts";
import { type CardScene, computeCard } from "./compute-card.ts";
import { type ChainFile, loadChain } from "./load-chain.ts";
import { unchangedSince } from "./load-leave-file.ts";
import { loadScene } from "./load-scene.ts";
import type { RequestRow } from "./request-row.ts";
import { levelsOf, openChain, ruleFor } from "./rules/chain.ts";
import type { RequestCard, RequestInput, RequestView } from "./schemas.ts";
import { deadlineOf, insertSteps, skipSteps } from "./step-row.ts";
import { viewOf } from "./view-of.ts";
import { refuseFuture, type Wish, wishOf } from "./wish-of.ts";

/**
 * Asks for something and shows the card to those whose turn it is. A request that takes the place of one still waiting withdraws
 * that one; in place of an approved one it holds only once it is approved itself.
 * @throws {Refusal} as `previewRequest`; `no_approver` when nobody but the person could decide
 */
export async function createRequest(
  ctx: MemberContext,
  input: RequestInput & { readonly note?: string | undefined },
): Promise<RequestView> {
  const permission = permit(ctx, "requests.self");
  const wish = wishOf(input, ctx.member.organisation.timeZone);
  refuseFuture(wish, ctx.deps.clock());
  return orEarlierAnswer(ctx, () =>
    retryChanged(() => attempt(ctx, permission, wish, input.note ?? null)),
  );
}

async function attempt(
  ctx: MemberContext,
  permission: Permit,
  wish: Wish,
  note: string | null,
): Promise<RequestView> {
  const { organisation, employeeId } = ctx.member;
  const now = ctx.deps.clock();
  if (wish.payload.changes !== undefined) await refuseCorrection(ctx, wish.payload.changes);
  const [scene, chainFile] = await Promise.all([
    loadScene(ctx, wish),
    loadChain(ctx.deps, organisation),
  ]);
  const card = computeCard(scene);
  const { chain, inform } = chainOf(ctx, card, chainFile);
  const row = rowOf(ctx, { wish, card, note, chain, inform, chainFile, now });
  return commit(ctx, {
    permit: permission,
    statements: [
      unchangedSince(organisation.id, scene.file),
      ...withdrawReplaced(scene),
      insertOf(organisation.id, row),
      ...insertSteps(organisation.id, row.id, chain, now),
      usageStatement(organisation, { employeeId, kind: "request", at: now }),
    ],
    audit: [
      {
        orgId: organisation.id,
        action: "request.created",
        subject: `request:${row.id}`,
        after: {
          employeeId,
          kind: card.kind,
          type: card.typeCode,
          from: card.from,
          to: card.to,
          unit: card.unit,
          minutes: card.minutesCharged,
        },
      },
    ],
    notices: cardsFor(
      peopleOf(chain.asked, chainFile.deciders),
      organisation.id,
      row.id,
      "created",
    ),
    ...(scene.parent?.state === "pending"
      ? { refresh: { subject: `request:${scene.parent.id}`, kind: "request-card" as const } }
      : {}),
    answer: viewOf(row, { member: ctx.member, standsInFor: [] }, now),
  });
}

/** @throws {Refusal} `no_approver` */
function chainOf(ctx: MemberContext, card: RequestCard, file: ChainFile) {
  const { employeeId, groupId } = ctx.member;
  const author = { authorId: employeeId, groupId };
  const rule = ruleFor(file.rules, {
    ...author,
    kind: card.kind,
    typeCode: card.typeCode,
    days: card.unit === "day" ? card.chargedDays : 0,
    minutes: card.minutesCharged,
  });
  const chain = openChain(levelsOf(rule), author, file);
  if (chain === null) throw new Refusal("no_approver");
  return { chain, inform: rule?.inform ?? [] };
}

/** What waited and is asked for anew takes itself back. */
function withdrawReplaced({ parent, organisation }: CardScene): Statement[] {
  if (parent === null || parent.state !== "pending") return [];
  return [
    {
      sql: `update requests set state = 'withdrawn', version = version + 1
        where org_id = ? and id = ? and state = 'pending' and version = ?`,
      params: [organisation.id, parent.id, parent.version],
    },
    guardChanged(),
    skipSteps(organisation.id, parent.id, { from: 1 }),
  ];
}

interface Parts {
  readonly wish: Wish;
  readonly card: RequestCard;
  readonly note: string | null;
  readonly chain: NonNullable<ReturnType<typeof openChain>>;
  readonly inform: readonly string[];
  readonly chainFile: ChainFile;
  readonly now: number;
}

function rowOf(ctx: MemberContext, parts: Parts): RequestRow {
  const { person, organisation, employeeId, employeeName, groupId } = ctx.member;
  const { wish, card, note, chain, inform, chainFile, now } = parts;
  return {
    id: ctx.deps.ids(),
    kind: wish.kind,
    typeCode: wish.typeCode,
    employeeId,
    employeeName,
    employeeGroupId: groupId,
    employeePersonId: person.id,
    employeeTelegramId: person.telegramUserId,
    employeeReader: readerOf(
      person.language ?? organisation.language,
      person.calendar,
      organisation.timeZone,
    ),
    state: "pending",
    version: 1,
    stage: chain.stage,
    startsOn: card.from as RequestRow["startsOn"],
    startMinute: card.fromMinute,
    minutesCharged: card.minutesCharged,
    timeZone: organisation.timeZone,
    card,
    payload: { ...wish.payload, ...(inform.length === 0 ? {} : { inform }) },
    parentId: wish.parentId,
    note,
    createdAt: now,
    decidedByName: null,
    decidedAt: null,
    decisionReason: null,
    steps: chain.levels.map((level, index) => {
      const isOpen = index + 1 === chain.stage;
      const asked = isOpen ? chain.asked : { level, anybody: false, people: [] };
      return {
        ...asked,
        stage: index + 1,
        state: isOpen ? "open" : index + 1 < chain.stage ? "skipped" : "waiting",
        names: peopleOf(asked, chainFile.deciders).map(({ name }) => name),
        decidedByName: null,
        decidedAt: null,
        onBehalfOfName: null,
        escalateAt: isOpen ? deadlineOf(level, now) : null,
        escalatedAt: null,
      };
    }),
    files: 0,
  };
}

const insertOf = (orgId: string, row: RequestRow): Statement =>
  toStatement(
    builder.insert(requests).values({
      orgId,
      id: row.id,
      employeeId: row.employeeId,
      kind: row.kind,
      typeCode: row.typeCode,
      unit: row.card.unit,
      startsOn: row.startsOn,
      endsOn: row.card.to,
      startMinute: row.card.fromMinute,
      endMinute: row.card.toMinute,
      timeZone: row.timeZone,
      minutesCharged: row.minutesCharged,
      card: JSON.stringify(row.card),
      payload: JSON.stringify(row.payload),
      note: row.note,
      state: "pending",
      stage: row.stage,
      parentId: row.parentId,
      createdAt: row.createdAt,
    }),
  );
