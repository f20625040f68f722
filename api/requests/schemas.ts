import * as z from "zod";

const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minute = z.int().min(0).max(2880);

const leaveUnits = ["day", "half_day", "hour"] as const;
const requestStates = ["pending", "approved", "rejected", "withdrawn"] as const;

/** When somebody wants to be away. `to` only with days, `part` only with a half day, minutes only with hours. */
const leaveFields = {
  unit: z.enum(leaveUnits),
  from: localDate,
  to: localDate.optional(),
  part: z.enum(["first", "second"]).optional(),
};

export const previewLeaveQuery = z.object({
  ...leaveFields,
  fromMinute: z.coerce.number().pipe(minute).optional(),
  toMinute: z.coerce.number().pipe(minute).optional(),
});

export const createLeaveInput = z.object({
  ...leaveFields,
  fromMinute: minute.optional(),
  toMinute: minute.optional(),
  note: z.string().trim().min(1).max(500).optional(),
});
export type LeaveInput = Omit<z.infer<typeof createLeaveInput>, "note">;

const dayName = z.object({ fa: z.string().optional(), ru: z.string().optional() });

/** What a request costs and leaves, as shown before sending and stored with the request. Minutes, local dates. */
export const leaveCard = z.object({
  unit: z.enum(leaveUnits),
  from: localDate,
  to: localDate,
  part: z.enum(["first", "second"]).nullable(),
  fromMinute: z.int().nullable(),
  toMinute: z.int().nullable(),
  minutesCharged: z.int(),
  chargedDays: z.int(),
  skipped: z.array(
    z.object({
      date: localDate,
      reason: z.enum(["weekend", "holiday", "day_off", "outside_shift"]),
      names: z.array(dayName),
    }),
  ),
  /** False: some of these days are not in a published calendar yet. */
  calendarKnown: z.boolean(),
  /** Minutes of one leave day, to show a balance as days and hours. */
  dayMinutes: z.int(),
  balanceNow: z.int(),
  /** Earned between today and the first day. */
  accruesBefore: z.int(),
  /** Asked for by other requests that wait; what is booked is in `balanceNow` already. */
  otherRequests: z.int(),
  balanceAfter: z.int(),
  /** Colleagues of the same group who are away on these days; never why. */
  away: z.array(z.string()),
});
export type LeaveCard = z.infer<typeof leaveCard>;

export const requestView = z.object({
  id: z.string(),
  state: z.enum(requestStates),
  version: z.int(),
  employeeName: z.string(),
  card: leaveCard,
  note: z.string().nullable(),
  createdAt: z.int(),
  decidedByName: z.string().nullable(),
  decidedAt: z.int().nullable(),
  decisionReason: z.string().nullable(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type RequestView = z.infer<typeof requestView>;

export const requestPage = z.object({
  items: z.array(requestView),
  /** Give it as `cursor` for the next page; null on the last one. */
  next: z.string().nullable(),
  total: z.int(),
});

export const listQuery = z.object({
  state: z.enum(requestStates).optional(),
  cursor: z.string().max(64).optional(),
});
export const inboxQuery = z.object({ cursor: z.string().max(64).optional() });
export const requestParam = z.object({ id: z.string().min(1).max(64) });

export const decideInput = z
  .object({
    decision: z.enum(["approve", "reject"]),
    reason: z.string().trim().min(1).max(300).optional(),
    version: z.int().positive(),
  })
  .refine((input) => input.decision === "approve" || input.reason !== undefined, {
    path: ["reason"],
  });

export const withdrawInput = z.object({ version: z.int().positive() });

export const leaveBalance = z.object({
  minutes: z.int(),
  dayMinutes: z.int(),
  /** Everything earned and adjusted so far. */
  earned: z.int(),
  used: z.int(),
  /** Asked for, not decided. */
  pending: z.int(),
  next: z.object({ on: localDate, minutes: z.int() }).nullable(),
});

export const statementQuery = z.object({ cursor: z.coerce.number().int().min(0).optional() });

export const leaveStatement = z.object({
  /** Newest first; `balance` is what was left after the row. */
  rows: z.array(
    z.object({
      reason: z.enum(["accrual", "use", "reversal", "adjustment"]),
      on: localDate,
      minutes: z.int(),
      balance: z.int(),
    }),
  ),
  dayMinutes: z.int(),
  next: z.int().nullable(),
  total: z.int(),
});
