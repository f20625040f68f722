export interface SeatFacts {
  readonly permissions: ReadonlySet<string> | readonly string[];
  readonly keepsTime: boolean;
  /** The one owner that the account names; a second owner is like everybody else (AL-5). */
  readonly isPrimaryOwner: boolean;
  readonly hasAllPermissions: boolean;
}

/**
 * Whether an employee takes a seat: renders services, or may create bookings, or may take payments; the one designated owner
 * with full rights who renders none is free (AL-3…AL-5, C-9). Always from permissions, never from a role's name (AL-4).
 */
export function needsSeat(facts: SeatFacts): boolean {
  const rights = new Set(facts.permissions);
  if (facts.keepsTime && rights.has("punch.self")) return true;
  if (facts.isPrimaryOwner && facts.hasAllPermissions) return false;
  return rights.has("bookings.create") || rights.has("payments.take");
}

export interface Seatable {
  readonly employeeId: string;
  /** Chosen by the owner: a higher one sits first. */
  readonly seatRank: number;
  readonly createdAt: number;
}

/** Who sits on `seats` seats: higher rank, then whoever came earlier; the others wait, nobody is dropped (C-11). */
export function seating<Person extends Seatable>(
  people: readonly Person[],
  seats: number,
): { readonly seated: Person[]; readonly waiting: Person[] } {
  const queue = people.toSorted(
    (a, b) =>
      b.seatRank - a.seatRank ||
      a.createdAt - b.createdAt ||
      (a.employeeId < b.employeeId ? -1 : 1),
  );
  const count = Math.max(0, seats);
  return { seated: queue.slice(0, count), waiting: queue.slice(count) };
}
