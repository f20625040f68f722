import * as z from "zod";
import type { LocalDate } from "../../core/calendar/types.ts";
import { securityAreas } from "../../core/words.ts";

const localDate = z.iso.date().transform((text) => text as LocalDate);
const code = z.string().regex(/^[0-9a-f]{16}$/);

/** Whose acts, on what, when. `employeeId`: done by them or to them. */
export const logFilter = z.object({
  area: z.enum(securityAreas).optional(),
  employeeId: z.uuid().optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  critical: z.enum(["yes"]).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

export const logQuery = logFilter.extend({
  /** Only what is older than this number. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(8),
});

export const eventParam = z.object({ id: z.uuid() });

export const securityEvent = z.object({
  id: z.string(),
  seq: z.int(),
  /** Instant, ms. */
  at: z.int(),
  area: z.enum(securityAreas),
  action: z.string(),
  isCritical: z.boolean(),
  actor: z.object({
    kind: z.enum(["employee", "person", "operator", "system"]),
    employeeId: z.string().nullable(),
    /** Null for a system, and for somebody who is not of the organisation. */
    name: z.string().nullable(),
    /** Preset, or the name of a role of one's own, as it was then. */
    role: z.string().nullable(),
    /** Of a system: `month-close`, `zarinpal`. */
    system: z.string().nullable(),
  }),
  origin: z.string(),
  device: z.string().nullable(),
  address: z.string().nullable(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  before: z.json(),
  after: z.json(),
  /** First half of the seal: note it down to prove later that nothing was taken away. */
  code,
});
export type SecurityEventView = z.infer<typeof securityEvent>;

export const eventPage = z.object({
  items: z.array(securityEvent),
  /** For the page of older ones. */
  next: z.int().nullable(),
  total: z.int(),
});

export const verifyQuery = z
  .object({ seq: z.coerce.number().int().min(1).optional(), code: code.optional() })
  .refine(({ seq, code: given }) => (seq === undefined) === (given === undefined));

export const verified = z.object({
  isWhole: z.boolean(),
  count: z.int(),
  head: z.object({ seq: z.int(), code }).nullable(),
  /** The first row whose seal does not fit. */
  brokenAt: z.int().nullable(),
  /** Acts of the audit that the log lacks. */
  missing: z.int(),
  /** Rows sealed with a key this deployment no longer has: they can't be checked. */
  unchecked: z.int(),
  /** Whether the number and code that were given are those of the log; null when none were. */
  isKnown: z.boolean().nullable(),
});
export type Verified = z.infer<typeof verified>;

export const exportInput = logFilter.extend({});
export const exported = z.object({ fileName: z.string(), rows: z.int(), csv: z.string() });
