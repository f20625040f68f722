import * as z from "zod";
import { parsePeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";

/** Of either calendar; years in which both have every month. */
const period = z.string().transform((text, check): PeriodKey => {
  const key = parsePeriod(text);
  if (key !== null && key >= "1000" && key < "3000") return key;
  check.addIssue({ code: "custom", message: "no period" });
  return z.NEVER;
});

const id = z.string().min(1).max(64);

export const matrixParam = z.object({ period: z.union([z.literal("current"), period]) });
export const matrixQuery = z.object({
  groupId: id.optional(),
  search: z.string().max(120).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  /** Each person's month is derived for this: few at a time. */
  perPage: z.coerce.number().int().min(1).max(50).default(8),
});

export const matrix = z.object({
  period: z.string(),
  calendar: z.enum(["jalali", "gregorian"]),
  from: z.string(),
  to: z.string(),
  today: z.string(),
  previous: z.string(),
  next: z.string().nullable(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      /** Money hides the month of somebody without a seat. */
      hidden: z.boolean(),
      days: z.array(
        z.object({
          date: z.string(),
          status: z.enum([
            "upcoming",
            "not_started",
            "open",
            "complete",
            "unresolved",
            "leave",
            "mission",
            "absent",
            "flexible",
            "day_off",
          ]),
          worked: z.int(),
          /** Owed and not excused. */
          short: z.int(),
        }),
      ),
      worked: z.int(),
      expected: z.int(),
      overtime: z.int(),
      deficit: z.int(),
      absentDays: z.int(),
      leaveDays: z.int(),
    }),
  ),
});

/** What colleagues see of each other: there or not, nothing else (ATT L2). */
export const colleaguesQuery = z.object({
  search: z.string().max(120).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const colleagues = z.object({
  at: z.int(),
  total: z.int(),
  here: z.int(),
  page: z.int(),
  pages: z.int(),
  /** Of one's own group; null: of the whole organisation. */
  groupName: z.string().nullable(),
  people: z.array(z.object({ name: z.string(), here: z.boolean() })),
});

/** A chat in which the board is pinned; groups have negative ids. */
export const pinBoardInput = z.object({
  chatId: z.int().max(-1),
  /** A group of the organisation by name; empty: everybody. */
  group: z.string().max(120).default(""),
});
const teamBoard = z.object({
  id: z.string(),
  groupName: z.string().nullable(),
  createdByName: z.string(),
  createdAt: z.int(),
});
export const teamBoards = z.object({ boards: z.array(teamBoard) });
export const boardParam = z.object({ id });
export const unpinBoardInput = z.object({ chatId: z.int().max(-1) });
export const removedBoards = z.object({ removed: z.int() });
