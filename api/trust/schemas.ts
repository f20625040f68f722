import * as z from "zod";
import { doubts } from "./rules/doubts.ts";

const id = z.string().min(1).max(64);
export const idParam = z.object({ id });
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });

export const kioskInput = z.object({
  workplaceId: id,
  name: z.string().trim().min(1).max(60),
});

export const kiosk = z.object({
  id: z.string(),
  name: z.string(),
  workplaceId: z.string(),
  workplaceName: z.string(),
  createdAt: z.int(),
  /** When its page last asked for codes, ms; null: never. */
  seenAt: z.int().nullable(),
  /** Has not asked for longer than its codes last, or never. */
  silent: z.boolean(),
  version: z.int(),
});
export type Kiosk = z.infer<typeof kiosk>;
export const kioskList = z.object({ items: z.array(kiosk) });

/** The address of the page is told once: only its hash is kept. */
export const openedKiosk = z.object({ id: z.string(), link: z.string() });

export const scanInput = z.object({
  chatId: z.int(),
  messageId: z.int().positive(),
  /** `message.date` in ms. */
  at: z.int().positive(),
  /** What came behind `/start`. */
  start: z.string().min(3).max(64),
  forwarded: z.boolean(),
  viaBot: z.boolean(),
  fromOffline: z.boolean(),
});

export const doubtfulPunch = z.object({
  punchId: z.string(),
  employeeId: z.string(),
  name: z.string(),
  at: z.int(),
  receivedAt: z.int(),
  timeZone: z.string(),
  /** Local date of the punch. */
  date: z.string(),
  direction: z.string(),
  place: z.string().nullable(),
  distanceM: z.int().nullable(),
  accuracyM: z.int().nullable(),
  trust: z.int(),
  level: z.enum(["high", "medium", "low"]),
  doubts: z.array(z.enum(doubts)),
  /** The person's own words about a punch outside. */
  reason: z.string().nullable(),
  /** The last live location that was asked for because of it. */
  live: z.enum(["asked", "sharing", "confirmed", "failed", "expired"]).nullable(),
  /** Where it was, kept only while the organisation wants it. */
  point: z.object({ latitudeE6: z.int(), longitudeE6: z.int() }).nullable(),
  /** One's own: somebody else decides. */
  own: z.boolean(),
});
export type DoubtfulPunch = z.infer<typeof doubtfulPunch>;

export const doubtfulQuery = z.object({
  /** Only what came in since, ms. */
  since: z.coerce.number().int().nonnegative().optional(),
  employeeId: id.optional(),
  /** The organisation a message was about; the open one when left out. */
  orgId: id.optional(),
});
export const doubtfulList = z.object({
  /** Not reviewed yet; the newest two weeks, by person and time. */
  items: z.array(doubtfulPunch),
  /** How many there are beyond those shown. */
  more: z.int(),
});

export const reviewInput = z.object({
  punchIds: z.array(z.string().max(64)).max(50),
  verdict: z.enum(["trusted", "refused"]),
});
export const reviewed = z.object({ reviewed: z.int() });

export const askLiveInput = z.object({ employeeId: id, punchId: id.optional() });
export const askedLive = z.object({ handshakeId: z.string(), until: z.int() });
