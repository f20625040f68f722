import type { SqlValue } from "../../db/client/port.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { withinSql } from "../core/scope.ts";
import { loadStandsInFor } from "./load-chain.ts";
import { requestRowOf, selectRequests } from "./request-row.ts";
import type { RequestKindName, RequestView } from "./schemas.ts";
import { viewOf } from "./view-of.ts";

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

interface Query {
  readonly kind?: RequestKindName | undefined;
  readonly state?: RequestView["state"] | undefined;
  readonly cursor?: string | undefined;
}

/** The member's own requests, newest first. */
export function listOwnRequests(ctx: MemberContext, query: Query): Promise<RequestPage> {
  permit(ctx, "requests.self");
  const { organisation, employeeId } = ctx.member;
  return page(ctx, query.cursor, [], {
    where: `r.org_id = ? and r.employee_id = ?${narrowed}`,
    params: [organisation.id, employeeId, ...narrowing(query)],
    newestFirst: true,
  });
}

/** What others have asked for and is decided or taken back, newest first: for those who decide, of people within sight. */
export function listHistory(ctx: MemberContext, query: Query): Promise<RequestPage> {
  permit(ctx, "requests.decide");
  const { organisation, employeeId } = ctx.member;
  const near = withinSql(ctx.member);
  return page(ctx, query.cursor, [], {
    where: `r.org_id = ? and r.employee_id <> ? and r.state <> 'pending'${narrowed}
      and (${near.sql} or ${wasNamed(anyStep)})`,
    params: [
      organisation.id,
      employeeId,
      ...narrowing(query),
      ...near.params,
      ...named(employeeId, []),
    ],
    newestFirst: true,
  });
}

/** Swaps of shifts have lists of their own: two people are asked, then who approves. */
const noSwaps = " and r.kind <> 'swap'";
const narrowed = `${noSwaps} and (? is null or r.kind = ?) and (? is null or r.state = ?)`;
const narrowing = ({
  kind = null,
  state = null,
}: {
  kind?: string | null | undefined;
  state?: string | null | undefined;
}) => [kind, kind, state, state];

/** What waits for a decision of the member, also in the place of others; for owners also what nobody could answer any more. */
export async function listInbox(
  ctx: MemberContext,
  query: { readonly cursor?: string | undefined },
): Promise<RequestPage> {
  permit(ctx, "requests.decide");
  const { organisation, employeeId, permissions } = ctx.member;
  const standsInFor = await loadStandsInFor(ctx);
  const near = withinSql(ctx.member);
  return page(ctx, query.cursor, standsInFor, {
    where: `r.org_id = ? and r.state = 'pending'${noSwaps} and r.employee_id <> ?
      and (${wasNamed(openStep)} or (${near.sql} and (${asksAll} or ${asksNobody})))`,
    params: [
      organisation.id,
      employeeId,
      ...named(employeeId, standsInFor),
      ...near.params,
      permissions.has("organisation.manage") ? 1 : 0,
    ],
    newestFirst: false,
  });
}

const anyStep = "from approval_steps s where s.org_id = r.org_id and s.request_id = r.id";
const openStep = `${anyStep} and s.stage = r.stage and s.state = 'open'`;
const asksAll = `(not exists (select 1 ${openStep}) or exists (select 1 ${openStep} and s.approvers ->> '$.anybody' = 1))`;
/** Asked by name, or for somebody who was asked: `standing` in SQL. */
const wasNamed = (step: string): string => `exists (select 1 ${step} and exists (
    select 1 from json_each(s.approvers, '$.people') a where a.value ->> 'id' in (select value from json_each(?))
      or (a.value ->> 'id' = ? and (s.approvers ->> '$.anybody' = 0 or a.value ->> 'onBehalfOf' is not null))))`;
const named = (employeeId: string, standsInFor: readonly string[]) => [
  JSON.stringify(standsInFor),
  employeeId,
];
const asksNobody = `(? and not exists (select 1 ${openStep} and exists (select 1 from json_each(s.approvers, '$.people') a
    join employees n on n.org_id = s.org_id and n.id = a.value ->> 'id' and n.state = 'active'
    join roles q on q.org_id = n.org_id and q.id = n.role_id
    where exists (select 1 from json_each(q.permissions) where value = 'requests.decide'))))`;

/**
 * Ids grow with time, so an id is a stable place in the list. `+` keeps SQLite from walking the whole organisation in order
 * of ids: a person's own requests and the waiting ones are few.
 */
async function page(
  ctx: MemberContext,
  cursor: string | undefined,
  standsInFor: readonly string[],
  { where, params, newestFirst }: Filter,
): Promise<RequestPage> {
  const [sign, order] = newestFirst ? ["<", "desc"] : [">", "asc"];
  const more = cursor === undefined ? "" : ` and +r.id ${sign} ?`;
  const [found, counted] = await ctx.deps.db.read([
    {
      sql: `${selectRequests} where ${where}${more} order by +r.id ${order} limit ?`,
      params: [...params, ...(cursor === undefined ? [] : [cursor]), pageSize + 1],
    },
    {
      sql: `select count(*) from requests r join employees e on e.org_id = r.org_id and e.id = r.employee_id where ${where}`,
      params,
    },
  ]);
  const rows = (found?.rows ?? []).map(requestRowOf);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const now = ctx.deps.clock();
  return {
    items: shown.map((row) => viewOf(row, { member: ctx.member, standsInFor }, now)),
    next: rows.length > pageSize && last !== undefined ? last.id : null,
    total: Number(counted?.rows[0]?.[0] ?? 0),
  };
}
