import type { SqlValue } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { requestRowOf, selectRequests, viewOf } from "./request-row.ts";
import type { RequestView } from "./schemas.ts";

const pageSize = 6;

interface RequestPage {
  items: RequestView[];
  next: string | null;
  total: number;
}

interface Filter {
  readonly where: string;
  readonly params: readonly SqlValue[];
  readonly newestFirst: boolean;
}

/** The member's own requests, newest first. */
export function listOwnRequests(
  ctx: MemberContext,
  query: {
    readonly state?: RequestView["state"] | undefined;
    readonly cursor?: string | undefined;
  },
): Promise<RequestPage> {
  permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  const state = query.state ?? null;
  return page(ctx, query.cursor, {
    where: "r.org_id = ? and r.employee_id = ? and (? is null or r.state = ?)",
    params: [organisation.id, employeeId, state, state],
    newestFirst: true,
  });
}

/** What waits for a decision of the member, oldest first. */
export function listInbox(
  ctx: MemberContext,
  query: { readonly cursor?: string | undefined },
): Promise<RequestPage> {
  permit(ctx, "requests.decide");
  const { organisation, employeeId } = ctx.member;
  return page(ctx, query.cursor, {
    where: "r.org_id = ? and r.state = 'pending' and r.employee_id <> ?",
    params: [organisation.id, employeeId],
    newestFirst: false,
  });
}

/**
 * Ids grow with time, so an id is a stable place in the list. `+` keeps SQLite from walking the whole organisation in order
 * of ids: a person's own requests and the waiting ones are few.
 */
async function page(
  ctx: MemberContext,
  cursor: string | undefined,
  { where, params, newestFirst }: Filter,
): Promise<RequestPage> {
  const [sign, order] = newestFirst ? ["<", "desc"] : [">", "asc"];
  const more = cursor === undefined ? "" : ` and +r.id ${sign} ?`;
  const [found, counted] = await ctx.deps.db.read([
    {
      sql: `${selectRequests} where ${where}${more} order by +r.id ${order} limit ?`,
      params: [...params, ...(cursor === undefined ? [] : [cursor]), pageSize + 1],
    },
    { sql: `select count(*) from requests r where ${where}`, params },
  ]);
  const rows = (found?.rows ?? []).map(requestRowOf);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const now = ctx.deps.clock();
  return {
    items: shown.map((row) => viewOf(row, ctx.member, now)),
    next: rows.length > pageSize && last !== undefined ? last.id : null,
    total: Number(counted?.rows[0]?.[0] ?? 0),
  };
}
