import * as z from "zod";
import { requestUnits } from "./rules/request-type.ts";

export const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minute = z.int().min(0).max(2880);
export const typeCode = z.string().regex(/^[a-z0-9_-]{1,40}$/);

export const requestKinds = [
  "leave",
  "mission",
  "overtime",
  "correction",
  "swap",
  "cancel",
] as const;
export type RequestKindName = (typeof requestKinds)[number];
const requestStates = ["pending", "approved", "rejected", "withdrawn", "cancelled"] as const;

/** When somebody wants to be away. `to` only with days, `part` only with a half day, minutes only with hours. */
const leaveFields = {
  unit: z.enum(requestUnits),
  from: localDate,
  to: localDate.optional(),
  part: z.enum(["first", "second"]).optional(),
};

const noteField = { note: z.string().trim().min(1).max(500).optional() };

export const previewLeaveQuery = z.object({
  ...leaveFields,
  fromMinute: z.coerce.number().pipe(minute).optional(),
  toMinute: z.coerce.number().pipe(minute).optional(),
});

export const createLeaveInput = z.object({
  ...leaveFields,
  fromMinute: minute.optional(),
  toMinute: minute.optional(),
  ...noteField,
});
export type LeaveInput = Omit<z.infer<typeof createLeaveInput>, "note">;

/** One proposed punch; `at` in ms, the punch's own moment. */
const changeKind = z.enum(["in", "out", "break_start", "break_end"]);
const punchChange = z.discriminatedUnion("action", [
  z.object({ action: z.literal("add"), kind: changeKind, at: z.int().positive() }),
  z.object({
    action: z.literal("replace"),
    punchId: z.string().min(1).max(64),
    kind: changeKind,
    at: z.int().positive(),
  }),
  z.object({ action: z.literal("void"), punchId: z.string().min(1).max(64) }),
]);
export const punchChanges = z.array(punchChange).min(1).max(8);

const clockKind = z.enum(["in", "out", "break_start", "break_end"]);
/** The same with the clock of the day `from` in the organisation's zone, minutes from midnight. */
const clockChanges = z
  .array(
    z.discriminatedUnion("action", [
      z.object({ action: z.literal("add"), kind: clockKind, minute }),
      z.object({
        action: z.literal("replace"),
        punchId: z.string().min(1).max(64),
        kind: clockKind,
        minute,
      }),
      z.object({ action: z.literal("void"), punchId: z.string().min(1).max(64) }),
    ]),
  )
  .min(1)
  .max(8);

/** Reads a query's JSON. */
const jsonText = z
  .string()
  .max(2000)
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue({ code: "custom" });
      return z.NEVER;
    }
  });

/** Everything anybody can ask for; which fields matter depends on the kind. */
const wishFields = {
  kind: z.enum(["leave", "mission", "overtime", "correction", "cancel"]),
  /** Code of the kind of leave; `annual` when left out. */
  type: typeCode.optional(),
  unit: z.enum(requestUnits).optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  part: z.enum(["first", "second"]).optional(),
  /** A mission's destination: one of the workplaces, or words. */
  workplaceId: z.string().max(64).optional(),
  place: z.string().trim().min(1).max(120).optional(),
  /** The request that this one changes, or cancels. */
  parentId: z.string().max(64).optional(),
};

export const previewRequestQuery = z.object({
  ...wishFields,
  fromMinute: z.coerce.number().pipe(minute).optional(),
  toMinute: z.coerce.number().pipe(minute).optional(),
  minutes: z.coerce.number().pipe(minute).optional(),
  /** JSON of the changes of a correction. */
  changes: jsonText.pipe(punchChanges).optional(),
  clock: jsonText.pipe(clockChanges).optional(),
});

export const createRequestInput = z.object({
  ...wishFields,
  fromMinute: minute.optional(),
  toMinute: minute.optional(),
  /** Overtime after the shift, when no hours are given. */
  minutes: minute.optional(),
  changes: punchChanges.optional(),
  clock: clockChanges.optional(),
  ...noteField,
});
export type RequestInput = Omit<z.infer<typeof createRequestInput>, "note">;

const dayName = z.object({ fa: z.string().optional(), ru: z.string().optional() });

/** What a request costs and leaves, as shown before sending and stored with the request. Minutes, local dates. */
export const requestCard = z.object({
  kind: z.enum(requestKinds),
  typeCode: z.string(),
  /** As the organisation calls its own kind; null: built in. */
  typeName: z.string().nullable(),
  paid: z.boolean(),
  /** Whether a balance is charged; without it the figures of the balance say nothing. */
  usesBalance: z.boolean(),
  unit: z.enum(requestUnits),
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
  /** Lost or paid when a leave year ends before the first day. */
  expiresBefore: z.int(),
  /** Asked for by other requests that wait; what is booked is in `balanceNow` already. */
  otherRequests: z.int(),
  balanceAfter: z.int(),
  /** Colleagues of the same group who are away on these days; never why. */
  away: z.array(z.string()),
  /** The same with their days inside these. */
  absent: z.array(z.object({ name: z.string(), from: localDate, to: localDate })),
  /** The day on which most of the group would be away, this person included; null: nobody else is. */
  crowded: z.object({ date: localDate, away: z.int(), of: z.int() }).nullable(),
  /** A paper belongs to this kind. */
  paper: z.boolean(),
  place: z.string().nullable(),
  workplaceId: z.string().nullable(),
  /** Days of vacation that come back because of this sickness (ATT F10). */
  returns: z.array(z.object({ requestId: z.string(), minutes: z.int(), days: z.int() })),
  changes: z.array(punchChange).nullable(),
});
export type RequestCard = z.infer<typeof requestCard>;
/** What a leave costs and leaves. */

/** One level of a request's chain. */
const requestStep = z.object({
  stage: z.int(),
  state: z.enum(["waiting", "open", "approved", "rejected", "skipped"]),
  by: z.enum(["anybody", "own_group", "owner", "employees"]),
  /** Who is asked; empty for everybody. */
  names: z.array(z.string()),
  decidedByName: z.string().nullable(),
  decidedAt: z.int().nullable(),
  /** For whom it was decided, when a delegate did. */
  onBehalfOfName: z.string().nullable(),
  /** Nobody answered in time. */
  escalated: z.boolean(),
});
export type RequestStepView = z.infer<typeof requestStep>;

export const requestView = z.object({
  id: z.string(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  version: z.int(),
  /** Level that is asked now, from 1. */
  stage: z.int(),
  employeeId: z.string(),
  employeeName: z.string(),
  card: requestCard,
  note: z.string().nullable(),
  createdAt: z.int(),
  decidedByName: z.string().nullable(),
  decidedAt: z.int().nullable(),
  decisionReason: z.string().nullable(),
  /** The request this one changes or cancels. */
  parentId: z.string().nullable(),
  /** What of the charge was given back, minutes. */
  returned: z.int(),
  /** Days of leave that were worked and given back (ATT F22). */
  workedReturned: z.array(localDate),
  steps: z.array(requestStep),
  files: z.int(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
  /** A begun or past absence of the reader: to be cancelled by a request of its own. */
  mayAskCancel: z.boolean(),
  mayChange: z.boolean(),
  mayAttach: z.boolean(),
  /** The reader may cancel what was approved. */
  mayCancel: z.boolean(),
});
export type RequestView = z.infer<typeof requestView>;

export const requestPage = z.object({
  items: z.array(requestView),
  /** Give it as `cursor` for the next page; null on the last one. */
  next: z.string().nullable(),
  total: z.int(),
});

export const listQuery = z.object({
  kind: z.enum(requestKinds).optional(),
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

export const cancelInput = z.object({
  version: z.int().positive(),
  reason: z.string().trim().min(1).max(300),
});
export const returnInput = z.object({ date: localDate });
