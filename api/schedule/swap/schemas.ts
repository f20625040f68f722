import * as z from "zod";
import { rosterWarning } from "../changes/schemas.ts";
import { localDate, segmentList } from "../plan-schemas.ts";

/** My day for a colleague's; without theirs it is given away. */
const offer = {
  date: localDate,
  colleagueId: z.uuid(),
  otherDate: localDate.optional(),
};
export const swapOffer = z.object({
  ...offer,
  note: z.string().trim().min(1).max(300).optional(),
});
export const swapQuery = z.object(offer);
export type SwapOffer = z.infer<typeof swapOffer>;

/** What is stored of both sides as they were when it was offered. */
export const swapPayload = z.object({
  date: localDate,
  otherEmployeeId: z.string(),
  otherDate: localDate.nullable(),
  segments: segmentList,
  shiftId: z.string().nullable(),
  otherSegments: segmentList,
  otherShiftId: z.string().nullable(),
  /** When the first of both days begins, ms: nothing is swapped after it. */
  startsAt: z.int(),
});
export type SwapPayload = z.infer<typeof swapPayload>;

const side = z.object({ id: z.string(), name: z.string() });

const days = {
  date: z.string(),
  /** Null: the day is given away. */
  otherDate: z.string().nullable(),
  segments: segmentList,
  otherSegments: segmentList,
};

export const swapPreview = z.object({
  ...days,
  colleague: side,
  /** A manager has to approve what the colleague accepts. */
  needsApproval: z.boolean(),
  warnings: z.array(rosterWarning),
});

export const swapView = z.object({
  ...days,
  id: z.string(),
  /** `asked`: the colleague; `accepted`: a manager is asked now. */
  state: z.enum([
    "asked",
    "accepted",
    "approved",
    "declined",
    "rejected",
    "withdrawn",
    "cancelled",
    "expired",
  ]),
  version: z.int(),
  from: side,
  to: side,
  note: z.string().nullable(),
  createdAt: z.int(),
  decidedByName: z.string().nullable(),
  decidedAt: z.int().nullable(),
  reason: z.string().nullable(),
  /** Of the reader. */
  role: z.enum(["offerer", "colleague", "approver"]),
  mayAnswer: z.boolean(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
  /** Only while it is open. */
  warnings: z.array(rosterWarning),
});
export type SwapView = z.infer<typeof swapView>;

/** One line of a list: the law is asked when one is opened. */
export const swapList = z.object({
  items: z.array(swapView.omit({ warnings: true })),
  total: z.int(),
});
export const swapListQuery = z.object({
  page: z.coerce.number().int().min(1).max(1000).default(1),
});

export const swapAnswer = z.object({
  answer: z.enum(["accept", "decline"]),
  version: z.int().positive(),
});
export const swapDecision = z.object({
  decision: z.enum(["approve", "reject"]),
  reason: z.string().trim().min(1).max(300).optional(),
  version: z.int().positive(),
});
export const swapVersion = z.object({ version: z.int().positive() });

export const partnersQuery = z.object({ date: localDate });
export const partners = z.object({
  items: z.array(
    side.extend({
      /** Can take the day: works nothing then and is here. */
      free: z.boolean(),
      segments: segmentList,
    }),
  ),
});
export const partnerDaysQuery = z.object({ date: localDate, colleagueId: z.uuid() });
export const partnerDays = z.object({
  colleague: side,
  free: z.boolean(),
  /** Their days that I could take. */
  days: z.array(z.object({ date: z.string(), segments: segmentList })),
});
