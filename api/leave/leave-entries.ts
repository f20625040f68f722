import type { Statement } from "../../db/client/port.ts";
import type { LedgerEntry } from "../requests/rules/types.ts";

/** An entry of an employee's ledger of one leave type. */
export interface Booking extends LedgerEntry {
  readonly id: string;
  readonly employeeId: string;
  readonly leaveType: string;
  /** Who entered it; nothing when the rules did. */
  readonly createdBy?: string | undefined;
}

const insert = `insert into leave_ledger
    (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, note, created_by, created_at)
  select ?, value ->> 'id', value ->> 'employeeId', value ->> 'leaveType', value ->> 'minutes', value ->> 'reason',
    value ->> 'key', value ->> 'effectiveOn', value ->> 'note', value ->> 'createdBy', ? from json_each(?) where true`;
const onceOnly = " on conflict (org_id, employee_id, leave_type, reason, reference) do nothing";

/** Books a decision; a second booking of the same fact breaks the batch. */
export const book = (orgId: string, bookings: readonly Booking[], now: number): Statement => ({
  sql: insert,
  params: [orgId, now, JSON.stringify(bookings)],
});

/** Books what the rules add, of many employees; what is booked already stays as it is. */
export const bookDue = (orgId: string, bookings: readonly Booking[], now: number): Statement => ({
  sql: insert + onceOnly,
  params: [orgId, now, JSON.stringify(bookings)],
});
