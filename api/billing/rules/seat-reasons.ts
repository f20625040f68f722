import { needsSeat, type SeatFacts } from "./needs-seat.ts";

/** Why somebody needs a seat, or why not (AL-3…AL-7). */
export const seatReasons = [
  "keeps_time",
  "creates_bookings",
  "takes_payments",
  /** The one owner with every right who keeps no time (AL-5). */
  "free_owner",
  /** None of the rights that take a seat, as an accountant (AL-4). */
  "no_rights",
] as const;
export type SeatReason = (typeof seatReasons)[number];

/** Every reason that holds; never empty. Those after `takes_payments` say that no seat is needed. */
export function seatReasonsOf(facts: SeatFacts): readonly SeatReason[] {
  const { keepsTime, isPrimaryOwner, hasAllPermissions } = facts;
  if (!needsSeat(facts)) return [isPrimaryOwner && hasAllPermissions ? "free_owner" : "no_rights"];
  const rights = new Set(facts.permissions);
  const reasons: SeatReason[] = [];
  if (keepsTime && rights.has("punch.self")) reasons.push("keeps_time");
  if (rights.has("bookings.create")) reasons.push("creates_bookings");
  if (rights.has("payments.take")) reasons.push("takes_payments");
  return reasons;
}
