import * as z from "zod";
import { parsePeriod } from "../core/calendar/period.ts";
import type { PeriodKey } from "../core/calendar/types.ts";
import { itemAnswers, itemKinds } from "./rules/open-items.ts";

/** Of either calendar; years in which both have every month. */
const period = z.string().transform((text, check): PeriodKey => {
  const key = parsePeriod(text);
  if (key !== null && key >= "1000" && key < "3000") return key;
  check.addIssue({ code: "custom", message: "no period" });
  return z.NEVER;
});
const id = z.string().min(1).max(64);
const state = z.enum(["asking", "managers", "owner", "closed"]);

export const periodParam = z.object({ period });
export const personParam = z.object({ period, employeeId: id });
export const codeParam = z.object({ code: z.string().min(1).max(80) });
export const leftQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
/** Commands carry a body, if only an empty one. */
export const nothing = z.strictObject({});
/** Enough of the hash that was shown to tell it from every other. */
export const closeInput = z.object({ hash: z.string().regex(/^[0-9a-f]{16,64}$/) });
export const reopenInput = z.object({ reason: z.string().trim().min(3).max(300) });
export const answerInput = z.object({
  item: z.string().min(3).max(120),
  answer: z.enum(itemAnswers),
});

export const effectQuery = z.object({
  employeeId: id.optional(),
  /** When the act was, or would be, ms. */
  at: z.coerce.number().int().positive(),
  /** Rows of the log that would go, by commas; without it one is added. */
  punchIds: z
    .string()
    .max(2000)
    .transform((ids) => ids.split(",").filter((one) => one !== ""))
    .optional(),
});
export const personMonth = z.object({
  period: z.string(),
  /** `charges`: costs a person-month; `stays_charged`: leaves a paid month empty. */
  effect: z.enum(["charges", "stays_charged"]).nullable(),
});

const item = z.object({
  key: z.string(),
  kind: z.enum(itemKinds),
  date: z.string(),
  minutes: z.int(),
  state: z.enum(["open", "waiting", "answered"]),
  answer: z.enum(itemAnswers).nullable(),
  requestId: z.string().nullable(),
  punchId: z.string().nullable(),
  text: z.string().nullable(),
});

export const periodList = z.object({
  running: z.string(),
  periods: z.array(
    z.object({
      period: z.string(),
      state,
      number: z.int().nullable(),
      hash: z.string().nullable(),
      closedAt: z.int().nullable(),
      adjustedDays: z.int(),
    }),
  ),
});

export const periodView = z.object({
  period: z.string(),
  state,
  nextAt: z.int().nullable(),
  version: z.int(),
  people: z.int(),
  answered: z.int(),
  left: z.int(),
  withLeft: z.int(),
  earlier: z.string().nullable(),
  mayClose: z.boolean(),
  closes: z.array(
    z.object({
      action: z.enum(["close", "reopen"]),
      number: z.int(),
      hash: z.string(),
      reason: z.string().nullable(),
      byName: z.string(),
      at: z.int(),
    }),
  ),
});

export const leftPage = z.object({
  period: z.string(),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  people: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      answered: z.boolean(),
      items: z.array(item),
    }),
  ),
});

export const personItemsView = z.object({
  period: z.string(),
  employeeId: z.string(),
  name: z.string(),
  state,
  answered: z.boolean(),
  /** Items this person still has to say something about. */
  questions: z.int(),
  seconds: z.int(),
  left: z.int(),
  items: z.array(item),
  totals: z.object({ worked: z.int(), expected: z.int(), overtime: z.int(), deficit: z.int() }),
});

const named = z.array(z.object({ employeeId: z.string(), name: z.string() }));
export const closePreview = z.object({
  period: z.string(),
  hash: z.string(),
  people: z.int(),
  /** Minutes by name. */
  totals: z.record(z.string(), z.int()),
  disputed: named,
  left: z.int(),
  running: named,
  version: z.int(),
});
export const closedPeriod = z.object({ closeId: z.string(), number: z.int(), hash: z.string() });
export const reopenedPeriod = z.object({ period: z.string(), number: z.int() });
export const answeredItem = z.object({ left: z.int() });
export const confirmedMonth = z.object({ confirmed: z.literal(true) });
export const reminded = z.object({ reminded: z.int() });
export const advanced = z.object({ advanced: z.literal(true) });
export const adjustmentList = z.object({
  period: z.string(),
  adjustments: z.array(
    z.object({
      employeeId: z.string(),
      name: z.string(),
      date: z.string(),
      closedPeriod: z.string(),
      delta: z.record(z.string(), z.int()),
      reference: z.string(),
      createdAt: z.int(),
    }),
  ),
});
export const verifiedSnapshot = z.object({
  period: z.string(),
  number: z.int(),
  hash: z.string(),
  closedAt: z.int(),
  closedByName: z.string(),
  isCurrent: z.boolean(),
  people: z.int(),
  proven: z.boolean(),
});
