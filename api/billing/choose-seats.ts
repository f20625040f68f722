import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { changeBooks } from "./change-books.ts";
import { activeSeats, currentTerm } from "./rules/current-plan.ts";
import { needsSeat } from "./rules/needs-seat.ts";
import { type SeatPerson, seatPeopleStatement, seatPersonOf } from "./seat-people.ts";

/**
 * Puts somebody first in the queue for seats: when seats are fewer than people, the owner says who sits (C-11).
 * @throws {Refusal} `forbidden`, `not_billed`, `not_found`
 */
export function preferSeat(ctx: MemberContext, employeeId: string): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  const { id: orgId } = ctx.member.organisation;
  return changeBooks<{ done: true }>(ctx, orgId, async () => {
    const people = await peopleOf(ctx);
    const person = found(people, employeeId);
    const highest = Math.max(...people.map(({ seatRank }) => seatRank));
    if (people[0]?.employeeId === employeeId && person.seatRank === highest)
      return { unchanged: { done: true } };
    return {
      permit: allowed,
      statements: [
        {
          sql: "update employees set seat_rank = ? where org_id = ? and id = ?",
          params: [highest + 1, orgId, employeeId],
        },
      ],
      audit: [
        {
          orgId,
          action: "seat.preferred",
          subject: `employee:${employeeId}`,
          before: { seatRank: person.seatRank },
          after: { seatRank: highest + 1 },
        },
      ],
      answer: { done: true },
    };
  });
}

/**
 * Names the one owner who needs no seat (AL-5): somebody with every right. Who has never clocked in keeps no time from now on;
 * who was it before is counted like any owner.
 * @throws {Refusal} `forbidden`, `not_billed`, `not_found`, `owner_needed`; `no_free_seat` when the one before finds none
 */
export function choosePrimaryOwner(
  ctx: MemberContext,
  employeeId: string,
): Promise<{ done: true }> {
  const allowed = permit(ctx, "billing.manage");
  const { id: orgId } = ctx.member.organisation;
  return changeBooks<{ done: true }>(ctx, orgId, async ({ books }) => {
    const people = await peopleOf(ctx);
    const chosen = found(people, employeeId);
    if (!chosen.hasAllPermissions) throw new Refusal("owner_needed");
    if (chosen.isPrimaryOwner) return { unchanged: { done: true } };
    const hasPunched = await everPunched(ctx, employeeId);
    const after = people.map((person) => ({
      ...person,
      isPrimaryOwner: person.employeeId === employeeId,
      keepsTime: person.employeeId === employeeId ? hasPunched : person.keepsTime,
    }));
    const needed = after.filter(needsSeat).length;
    const active = activeSeats(books);
    const isSold = currentTerm(books)?.plan.meter === "seat";
    if (isSold && needed > active && needed > books.seatsNeeded)
      throw new Refusal("no_free_seat", { active, needed, missing: needed - active });
    return {
      permit: allowed,
      statements: [
        {
          sql: "update billing_accounts set primary_owner_id = ? where org_id = ?",
          params: [employeeId, orgId],
        },
        {
          sql: "update employees set keeps_time = ? where org_id = ? and id = ?",
          params: [hasPunched ? 1 : 0, orgId, employeeId],
        },
      ],
      audit: [
        {
          orgId,
          action: "billing.primary_owner_chosen",
          subject: `employee:${employeeId}`,
          before: people.find(({ isPrimaryOwner }) => isPrimaryOwner)?.employeeId ?? null,
          after: employeeId,
        },
      ],
      answer: { done: true },
    };
  });
}

async function peopleOf(ctx: MemberContext): Promise<SeatPerson[]> {
  const [rows] = await ctx.deps.db.read([seatPeopleStatement(ctx.member.organisation.id)]);
  return (rows?.rows ?? []).map(seatPersonOf);
}

function found(people: readonly SeatPerson[], employeeId: string): SeatPerson {
  const person = people.find((each) => each.employeeId === employeeId);
  if (person === undefined) throw new Refusal("not_found");
  return person;
}

async function everPunched(ctx: MemberContext, employeeId: string): Promise<boolean> {
  const [rows] = await ctx.deps.db.read([
    {
      sql: "select exists (select 1 from punches where org_id = ? and employee_id = ?)",
      params: [ctx.member.organisation.id, employeeId],
    },
  ]);
  return rows?.rows[0]?.[0] === 1;
}
