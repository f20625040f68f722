import * as z from "zod";
import type { LocalDate } from "../core/calendar/types.ts";

const localDate = z.iso.date().transform((text) => text as LocalDate);
const label = z.string().trim().min(1).max(120);
const profile = z.enum(["ir", "ru"]);
/** Sources have more fields than we need: weekday, basis, Hijri date … */
const givenDay = z.object({ date: localDate, fa: label.optional(), ru: label.optional() });
const count = z.int().min(0).max(366);
const days = z.array(givenDay).min(1).max(80);

/**
 * A year as our holiday file writes one: `profile` and `year` beside the fields of the year itself. What is not listed here
 * is left out.
 */
const givenYear = z.discriminatedUnion("profile", [
  z.object({
    profile: z.literal("ru"),
    year: z.int().min(2016).max(2100),
    totals: z.object({ workDays: count, daysOff: count, norm40h: z.int().min(0).max(3000) }),
    publicHolidays: days,
    movedDaysOff: z.array(z.object({ date: localDate, movedFrom: localDate })).max(20),
    workingWeekends: z.array(localDate).max(20),
    shortDays: z.array(localDate).max(20),
  }),
  z.object({
    profile: z.literal("ir"),
    year: z.int().min(1390).max(1500),
    totals: z.object({ holidays: count, workDays: count }),
    predicted: z.boolean().default(false),
    holidays: days,
  }),
]);

const source = z.string().trim().min(3).max(500);

export const yearsQuery = z.object({ profile });
export const yearInput = z.object({ year: givenYear });
export const importInput = z.object({
  year: givenYear,
  source,
  /** As the preview said: what is stored is what was looked at. */
  checksum: z.string().regex(/^[0-9a-f]{28}$/),
});
export type ImportInput = z.infer<typeof importInput>;

const totals = z.object({
  days: z.int(),
  workDays: z.int(),
  daysOff: z.int(),
  holidays: z.int(),
  shortDays: z.int(),
  normMinutes: z.int(),
});
const dayKind = z.enum(["work", "weekend", "holiday", "moved_off", "short", "work_moved"]);

export const yearPreview = z.object({
  profile,
  year: z.int(),
  totals,
  /** Empty when the year may be brought in. */
  problems: z.array(
    z.object({
      code: z.enum([
        "date_outside",
        "date_twice",
        "not_a_rest_day",
        "already_off",
        "not_a_working_day",
        "total_differs",
      ]),
      at: z.string(),
      given: z.int().optional(),
      counted: z.int().optional(),
    }),
  ),
  differences: z.array(
    z.object({
      date: z.string(),
      before: dayKind,
      after: dayKind,
      names: z.array(z.object({ fa: z.string().optional(), ru: z.string().optional() })),
    }),
  ),
  /** Revision that is in use; 0: the one of the release, null: none. */
  replaces: z.int().nullable(),
  checksum: z.string(),
});
export type YearPreview = z.infer<typeof yearPreview>;

export const importedYear = z.object({ profile, year: z.int(), revision: z.int() });
export type ImportedYear = z.infer<typeof importedYear>;

export const yearList = z.object({
  items: z.array(
    z.object({
      year: z.int(),
      /** 0: came with the release. */
      revision: z.int(),
      predicted: z.boolean(),
      source: z.string().nullable(),
      totals,
    }),
  ),
});
export type YearList = z.infer<typeof yearList>;
