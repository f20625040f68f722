import type { z } from "zod";
import type { MemberContext } from "../../core/context.ts";
import { permit } from "../../core/permissions.ts";
import { withinSql } from "../../core/scope.ts";
import { planSwap } from "./plan-swap.ts";
import type { swapList, SwapView } from "./schemas.ts";
import { loadSwap, selectSwaps, swapRowOf, swapTables, swapViewOf } from "./swap-row.ts";
import { rosterWarnings } from "../changes/roster-warnings.ts";
import { Refusal } from "../../core/refusal.ts";

const pageSize = 6;

/** Swaps the member is a side of, newest first. */
export function listOwnSwaps(ctx: MemberContext, page: number): Promise<z.infer<typeof swapList>> {
  permit(ctx, "requests.self");
  const { employeeId } = ctx.member;
  return listOf(ctx, page, {
    where: "(r.employee_id = ? or r.payload ->> '$.otherEmployeeId' = ?)",
    params: [employeeId, employeeId],
    order: "desc",
  });
}

/** Swaps that colleagues within sight have agreed on and that wait for the member's word, oldest first. */
export function listSwapInbox(ctx: MemberContext, page: number): Promise<z.infer<typeof swapList>> {
  permit(ctx, "requests.decide");
  const { employeeId } = ctx.member;
  const [from, to] = [withinSql(ctx.member, "e"), withinSql(ctx.member, "c")];
  return listOf(ctx, page, {
    where: `r.state = 'pending' and r.stage = 2 and json_extract(r.payload, '$.startsAt') > ? and r.employee_id <> ?
      and r.payload ->> '$.otherEmployeeId' <> ? and ${from.sql} and ${to.sql}`,
    params: [ctx.deps.clock(), employeeId, employeeId, ...from.params, ...to.params],
    order: "asc",
  });
}

async function listOf(
  ctx: MemberContext,
  page: number,
  {
    where,
    params,
    order,
  }: {
    readonly where: string;
    readonly params: readonly (string | number)[];
    readonly order: "asc" | "desc";
  },
): Promise<z.infer<typeof swapList>> {
  const { organisation } = ctx.member;
  const now = ctx.deps.clock();
  const [found, counted] = await ctx.deps.db.read([
    {
      sql: `${selectSwaps} and r.org_id = ? and ${where} order by r.id ${order} limit ? offset ?`,
      params: [organisation.id, ...params, pageSize, (page - 1) * pageSize],
    },
    {
      sql: `select count(*) ${swapTables} and r.org_id = ? and ${where}`,
      params: [organisation.id, ...params],
    },
  ]);
  return {
    items: (found?.rows ?? []).map((row) =>
      swapViewOf(swapRowOf(row, organisation), ctx.member, now),
    ),
    total: Number(counted?.rows[0]?.[0] ?? 0),
  };
}

/** One swap with what the law would say about both rosters. @throws {Refusal} `not_found` */
export async function getSwap(ctx: MemberContext, id: string): Promise<SwapView> {
  const row = await loadSwap(ctx, id);
  const view = swapViewOf(row, ctx.member, ctx.deps.clock());
  const isOpen = view.state === "asked" || view.state === "accepted";
  if (!isOpen) return { ...view, warnings: [] };
  try {
    const { from, to, payload } = row;
    const sides = { employeeId: from.id, otherEmployeeId: to.id };
    const { change } = await planSwap(
      ctx,
      { ...sides, date: payload.date, otherDate: payload.otherDate },
      row.id,
    );
    return { ...view, warnings: await rosterWarnings(ctx, change, [from, to]) };
  } catch (error) {
    // A roster has changed since: who taps a key is told why it can't be.
    if (error instanceof Refusal) return { ...view, warnings: [] };
    throw error;
  }
}
