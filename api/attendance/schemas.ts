import * as z from "zod";
import { parseLocalDate } from "../core/calendar/local-date.ts";
import { parsePeriod } from "../core/calendar/period.ts";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";

const messageName = {
  /** Chat and message name the event: another delivery of the same message is the same punch (ATT A2). */
  chatId: z.int(),
  messageId: z.int().positive(),
  /** `message.date` in ms. */
  at: z.int().positive(),
};

const location = z.object({
  latitudeE6: z.int().min(-90_000_000).max(90_000_000),
  longitudeE6: z.int().min(-180_000_000).max(180_000_000),
  accuracyM: z.int().nonnegative().optional(),
  livePeriodS: z.int().positive().optional(),
  venue: z.boolean(),
});

/** What a message said; the API decides what it means. */
export const recordPunchInput = z.object({
  ...messageName,
  /** Null: a location message, its direction is decided here. */
  label: z.enum(["in", "out", "break_start", "break_end"]).nullable(),
  location: location.optional(),
  forwarded: z.boolean(),
  viaBot: z.boolean(),
  fromOffline: z.boolean(),
});
export type RecordPunchInput = z.infer<typeof recordPunchInput>;

export const undoPunchInput = z.object(messageName);
export const followLiveInput = z.object({ ...messageName, location });

export const explainPunchInput = z.object({
  ...messageName,
  punchId: z.string().min(1).max(64),
  text: z.string().trim().min(1).max(500),
});

export const localDate = z.string().transform((text, check): LocalDate => {
  const date = parseLocalDate(text);
  if (date !== null) return date;
  check.addIssue({ code: "custom", message: "no such day" });
  return z.NEVER;
});

/** Of either calendar; years in which both have every month. */
const period = z.string().transform((text, check): PeriodKey => {
  const key = parsePeriod(text);
  if (key !== null && key >= "1000" && key < "3000") return key;
  check.addIssue({ code: "custom", message: "no period" });
  return z.NEVER;
});

const manualPunch = {
  employeeId: z.string().min(1).max(64),
  date: localDate,
  direction: z.enum(["in", "out", "break_start", "break_end"]),
};

export const enterPunchInput = z.object({
  ...manualPunch,
  /** Minutes since local midnight. */
  minute: z.int().min(0).max(1439),
  reason: z.string().trim().min(2).max(300),
});
export type EnterPunchInput = z.infer<typeof enterPunchInput>;

export const previewPunchInput = z.object({
  ...manualPunch,
  minute: z.coerce.number().int().min(0).max(1439),
});

/** Without `employeeId`: one's own. */
export const whose = z.object({ employeeId: z.string().min(1).max(64).optional() });
export const dayParam = z.object({ date: z.union([z.literal("today"), localDate]) });
export const monthParam = z.object({ period: z.union([z.literal("current"), period]) });

const said = z.enum(["in", "out", "break_start", "break_end"]);
/** What the main button does next, and the one of the break, which most shifts do not have. */
export const nextButtons = {
  nextDirection: z.enum(["in", "out"]),
  nextBreak: z.enum(["start", "end"]).nullable(),
};
const verdict = z.enum(["inside", "review", "field", "not_asked"]);
const locationPolicy = z.enum(["off", "required"]);

export const punchReceipt = z.object({
  punchId: z.string(),
  /** What `/verify` takes. Null for punches made before there were receipts. */
  code: z.string().nullable(),
  direction: said,
  at: z.int(),
  receivedAt: z.int(),
  timeZone: z.string(),
  place: z.string().nullable(),
  verdict,
  distanceM: z.int().nullable(),
  radiusM: z.int().nullable(),
  flags: z.array(z.string()),
  /** The instant of the tap this one repeats. */
  duplicateOf: z.int().nullable(),
  ...nextButtons,
  locationPolicy,
});

export const undonePunch = z.object({
  punchId: z.string(),
  direction: said,
  at: z.int(),
  timeZone: z.string(),
  ...nextButtons,
  locationPolicy,
});

export const followedLive = z.object({ recorded: z.boolean() });
export const explainedPunch = z.object({ punchId: z.string() });
