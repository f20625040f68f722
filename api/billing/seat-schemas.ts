import * as z from "zod";
import { seatReasons } from "./rules/seat-reasons.ts";
import { currency } from "./schemas.ts";

const seatReason = z.enum(seatReasons);

/** What a change of rights would do to the seats. */
export const seatEffect = z.object({
  /** Seats there are; null where the plan sells none. */
  active: z.int().nullable(),
  needed: z.int(),
  neededAfter: z.int(),
  /** Seats that have to be added before it can be saved. */
  missing: z.int(),
  /** Why nobody may be added now, whatever is bought. */
  lock: z.enum(["debt", "plan_lapsed", "order_due", "order_overdue", "annulled_seats"]).nullable(),
  /** Of the missing seats, minor units; null also for who does not pay, and for what cannot be ordered now. */
  cost: z.object({ total: z.int(), currency, until: z.iso.date().nullable() }).nullable(),
  /** Seats become free and stay paid until this day. */
  freeUntil: z.iso.date().nullable(),
  /** Whose need, or reason for it, becomes another. */
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      needs: z.boolean(),
      needsAfter: z.boolean(),
      reasons: z.array(seatReason),
      reasonsAfter: z.array(seatReason),
    }),
  ),
});
export type SeatEffect = z.infer<typeof seatEffect>;
