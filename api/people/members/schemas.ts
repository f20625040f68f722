import * as z from "zod";
import type { LocalDate } from "../../core/calendar/types.ts";
import { rolePresets } from "../../core/permissions.ts";
import { latinDigits } from "../../documents/rules/calm-text.ts";
import { givenName } from "../../schedule/schemas.ts";
import { cleanName } from "../rules/clean-name.ts";

const day = z.iso.date().transform((text) => text as LocalDate);

/** A line of a personnel record; digits of Persian keyboards become plain ones. */
const recordText = (most: number) =>
  z
    .string()
    .max(1000)
    .transform((text) => latinDigits(cleanName(text)))
    .pipe(z.string().min(1).max(most));

export const addEmployeeInput = z.object({
  name: givenName,
  /** Any way of writing it. */
  phone: z.string().max(64).optional(),
  personnelNumber: recordText(32).optional(),
  position: recordText(120).optional(),
  groupId: z.uuid().optional(),
  /** Their own shift; without one the group's holds. */
  shiftId: z.uuid().optional(),
  /** One of both; without either an employee. */
  rolePreset: z.enum(rolePresets).optional(),
  roleId: z.uuid().optional(),
  /** First day, a year back or ahead; without it today. */
  startedOn: day.optional(),
});
export const addedEmployee = z.object({ employeeId: z.string() });

/** How an employee comes in: what the card of a person needs besides the record. */
export const accessView = z.object({
  /** An account of Telegram is bound. */
  telegram: z.boolean(),
  /** Since when access is taken for a while, ms. */
  pausedAt: z.int().nullable(),
  hasPin: z.boolean(),
  /** What is typed at a kiosk before the PIN. */
  personnelNumber: z.string().nullable(),
  erasedAt: z.int().nullable(),
  state: z.enum(["active", "ended"]),
  name: z.string(),
  /** A question of another account waits. */
  accountChangeId: z.string().nullable(),
});

export const pinInput = z.object({
  /** Without it one is made. */
  pin: z
    .string()
    .max(32)
    .transform(latinDigits)
    .pipe(z.string().regex(/^\d{4,6}$/))
    .optional(),
  /** Given together when the person has none yet. */
  personnelNumber: recordText(32).optional(),
});
/** Told once: only its HMAC is kept. */
export const pinAnswer = z.object({ pin: z.string(), personnelNumber: z.string() });

export const historyView = z.object({
  name: z.string(),
  employments: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
  events: z.array(
    z.object({
      at: z.int(),
      action: z.string(),
      byName: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
