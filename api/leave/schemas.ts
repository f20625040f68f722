import * as z from "zod";
import type { LocalDate } from "../core/calendar/types.ts";

const localDate = z.iso.date().transform((text) => text as LocalDate);
const employeeId = z.uuid();
const note = z.string().trim().min(1).max(300);
/** Ten years of leave, minutes. */
const amount = z.int().min(-200_000).max(200_000);

export const whoseQuery = z.object({ employeeId: employeeId.optional() });
export const statementQuery = whoseQuery.extend({
  cursor: z.coerce.number().int().min(0).optional(),
});
export const projectionQuery = whoseQuery.extend({ on: localDate });
export const exitQuery = z.object({ employeeId, on: localDate.optional() });

const ledgerReason = z.enum([
  "opening",
  "accrual",
  "use",
  "reversal",
  "carry_over",
  "expiry",
  "payout",
  "adjustment",
]);

export const balanceView = z.object({
  minutes: z.int(),
  dayMinutes: z.int(),
  /** Everything earned, entered and expired so far. */
  earned: z.int(),
  used: z.int(),
  /** Asked for, not decided. */
  pending: z.int(),
  next: z.object({ on: z.string(), minutes: z.int() }).nullable(),
  /** Lost after this day unless it is used. */
  expiring: z.object({ after: z.string(), minutes: z.int() }).nullable(),
  /** The organisation's own kinds of leave that have so many days a year. */
  others: z.array(z.object({ code: z.string(), name: z.string(), minutes: z.int() })),
});

export const statementView = z.object({
  /** Newest first; `balance` is what was left after the row. */
  rows: z.array(
    z.object({
      reason: ledgerReason,
      on: z.string(),
      minutes: z.int(),
      balance: z.int(),
      note: z.string().nullable(),
    }),
  ),
  dayMinutes: z.int(),
  next: z.int().nullable(),
  total: z.int(),
});

export const projectionView = z.object({
  on: z.string(),
  dayMinutes: z.int(),
  balanceNow: z.int(),
  accruesBefore: z.int(),
  expiresBefore: z.int(),
  otherRequests: z.int(),
  balanceAfter: z.int(),
});

/** What is owed when somebody leaves, minutes of leave; negative: taken in advance. */
export const exitView = z.object({
  on: z.string(),
  dayMinutes: z.int(),
  minutes: z.int(),
  /** Earned by the last, unfinished month. */
  lastMonth: z.int(),
  /** Approved absence after the last day: it is cancelled, and its minutes come back. */
  cancelled: z.array(z.object({ id: z.string(), from: z.string(), to: z.string() })),
  returned: z.int(),
});

/** The balance as it stood at the end of a day, as the organisation's old books say. */
export const openingInput = z.object({ employeeId, minutes: amount, on: localDate, note });
export const adjustmentInput = z.object({
  employeeId,
  minutes: amount.refine((n) => n !== 0),
  note,
});
export const newBalance = z.object({ minutes: z.int(), dayMinutes: z.int() });
