import { guardChanged } from "../../db/client/guard.ts";
import { delegations } from "../../db/schema/requests.ts";
import { builder, toStatement } from "../../db/sql.ts";
import type { z } from "zod";
import { usageStatement } from "../billing/usage.ts";
import { addDays } from "../core/calendar/local-date.ts";
import { localDateOf } from "../core/calendar/zone.ts";
import { commit, orEarlierAnswer } from "../core/commit.ts";
import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { loadChain } from "./load-chain.ts";
import type { delegationList } from "./setup-schemas.ts";
import { dateOf, wrong } from "./span-of.ts";

type DelegationList = z.infer<typeof delegationList>;

const longestDays = 366;

/** Who stands in for the member and for whom the member stands in, now and later; and who could. */
export async function listDelegations(ctx: MemberContext): Promise<DelegationList> {
  permit(ctx, "requests.decide");
  const { organisation, employeeId } = ctx.member;
  const today = localDateOf(ctx.deps.clock(), organisation.timeZone);
  const [{ deciders }, [found]] = await Promise.all([
    loadChain(ctx.deps, organisation),
    ctx.deps.db.read([
      {
        sql: `select d.id, d.from_employee_id, d.starts_on, d.ends_on, f.name, t.name from delegations d
          join employees f on f.org_id = d.org_id and f.id = d.from_employee_id
          join employees t on t.org_id = d.org_id and t.id = d.to_employee_id
          where d.org_id = ? and d.ended_at is null and d.ends_on >= ? and (d.from_employee_id = ? or d.to_employee_id = ?)
          order by d.starts_on, d.id`,
        params: [organisation.id, today, employeeId, employeeId],
      },
    ]),
  ]);
  return {
    items: (found?.rows ?? []).map(([id, from, startsOn, endsOn, fromName, toName]) => ({
      id: String(id),
      name: String(from === employeeId ? toName : fromName),
      from: String(startsOn),
      to: String(endsOn),
      mine: from === employeeId,
    })),
    candidates: deciders
      .filter(({ id }) => id !== employeeId)
      .map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Lets another who may decide answer in the member's place for some days; both may then.
 * @throws {Refusal} `forbidden`, `invalid_input`, `date_out_of_range` for days gone by, `range_too_long`
 */
export async function addDelegation(
  ctx: MemberContext,
  input: { readonly toEmployeeId: string; readonly from: string; readonly to: string },
): Promise<DelegationList> {
  const allowed = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const now = ctx.deps.clock();
    const today = localDateOf(now, organisation.timeZone);
    const [from, to] = [dateOf(input.from, "/from"), dateOf(input.to, "/to")];
    if (to < from) throw wrong("/to");
    if (to < today)
      throw new Refusal("date_out_of_range", { first: today, last: addDays(today, longestDays) });
    if (to > addDays(from, longestDays))
      throw new Refusal("range_too_long", { limit: longestDays });
    const listed = await listDelegations(ctx);
    const delegate = listed.candidates.find(({ id }) => id === input.toEmployeeId);
    if (delegate === undefined) throw new Refusal("not_found");
    const id = ctx.deps.ids();
    return commit(ctx, {
      permit: allowed,
      statements: [
        toStatement(
          builder.insert(delegations).values({
            orgId: organisation.id,
            id,
            fromEmployeeId: employeeId,
            toEmployeeId: delegate.id,
            startsOn: from,
            endsOn: to,
            createdAt: now,
          }),
        ),
        usageStatement(organisation, { employeeId, kind: "role", at: now }),
      ],
      audit: [
        {
          orgId: organisation.id,
          action: "delegation.added",
          subject: `delegation:${id}`,
          after: { to: delegate.id, from, until: to },
        },
      ],
      answer: {
        ...listed,
        items: [...listed.items, { id, name: delegate.name, from, to, mine: true }],
      },
    });
  });
}

/** Takes a delegation back. @throws {Refusal} `forbidden`, `not_found` also for another's */
export async function endDelegation(ctx: MemberContext, id: string): Promise<DelegationList> {
  const allowed = permit(ctx, "requests.decide");
  return orEarlierAnswer(ctx, async () => {
    const { organisation, employeeId } = ctx.member;
    const listed = await listDelegations(ctx);
    if (!listed.items.some((one) => one.id === id && one.mine)) throw new Refusal("not_found");
    const now = ctx.deps.clock();
    return commit(ctx, {
      permit: allowed,
      statements: [
        {
          sql: "update delegations set ended_at = ? where org_id = ? and id = ? and from_employee_id = ? and ended_at is null",
          params: [now, organisation.id, id, employeeId],
        },
        guardChanged(),
      ],
      audit: [{ orgId: organisation.id, action: "delegation.ended", subject: `delegation:${id}` }],
      answer: { ...listed, items: listed.items.filter((one) => one.id !== id) },
    });
  });
}
