import type { Statement } from "../../db/client/port.ts";
import { commit } from "../core/commit.ts";
import { type Context, systemContext } from "../core/context.ts";
import { systemPermit } from "../core/permissions.ts";
import { Refusal } from "../core/refusal.ts";
import type { Deps } from "../deps.ts";
import { accessOfBooks } from "./access-facts.ts";
import { lockRefusal } from "./load-access.ts";
import { loadBooks, type LoadedBooks } from "./load-books.ts";
import { needsSeat } from "./rules/needs-seat.ts";
import { guardSeatFree, seatsOf } from "./seats.ts";
import { needsSeatSql } from "./seats-needed.ts";
import { tellPayers } from "./tell-payers.ts";

/** Somebody who is about to join, to return, or to get the first role that needs a seat. */
export interface Newcomer {
  /** Whether they will need a seat: `takesSeat` of their rights, or `needsSeatWhenActive` for somebody with a history. */
  readonly takesSeat: boolean;
}

/** Whether these rights take a seat of somebody new, who keeps time like everybody but a founder. */
export const takesSeat = (permissions: readonly string[]): boolean =>
  needsSeat({ permissions, keepsTime: true, isPrimaryOwner: false, hasAllPermissions: false });

/**
 * Whether one more person may be added now: the plan has not lapsed, no seats are annulled, and a seat is free for somebody who
 * needs one (AL-3…AL-7, KV-6, BIL §5.5).
 * @returns statements for the batch that adds them: of two who take the last seat at once one fails with kind `guard`
 * @throws {Refusal} `plan_lock`, `seat_lock`; `no_free_seat` with `{active, needed, missing}`
 */
export async function seatForNewcomer(
  deps: Deps,
  orgId: string,
  newcomer: Newcomer,
): Promise<Statement[]> {
  return seatsForNewcomers(deps, orgId, newcomer.takesSeat ? 1 : 0);
}

/**
 * The same for many at once.
 * @param count how many of them need a seat
 * @throws {Refusal} as `seatForNewcomer`
 */
export async function seatsForNewcomers(
  deps: Deps,
  orgId: string,
  count: number,
): Promise<Statement[]> {
  const loaded = await loadBilled(deps, orgId);
  if (loaded === null) return [];
  const { books } = loaded;
  const lock = accessOfBooks(books).add_staff;
  if (lock !== null) throw lockRefusal(lock, books.currency);
  if (count === 0) return [];
  const seats = seatsOf(books);
  if (seats !== null && seats.free < count)
    throw new Refusal("no_free_seat", {
      active: seats.active,
      needed: seats.needed,
      missing: seats.needed + count - seats.active,
    });
  return [guardSeatFree(orgId, books.today)];
}

/** Free seats of today; null where none are sold. */
export async function freeSeats(deps: Deps, orgId: string): Promise<number | null> {
  const loaded = await loadBilled(deps, orgId);
  return loaded === null ? null : (seatsOf(loaded.books)?.free ?? null);
}

/** @returns null for an organisation that nobody bills */
async function loadBilled(deps: Deps, orgId: string): Promise<LoadedBooks | null> {
  try {
    return await loadBooks(deps, orgId);
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_billed") return null;
    throw error;
  }
}

/** Whether an employee needs a seat with the role they have; of somebody who has left: when they come back. */
export async function needsSeatWhenActive(
  deps: Deps,
  orgId: string,
  employeeId: string,
): Promise<boolean> {
  const [found] = await deps.db.read([
    {
      sql: `select ${needsSeatSql()} from employees e
        join roles r on r.org_id = e.org_id and r.id = e.role_id
        left join billing_accounts a on a.org_id = e.org_id
        where e.org_id = ? and e.id = ?`,
      params: [orgId, employeeId],
    },
  ]);
  return found?.rows[0]?.[0] === 1;
}

/** Tells the payers, once a day and person, that somebody stood at the door and found no seat. */
export async function reportNoSeat(
  { deps, caller }: Context,
  orgId: string,
  name: string,
  missing: number,
): Promise<void> {
  const loaded = await loadBilled(deps, orgId);
  if (loaded === null) return;
  await commit(systemContext(deps, `telegram:${caller.telegramUserId}`), {
    permit: systemPermit(),
    statements: [],
    audit: [{ orgId, action: "seat.wanted", subject: `organisation:${orgId}`, after: { missing } }],
    notices: tellPayers(loaded, {
      kind: "seat-wanted",
      payload: { name, missing },
      subject: `organisation:${orgId}`,
      key: `${orgId}:${caller.telegramUserId}:${loaded.books.today}`,
    }),
    answer: null,
  });
}
