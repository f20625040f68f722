import * as z from "zod";
import type { LocalDate, PeriodKey } from "../core/calendar/types.ts";
import { givenName } from "../schedule/schemas.ts";
import { warningCodes } from "./rules/lint/types.ts";
import { declarations } from "./rules/override.ts";

const localDate = z.iso.date().transform((text) => text as LocalDate);
const date = z.string();
const period = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .transform((text) => text as PeriodKey);

export const warningsQuery = z.object({ requestId: z.uuid() });
export const monthWarningsQuery = z.object({
  period: period.optional(),
  employeeId: z.uuid().optional(),
});

/** One thing the law has to say. */
export const lawWarning = z.object({
  code: z.enum(warningCodes),
  /** As it is cited: `59`, `62.1`; empty for practice. */
  article: z.string(),
  document: z.enum([
    "ir_labour_code",
    "ru_labour_code",
    "ru_order_588n",
    "ru_decree_554",
    "custom",
  ]),
  severity: z.enum(["breach", "advice"]),
  unit: z.enum(["minutes", "days", "months"]),
  amount: z.int(),
  limit: z.int(),
  over: z.int(),
  from: date,
  to: date,
});
export type LawWarningView = z.infer<typeof lawWarning>;
export const warningList = z.object({ items: z.array(lawWarning) });
export const monthWarningList = z.object({ period: z.string(), items: z.array(lawWarning) });

export const calendarQuery = z.object({
  period: period.optional(),
  /** Whose months: the reader's; the organisation's when left out. */
  calendar: z.enum(["jalali", "gregorian"]).optional(),
});

const dayName = z.object({ fa: z.string().optional(), ru: z.string().optional() });
const declared = z.enum([...declarations, "none"]);
export type Declared = z.infer<typeof declared>;

const calendarDay = z.object({
  date,
  kind: z.enum(["work", "weekend", "holiday", "moved_off", "short", "work_moved"]),
  weeklyRest: z.boolean(),
  shortenedMinutes: z.int(),
  names: z.array(dayName),
  movedFrom: z.string().nullable(),
  /** `predicted`: a lunar day that may shift; `fixed`: outside the published years. */
  source: z.enum(["published", "predicted", "fixed", "closure", "organisation"]),
  known: z.boolean(),
  /** Without the organisation's own word. */
  officialKind: z.enum(["work", "weekend", "holiday", "moved_off", "short", "work_moved"]),
  officialShortened: z.int(),
  officialNames: z.array(dayName),
  own: z.enum(declarations).nullable(),
});
export type CalendarDay = z.infer<typeof calendarDay>;

export const calendarMonth = z.object({
  period: z.string(),
  calendar: z.enum(["jalali", "gregorian"]),
  from: date,
  to: date,
  today: date,
  previous: z.string(),
  next: z.string(),
  mayChange: z.boolean(),
  /** Days up to this one are in closed months and take no word any more. */
  closedUntil: z.string().nullable(),
  /** False: some of these days lie outside the published years. */
  known: z.boolean(),
  predicted: z.boolean(),
  /** Working time of the month: 40 h a week (RU), 44 h (IR). */
  normMinutes: z.int(),
  days: z.array(calendarDay),
  /** Words on single workplaces. */
  ofPlaces: z.array(
    z.object({
      date,
      workplaceId: z.string(),
      workplaceName: z.string(),
      as: z.enum(declarations),
      shortenedMinutes: z.int(),
      names: z.array(dayName),
    }),
  ),
  workplaces: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type CalendarMonth = z.infer<typeof calendarMonth>;

const declareFields = {
  from: localDate,
  to: localDate,
  /** `none` takes the organisation's word back. */
  as: declared,
  workplaceId: z.uuid().optional(),
};
const needsMinutes = ({
  as,
  shortenedMinutes,
}: {
  as: string;
  shortenedMinutes?: number | undefined;
}) => as !== "short" || (shortenedMinutes ?? 0) > 0;
const atMinutes = { path: ["shortenedMinutes"] };

export const declareQuery = z
  .object({
    ...declareFields,
    shortenedMinutes: z.coerce.number().int().min(0).max(480).optional(),
  })
  .refine(needsMinutes, atMinutes);
export const declareInput = z
  .object({
    ...declareFields,
    shortenedMinutes: z.int().min(0).max(480).optional(),
    name: givenName.optional(),
  })
  .refine(needsMinutes, atMinutes);
export type DeclareInput = z.infer<typeof declareInput>;

export const declarePreview = z.object({
  dates: z.int(),
  /** People whose days change, and how many days of theirs. */
  people: z.int(),
  days: z.int(),
  /** Approved leave on these days; what it costs stays as it was booked. */
  leaves: z.int(),
  names: z.array(z.string()),
});
export type DeclarePreview = z.infer<typeof declarePreview>;

export const declaredAnswer = z.object({ from: date, to: date, people: z.int(), days: z.int() });
export type DeclaredAnswer = z.infer<typeof declaredAnswer>;
