import * as z from "zod";
import { parseLocalDate, daysBetween } from "../core/calendar/local-date.ts";
import type { LocalDate } from "../core/calendar/types.ts";

const minute = z.int().min(0).max(1439);
const hours = z.object({ from: minute, to: minute });

export const noticeSettings = z.object({
  /** One's own quiet hours; equal ends: none at all; null: the organisation's. */
  own: hours.nullable(),
  /** The organisation's; null: it has none. */
  organisation: hours.nullable(),
  weekly: z.boolean(),
  monthly: z.boolean(),
  /** What the organisation sends at all. */
  sent: z.object({ weekly: z.boolean(), monthly: z.boolean() }),
});

export const noticeSettingsInput = z.object({
  /** Null: as the organisation. */
  quiet: hours.nullable().optional(),
  weekly: z.boolean().optional(),
  monthly: z.boolean().optional(),
});

const date = z.string().transform((text, check): LocalDate => {
  const read = parseLocalDate(text);
  if (read !== null) return read;
  check.addIssue({ code: "custom", message: "no such day" });
  return z.NEVER;
});
const longest = 31;

export const summaryQuery = z
  .object({
    from: date,
    to: date,
    /** The organisation a message was about; the open one when left out. */
    orgId: z.string().min(1).max(64).optional(),
  })
  .refine(({ from, to }) => from <= to && daysBetween(from, to) < longest, {
    message: "at most a month",
  });

export const ownSummary = z.object({
  from: z.string(),
  to: z.string(),
  /** No day of it was planned or worked. */
  isEmpty: z.boolean(),
  totals: z.object({
    worked: z.int(),
    expected: z.int(),
    overtime: z.int(),
    surplus: z.int(),
    deficit: z.int(),
    absence: z.int(),
    leave: z.int(),
    late: z.int(),
  }),
  lateDays: z.int(),
  /** Days that miss a punch. */
  unresolved: z.array(z.string()),
  /** Minutes of leave left, and of a day of it. */
  balance: z.object({ minutes: z.int(), dayMinutes: z.int() }).nullable(),
});

const teamRow = z.object({
  employeeId: z.string(),
  name: z.string(),
  days: z.int(),
  minutes: z.int(),
});
export const teamSummary = z.object({
  from: z.string(),
  to: z.string(),
  people: z.int(),
  worked: z.int(),
  expected: z.int(),
  overtime: z.int(),
  late: z.array(teamRow),
  absent: z.array(teamRow),
  unresolved: z.int(),
  openRequests: z.int(),
});
