import * as z from "zod";
import { localDate, segmentList } from "../plan-schemas.ts";
import { atBreak, isPlan, shiftPlan } from "../schemas.ts";

const versionChange = shiftPlan
  .extend({ kind: z.literal("shift"), shiftId: z.uuid(), validFrom: localDate })
  .refine(isPlan, atBreak);

const assignment = z
  .object({
    kind: z.literal("assignment"),
    shiftId: z.uuid(),
    /** One of both. */
    groupId: z.uuid().optional(),
    employeeId: z.uuid().optional(),
    /** Whose zone and closures the days follow. */
    workplaceId: z.uuid().optional(),
    from: localDate,
    to: localDate.optional(),
  })
  .refine(({ groupId, employeeId }) => (groupId === undefined) !== (employeeId === undefined), {
    path: ["employeeId"],
  })
  .refine(({ from, to }) => to === undefined || to >= from, { path: ["to"] });

const assignmentEnd = z.object({
  kind: z.literal("assignment_end"),
  assignmentId: z.uuid(),
  /** Last day; before the first one the assignment never begins. */
  to: localDate,
});

const rosterDay = z.object({
  employeeId: z.uuid(),
  date: localDate,
  /** None: a day off. Null: back to the plan. */
  segments: segmentList.nullable(),
  /** Whose rules hold. */
  shiftId: z.uuid().optional(),
  /** The worked rest day this day off is given for. */
  substituteFor: localDate.optional(),
});

const daysChange = z.object({
  kind: z.literal("days"),
  source: z.enum(["exception", "rota"]).default("exception"),
  days: z.array(rosterDay).min(1).max(200),
  note: z.string().trim().max(200).optional(),
});

const copy = z
  .object({
    kind: z.literal("copy"),
    /** One of both. */
    groupId: z.uuid().optional(),
    employeeId: z.uuid().optional(),
    /** Somebody else who gets the days of `employeeId`. */
    toEmployeeId: z.uuid().optional(),
    /** First day that is copied, and the day it becomes. */
    from: localDate,
    to: localDate,
    days: z.int().min(1).max(31).default(7),
  })
  .refine(({ groupId, employeeId }) => (groupId === undefined) !== (employeeId === undefined), {
    path: ["employeeId"],
  })
  .refine(({ groupId, toEmployeeId }) => groupId === undefined || toEmployeeId === undefined, {
    path: ["toEmployeeId"],
  });

const undo = z.object({ kind: z.literal("undo"), reference: z.uuid() });

/** Every way to change what people are planned to work. */
export const scheduleChange = z.discriminatedUnion("kind", [
  versionChange,
  assignment,
  assignmentEnd,
  daysChange,
  copy,
  undo,
]);
export type ScheduleChange = z.infer<typeof scheduleChange>;
export type ChangeOf<K extends ScheduleChange["kind"]> = Extract<ScheduleChange, { kind: K }>;

export const changeMade = z.object({
  id: z.string(),
  /** Batches of days can be taken back. */
  undoable: z.boolean(),
});

/** What the law would say of somebody's roster; it never forbids. */
export const rosterWarning = z.object({
  employeeId: z.string(),
  name: z.string(),
  code: z.string(),
  article: z.string(),
  document: z.string(),
  severity: z.enum(["breach", "advice"]),
  unit: z.enum(["minutes", "days", "months"]),
  amount: z.int(),
  limit: z.int(),
  from: z.string(),
  to: z.string(),
});
export type RosterWarning = z.infer<typeof rosterWarning>;

export const changePreview = z.object({
  people: z.int(),
  days: z.int(),
  /** Of the days those with punches whose numbers change. */
  workedDays: z.int(),
  /** The first dates that change, of all. */
  firstDates: z.array(z.string()),
  /** Days are looked at until here. */
  from: z.string(),
  until: z.string(),
  /** The change goes on after `until`. */
  isOpen: z.boolean(),
  employees: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      days: z.int(),
      workedDays: z.int(),
      firstDate: z.string(),
    }),
  ),
  /** How the sums of all these days change, minutes. */
  delta: z.record(z.string(), z.int()),
  /** What the law has against it, beyond what it has already, of the first people. */
  warnings: z.array(rosterWarning),
  /** Whose rosters the law was asked about. */
  judged: z.int(),
});
export type ChangePreview = z.infer<typeof changePreview>;
