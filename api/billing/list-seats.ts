import type { MemberContext } from "../core/context.ts";
import { permit } from "../core/permissions.ts";
import { loadBooksWith } from "./load-books.ts";
import { activeSeats, currentTerm } from "./rules/current-plan.ts";
import { needsSeat } from "./rules/needs-seat.ts";
import { seatReasonsOf } from "./rules/seat-reasons.ts";
import type { SeatsView } from "./schemas.ts";
import { seatPeopleStatement, seatPersonOf, seatingOf } from "./seat-people.ts";

/**
 * Who needs a seat and why, who sits and who waits (AL-3…AL-7). Where no seats are sold nobody waits.
 * @throws {Refusal} `forbidden`, `not_billed`
 */
export async function listSeats(ctx: MemberContext): Promise<SeatsView> {
  permit(ctx, "billing.manage");
  const { id: orgId } = ctx.member.organisation;
  const { loaded, extra } = await loadBooksWith(ctx.deps, orgId, [seatPeopleStatement(orgId)]);
  const { books } = loaded;
  const people = (extra[0]?.rows ?? []).map(seatPersonOf);
  const isSold = currentTerm(books)?.plan.meter === "seat";
  const active = activeSeats(books);
  const { seated } = seatingOf(people, isSold ? active : people.length);
  const sits = new Set(seated.map(({ employeeId }) => employeeId));
  return {
    active,
    needed: books.seatsNeeded,
    people: people.map((person) => ({
      employeeId: person.employeeId,
      name: person.name,
      reasons: [...seatReasonsOf(person)],
      isPrimaryOwner: person.isPrimaryOwner,
      seated: needsSeat(person) ? sits.has(person.employeeId) : null,
    })),
  };
}
