import * as z from "zod";
import type { LocalDate } from "../core/calendar/types.ts";
import { isPattern } from "./rules/check-pattern.ts";

export const localDate = z.iso.date().transform((text) => text as LocalDate);

/** Minutes from local midnight of the day; past 1440 on the next one. */
const segment = z.object({
  startMinute: z.int().min(0).max(2879),
  endMinute: z.int().min(1).max(2880),
});
export const segmentList = z.array(segment).max(4);

const weekdays = z.object({
  1: segmentList.optional(),
  2: segmentList.optional(),
  3: segmentList.optional(),
  4: segmentList.optional(),
  5: segmentList.optional(),
  6: segmentList.optional(),
  7: segmentList.optional(),
});

/** When a shift is worked. */
const anyPattern = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("workdays"), segments: segmentList }),
  z.object({ kind: z.literal("weekly"), days: weekdays }),
  z.object({
    kind: z.literal("rotating"),
    /** The date of the cycle's first day. */
    anchor: localDate,
    cycle: z.array(segmentList).min(1).max(62),
  }),
  /** Its days are entered by hand in the roster. */
  z.object({ kind: z.literal("rota"), days: z.record(localDate, segmentList).default({}) }),
  z.object({ kind: z.literal("weekly_flexible"), weekMinutes: z.int().min(60).max(10_080) }),
]);

export const shiftPattern = anyPattern.refine((pattern) => isPattern(patternOf(pattern)));

/** The same without keys that say nothing, as the rules of the day know it. */
export function patternOf(pattern: z.infer<typeof anyPattern>) {
  if (pattern.kind !== "weekly") return pattern;
  const days = Object.fromEntries(
    Object.entries(pattern.days).filter(
      ([, segments]) => segments !== undefined && segments.length > 0,
    ),
  );
  return { kind: pattern.kind, days };
}

const breakRule = z.discriminatedUnion("mode", [
  z.object({
    mode: z.literal("auto_deduct"),
    paid: z.literal(false),
    minutes: z.int().min(1).max(720),
    /** Only after so much presence. */
    afterMinutes: z.int().min(0).max(1440),
  }),
  z.object({
    mode: z.literal("window"),
    paid: z.boolean(),
    startMinute: z.int().min(0).max(2879),
    endMinute: z.int().min(1).max(2880),
  }),
  z.object({ mode: z.literal("punched"), paid: z.boolean(), minutes: z.int().min(1).max(720) }),
]);

const overtimeMode = z.enum(["approval", "automatic", "never"]);
const someMinutes = z.int().min(0).max(720);

/** How a shift's days are reckoned, minutes. */
const shiftRules = z.object({
  graceLateMinutes: someMinutes,
  graceEarlyMinutes: someMinutes,
  lateMode: z.enum(["whole", "excess"]),
  floatMinutes: someMinutes,
  earlyWindowMinutes: someMinutes,
  lateWindowMinutes: someMinutes,
  breaks: z.array(breakRule).max(6),
  overtimeBefore: overtimeMode,
  overtimeAfter: overtimeMode,
  overtimeBufferMinutes: someMinutes,
  worksOnHolidays: z.boolean(),
  shortDays: z.boolean(),
});

/** Only what differs from the version before, or from what a new shift begins with. */
export const someShiftRules = shiftRules.partial();

export const shiftVersion = z.object({
  validFrom: z.string(),
  pattern: anyPattern,
  rules: shiftRules,
  /** The usual day; null where a shift has none. */
  startMinute: z.int().nullable(),
  /** Over 1440: on the next day. */
  endMinute: z.int().nullable(),
  /** Unpaid minutes of the usual day. */
  breakMinutes: z.int(),
  graceLate: z.int(),
  graceEarly: z.int(),
});
