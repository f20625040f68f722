import { localDateOf } from "../core/calendar/zone.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { MemberContext } from "../core/context.ts";
import { Refusal } from "../core/refusal.ts";
import type { CardScene } from "./compute-card.ts";
import { loadLeaveFile } from "./load-leave-file.ts";
import { loadRequest, type RequestRow } from "./request-row.ts";
import { wrong } from "./span-of.ts";
import { rangeOf, type Wish } from "./wish-of.ts";

/**
 * Everything the card of a member's wish is made of.
 * @throws {Refusal} `not_found` for another's request, `already_decided` when what is changed is over, `overlapping_request` for a
 * second wish to cancel it, `invalid_input`
 */
export async function loadScene(ctx: MemberContext, wish: Wish): Promise<CardScene> {
  const { organisation, employeeId } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const parent = wish.parentId === null ? null : await loadParent(ctx, wish, wish.parentId);
  const range = wish.kind === "cancel" && parent !== null ? daysOf(parent) : rangeOf(wish);
  const [file, placeName] = await Promise.all([
    loadLeaveFile(ctx.deps, organisation, employeeId, range, { leaveType: wish.typeCode }),
    workplaceName(ctx, wish),
  ]);
  if (wish.kind === "cancel" && parent !== null) await refuseSecondCancel(ctx, parent);
  return { organisation, file, wish, parent, placeName, today };
}

const daysOf = ({ card }: RequestRow) => ({
  from: card.from as LocalDate,
  to: card.to as LocalDate,
});

/** Only one's own request of the same kind, still to come or approved, is changed; only an approved one is cancelled. */
async function loadParent(ctx: MemberContext, wish: Wish, id: string): Promise<RequestRow> {
  const parent = await loadRequest(ctx, id);
  if (parent.employeeId !== ctx.member.employeeId) throw new Refusal("not_found");
  const open = wish.kind === "cancel" ? ["approved"] : ["pending", "approved"];
  if (!open.includes(parent.state))
    throw new Refusal("already_decided", {
      state: parent.state,
      by: parent.decidedByName,
      at: parent.decidedAt,
      reason: parent.decisionReason,
    });
  const isSame = wish.kind === "cancel" ? isCancellable(parent) : parent.kind === wish.kind;
  if (!isSame) throw wrong("/parentId");
  return parent;
}

/** One wish to cancel waits at a time. @throws {Refusal} `overlapping_request` */
async function refuseSecondCancel(ctx: MemberContext, { id, card }: RequestRow): Promise<void> {
  const [found] = await ctx.deps.db.read([
    {
      sql: "select id from requests where org_id = ? and parent_id = ? and kind = 'cancel' and state = 'pending'",
      params: [ctx.member.organisation.id, id],
    },
  ]);
  const [first] = found?.rows ?? [];
  if (first === undefined) return;
  throw new Refusal("overlapping_request", {
    request: String(first[0]),
    kind: "cancel",
    type: "cancel",
    state: "pending",
    unit: card.unit,
    from: card.from,
    to: card.to,
  });
}

/** A correction is corrected, a swap is swapped back. */
export const isCancellable = ({ kind }: Pick<RequestRow, "kind">): boolean =>
  kind === "leave" || kind === "mission" || kind === "overtime";

async function workplaceName(ctx: MemberContext, { payload }: Wish): Promise<string | null> {
  if (payload.workplaceId === undefined) return null;
  const [found] = await ctx.deps.db.read([
    {
      sql: "select name from workplaces where org_id = ? and id = ? and archived_at is null",
      params: [ctx.member.organisation.id, payload.workplaceId],
    },
  ]);
  const name = found?.rows[0]?.[0];
  if (name === undefined) throw new Refusal("not_found");
  return String(name);
}
