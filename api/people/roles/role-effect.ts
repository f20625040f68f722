import { type SeatChange, withRights } from "../../billing/seat-effect.ts";
import type { Permission } from "../../core/permissions.ts";

/** Rights that are new, and rights that go. */
export const rightsBetween = (
  before: readonly Permission[],
  after: readonly Permission[],
): { readonly gained: Permission[]; readonly lost: Permission[] } => ({
  gained: after.filter((right) => !before.includes(right)),
  lost: before.filter((right) => !after.includes(right)),
});

/** The holders of a role with other rights; nobody else is touched. */
export const holdersWith =
  (holders: ReadonlySet<string>, rights: readonly string[]): SeatChange =>
  (person) =>
    holders.has(person.employeeId) ? withRights(person, rights) : person;
