import type { Cell, ResultSet, Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import type { MemberContext, Organisation } from "../core/context.ts";
import { readerOf } from "../core/dispatch.ts";
import type { Reader } from "../core/messenger.ts";
import type { Permission } from "../core/permissions.ts";
import { scopeOf } from "../core/scope.ts";
import type { CalendarName, Language } from "../core/words.ts";
import type { Deps } from "../deps.ts";
import type { ApprovalRule, ChainScene, Decider, Delegation } from "./rules/chain.ts";

/** Somebody who may decide, and how to reach them. */
export interface Approver extends Decider {
  readonly name: string;
  readonly personId: string;
  readonly telegramUserId: number;
  readonly reader: Reader;
}

/** All that says who is asked. */
export interface ChainFile extends ChainScene {
  readonly deciders: readonly Approver[];
  readonly rules: readonly ApprovalRule[];
}

/** One snapshot of who decides in an organisation today. */
export async function loadChain(
  { db, clock }: Deps,
  organisation: Pick<Organisation, "id" | "language" | "timeZone">,
): Promise<ChainFile> {
  const today = localDateOf(clock(), organisation.timeZone);
  const [people, delegations, rules] = await db.read([
    decidersStatement(organisation.id, today),
    delegationsStatement(organisation.id, today),
    rulesStatement(organisation.id),
  ]);
  return {
    deciders: (people?.rows ?? []).map((row) => approverOf(row, organisation)),
    delegations: (delegations?.rows ?? []).map(delegationOf),
    rules: (rules?.rows ?? []).map(ruleOf),
  };
}

const decidersStatement = (orgId: string, today: LocalDate): Statement => ({
  sql: `select e.id, e.group_id, exists (select 1 from json_each(r.permissions) where value = 'organisation.manage'),
      exists (select 1 from requests q where q.org_id = e.org_id and q.employee_id = e.id and q.state = 'approved'
        and q.kind = 'leave' and q.unit = 'day' and q.starts_on <= ? and q.ends_on >= ?),
      e.name, p.id, p.telegram_user_id, p.language, p.calendar, r.permissions, e.manages
    from employees e
    join persons p on p.id = e.person_id
    join roles r on r.org_id = e.org_id and r.id = e.role_id
    where e.org_id = ? and e.state = 'active' and e.paused_at is null
      and exists (select 1 from json_each(r.permissions) where value = 'requests.decide')
    order by e.id`,
  params: [today, today, orgId],
});

const delegationsStatement = (orgId: string, today: LocalDate): Statement => ({
  sql: `select from_employee_id, to_employee_id, starts_on, ends_on from delegations
    where org_id = ? and ended_at is null and starts_on <= ? and ends_on >= ? order by id`,
  params: [orgId, today, today],
});

const rulesStatement = (orgId: string): Statement => ({
  sql: `select id, conditions, levels, position from approval_rules
    where org_id = ? and archived_at is null order by position, id`,
  params: [orgId],
});

const approverOf = (
  row: readonly Cell[],
  organisation: Pick<Organisation, "language" | "timeZone">,
): Approver => ({
  id: String(row[0]),
  groupId: row[1] as string | null,
  sees: scopeOf({
    permissions: new Set(JSON.parse(String(row[9])) as Permission[]),
    groupId: row[1] as string | null,
    manages: String(row[10]),
  }),
  isOwner: Number(row[2]) === 1,
  isAway: Number(row[3]) === 1,
  name: String(row[4]),
  personId: String(row[5]),
  telegramUserId: Number(row[6]),
  reader: readerOf(
    (row[7] as Language | null) ?? organisation.language,
    row[8] as CalendarName | null,
    organisation.timeZone,
  ),
});

const delegationOf = ([from, to, startsOn, endsOn]: readonly Cell[]): Delegation => ({
  from: String(from),
  to: String(to),
  startsOn: startsOn as LocalDate,
  endsOn: endsOn as LocalDate,
});

/** A stored rule; who is told is kept beside its levels. */
function ruleOf([id, conditions, levels]: readonly Cell[]): ApprovalRule {
  const kept = JSON.parse(String(levels)) as Pick<ApprovalRule, "levels" | "inform">;
  return {
    id: String(id),
    conditions: JSON.parse(String(conditions)) as ApprovalRule["conditions"],
    ...kept,
  };
}

/** Those in whose place the member decides today. */
export async function loadStandsInFor(ctx: MemberContext): Promise<string[]> {
  if (!ctx.member.permissions.has("requests.decide")) return [];
  const [found] = await ctx.deps.db.read([standsInForStatement(ctx)]);
  return standsInForOf(ctx, found);
}

/** The same to be read with other things. */
export function standsInForStatement({ deps, member }: MemberContext): Statement {
  const { organisation, employeeId } = member;
  const today = localDateOf(deps.clock(), organisation.timeZone);
  return {
    sql: `select from_employee_id from delegations where org_id = ? and to_employee_id = ? and ended_at is null
      and starts_on <= ? and ends_on >= ?`,
    params: [organisation.id, employeeId, today, today],
  };
}

export const standsInForOf = ({ member }: MemberContext, found: ResultSet | undefined): string[] =>
  member.permissions.has("requests.decide")
    ? (found?.rows ?? []).map(([from]) => String(from))
    : [];
