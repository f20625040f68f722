import type { MemberContext } from "../core/context.ts";
import { permissions } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import { accessOfBooks } from "./access-facts.ts";
import { loadBooksWith } from "./load-books.ts";
import { quoteWish } from "./quote-wish.ts";
import { activeSeats, currentTerm } from "./rules/current-plan.ts";
import { needsSeat } from "./rules/needs-seat.ts";
import { seatReasonsOf } from "./rules/seat-reasons.ts";
import type { Books } from "./rules/types.ts";
import type { SeatEffect } from "./seat-schemas.ts";
import { type SeatPerson, seatPeopleStatement, seatPersonOf } from "./seat-people.ts";

/** What somebody's seat is decided from after a change. */
export type SeatChange = (person: SeatPerson) => SeatPerson;

/** The same person with other rights. */
export const withRights = (person: SeatPerson, rights: readonly string[]): SeatPerson => ({
  ...person,
  permissions: new Set(rights),
  hasAllPermissions: permissions.every((permission) => rights.includes(permission)),
});

/**
 * What a change of rights does to the seats before it is saved: who needs one now and then and why, how many are missing, and what
 * those would cost (P 5.5). Nothing is written. The price is for who pays only (BIL §5.6).
 * @returns null for an organisation that nobody bills
 */
export async function seatEffect(
  ctx: MemberContext,
  change: SeatChange,
): Promise<SeatEffect | null> {
  const { id: orgId } = ctx.member.organisation;
  const read = await loadBooksWith(ctx.deps, orgId, [seatPeopleStatement(orgId)]).catch(
    (error: unknown) => {
      if (error instanceof Refusal && error.code === "not_billed") return null;
      throw error;
    },
  );
  if (read === null) return null;
  const { books } = read.loaded;
  const before = (read.extra[0]?.rows ?? []).map(seatPersonOf);
  const after = before.map(change);
  const [needed, neededAfter] = [before.filter(needsSeat).length, after.filter(needsSeat).length];
  const isSold = currentTerm(books)?.plan.meter === "seat";
  const active = isSold ? activeSeats(books) : null;
  const adds = after.filter((person, index) => {
    const was = before[index];
    return needsSeat(person) && was !== undefined && !needsSeat(was);
  }).length;
  const missing = active === null || adds === 0 ? 0 : Math.max(0, neededAfter - active);
  const pays = ctx.member.permissions.has("billing.manage");
  return {
    active,
    needed,
    neededAfter,
    missing,
    lock: adds === 0 ? null : (accessOfBooks(books).add_staff?.cause ?? null),
    cost: pays && missing > 0 ? costOf(books, missing) : null,
    freeUntil:
      active !== null && neededAfter < needed ? (currentTerm(books)?.term.endsOn ?? null) : null,
    people: before.flatMap((was, index) => {
      const will = after[index] ?? was;
      const [reasons, reasonsAfter] = [seatReasonsOf(was), seatReasonsOf(will)];
      if (reasons.join() === reasonsAfter.join()) return [];
      const { employeeId, name } = was;
      return [
        {
          employeeId,
          name,
          needs: needsSeat(was),
          needsAfter: needsSeat(will),
          reasons: [...reasons],
          reasonsAfter: [...reasonsAfter],
        },
      ];
    }),
  };
}

/** What the missing seats would cost now; null when they cannot be ordered: the way to them says why. */
function costOf(books: Books, quantity: number): SeatEffect["cost"] {
  try {
    const made = quoteWish(books, { kind: "seats", quantity });
    if ("scheduled" in made) return null;
    return { total: made.total, currency: books.currency, until: made.term?.endsOn ?? null };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
