import * as z from "zod";
import { parsePeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";

const period = z
  .string()
  .refine((text) => parsePeriod(text) !== null)
  .transform((text) => text as PeriodKey);

const exportKinds = ["t13", "karkard", "csv_1c", "csv_ir"] as const;
const exportFormats = ["xlsx", "pdf", "csv"] as const;

/** What a timesheet is made of, besides its month. */
export const exportOptions = z.object({
  /** `first`: days 1–15 only. */
  part: z.enum(["full", "first"]).default("full"),
  scope: z.enum(["all", "group", "employee"]).default("all"),
  /** Group or employee; null for everybody. */
  scopeId: z.uuid().nullable().default(null),
  /** The groups that make up everybody, for who sees no others. */
  groups: z.array(z.string()).optional(),
  /** How T‑13 writes its codes. */
  marks: z.enum(["letters", "numbers"]).default("letters"),
  /** With a sheet of every day of every person. */
  daily: z.boolean().default(false),
});
export type ExportOptions = z.infer<typeof exportOptions>;

export const startExportInput = exportOptions
  .omit({ scope: true, scopeId: true, groups: true })
  .extend({
    kind: z.enum(exportKinds),
    format: z.enum(exportFormats),
    period: z.union([z.literal("current"), period]),
    /** Only this group, or only this person; everybody without either. */
    groupId: z.uuid().optional(),
    employeeId: z.uuid().optional(),
  })
  .refine(({ groupId, employeeId }) => groupId === undefined || employeeId === undefined, {
    path: ["employeeId"],
  })
  .refine(({ kind, format }) => (format === "csv") === kind.startsWith("csv"), {
    path: ["format"],
  });
export type StartExportInput = z.infer<typeof startExportInput>;
/** As it is sent: what is usual may be left out. */
export type StartExportBody = z.input<typeof startExportInput>;

export const exportParam = z.object({ id: z.uuid() });
export const pictureParam = z.object({ period: z.union([z.literal("current"), period]) });
export const pictureQuery = z.object({ employeeId: z.uuid().optional() });

export const exportView = z.object({
  id: z.string(),
  kind: z.enum(exportKinds),
  format: z.enum(exportFormats),
  period: z.string(),
  options: exportOptions,
  state: z.enum(["running", "done", "failed", "cancelled"]),
  total: z.number().int(),
  done: z.number().int(),
  revision: z.number().int(),
  /** Hash of the close it was made from; null: the month was open. */
  snapshotHash: z.string().nullable(),
  /** People whose attendance is hidden for want of a seat. */
  leftOut: z.number().int(),
  fileName: z.string(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type ExportView = z.infer<typeof exportView>;

export const exportList = z.object({ items: z.array(exportView) });

/** What the screen has to know to offer something. */
export const exportChoices = z.object({
  calendar: z.enum(["jalali", "gregorian"]),
  profile: z.enum(["ir", "ru"]),
  /** The running month and the ones before it, newest first. */
  months: z.array(z.object({ period: z.string(), isClosed: z.boolean() })),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
});
