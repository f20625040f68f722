import * as z from "zod";
import { currency, meter } from "../../billing/schemas.ts";
import { organisationRef } from "../schemas.ts";

const activityKind = z.enum(["punch", "request", "role"]);
const taxMode = z.enum(["none", "inclusive", "exclusive"]);

export const codeParam = z.object({ code: z.string().max(40) });

export const planVersion = z.object({
  id: z.string(),
  code: z.string(),
  profile: z.enum(["ir", "ru"]),
  currency,
  meter,
  termMonths: z.int(),
  listPrice: z.int(),
  /** Of one person or seat and month, discount taken. */
  unitPrice: z.int(),
  discountBp: z.int(),
  deviceLimit: z.int().nullable(),
  included: z.int(),
  dueDays: z.int(),
  annulAfterDays: z.int(),
  activityKinds: z.array(activityKind),
  taxMode,
  offered: z.boolean(),
  validFrom: z.iso.date(),
  /** `current`: holds today; `coming`: begins later; `past`: another one has followed. */
  stands: z.enum(["past", "current", "coming"]),
  createdAt: z.int(),
  createdBy: z.string(),
});
export type PlanVersionView = z.infer<typeof planVersion>;
export const plansList = z.object({ versions: z.array(planVersion) });

/** What is left out stays as in the version before. Money in minor units of the plan's currency. */
export const versionInput = z.object({
  validFrom: z.iso.date(),
  listPrice: z.int().nonnegative().max(9_000_000_000).optional(),
  discountBp: z.int().min(0).max(10_000).optional(),
  deviceLimit: z.int().min(0).max(10_000).nullable().optional(),
  termMonths: z.int().min(1).max(36).optional(),
  included: z.int().min(0).max(10_000).optional(),
  dueDays: z.int().min(1).max(90).optional(),
  annulAfterDays: z.int().min(0).max(365).optional(),
  activityKinds: z.array(activityKind).min(1).max(3).optional(),
  taxMode: taxMode.optional(),
  offered: z.boolean().optional(),
});
export type VersionInput = z.infer<typeof versionInput>;

export const versionPreview = z.object({
  before: planVersion,
  after: planVersion,
  changed: z.array(z.string()),
  /** Who holds the plan now. Their term and orders keep the version they were made with. */
  holders: z.array(z.object({ organisation: organisationRef, touchedFrom: z.iso.date() })),
  holdersTotal: z.int(),
});
export type VersionPreview = z.infer<typeof versionPreview>;
