import * as z from "zod";
import { localDate } from "../plan-schemas.ts";

export const mostRosterDays = 42;

const rosterRange = { from: localDate, to: localDate };

export const rosterQuery = z.object({
  ...rosterRange,
  groupId: z.uuid().optional(),
  employeeId: z.uuid().optional(),
  /** From 1. */
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(60).default(10),
});
export const ownRosterQuery = z.object(rosterRange);

const rosterDay = z.object({
  date: z.string(),
  /** `flexible`: free hours of a week. `holiday`: closed by the calendar. `none`: nothing is planned, or not employed. */
  kind: z.enum(["work", "flexible", "off", "holiday", "none"]),
  /** Minutes from local midnight; past 1440 on the next day. */
  segments: z.array(z.object({ startMinute: z.int(), endMinute: z.int() })),
  shiftId: z.string().nullable(),
  shiftName: z.string().nullable(),
  /** What stands in place of the plan. */
  source: z.enum(["exception", "rota", "copy", "swap"]).nullable(),
  /** On leave or a mission for the whole day; never which (P 4.5). */
  away: z.boolean(),
  holiday: z.boolean(),
  names: z.array(z.object({ fa: z.string().optional(), ru: z.string().optional() })),
  expectedMinutes: z.int(),
  substituteFor: z.string().nullable(),
  substituteOn: z.string().nullable(),
});
export type RosterDay = z.infer<typeof rosterDay>;

const rosterRow = z.object({
  employee: z.object({ id: z.string(), name: z.string(), groupId: z.string().nullable() }),
  days: z.array(rosterDay),
});
export type RosterRow = z.infer<typeof rosterRow>;

export const rosterPage = z.object({
  from: z.string(),
  to: z.string(),
  today: z.string(),
  /** Of the group that was asked for. */
  groupName: z.string().nullable(),
  items: z.array(rosterRow),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
});
export type RosterPage = z.infer<typeof rosterPage>;

export const ownRoster = z.object({
  from: z.string(),
  to: z.string(),
  today: z.string(),
  days: z.array(rosterDay),
});
