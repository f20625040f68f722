import type { Statement } from "../../db/client/port.ts";
import type { LocalDate } from "../core/calendar/types.ts";
import type { BookedEntry } from "../requests/load-leave-file.ts";

interface Booking extends BookedEntry {
  readonly id: string;
  readonly employeeId: string;
}

const insert = `insert into leave_ledger
    (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at)
  select ?, value ->> 'id', value ->> 'employeeId', 'annual', value ->> 'minutes', value ->> 'reason',
    value ->> 'key', value ->> 'effectiveOn', ? from json_each(?) where true`;
const onceOnly = " on conflict (org_id, employee_id, leave_type, reason, reference) do nothing";

/** Books a decision; a second booking of the same request breaks the batch. */
export const bookRequest = (
  orgId: string,
  booking: Omit<Booking, "reason" | "effectiveOn"> & {
    readonly reason: "use" | "reversal";
    readonly effectiveOn: LocalDate;
  },
  now: number,
): Statement => ({ sql: insert, params: [orgId, now, JSON.stringify([booking])] });

/** Books accruals of many employees; those already booked stay as they are. */
export const bookAccruals = (
  orgId: string,
  bookings: readonly Booking[],
  now: number,
): Statement => ({
  sql: insert + onceOnly,
  params: [orgId, now, JSON.stringify(bookings)],
});
