import * as z from "zod";
import { isZone } from "../core/calendar/zone.ts";
import { cleanName, maxNameLength } from "../people/rules/clean-name.ts";
import { localDate, shiftPattern, shiftVersion, someShiftRules } from "./plan-schemas.ts";
import { breakFits } from "./rules/shift-hours.ts";

/** A name typed for a company, a place, a shift or a group: cleaned, 1 to 120 characters. */
export const givenName = z.string().max(1000).overwrite(cleanName).min(1).max(maxNameLength);

export const idParam = z.object({ id: z.uuid() });

const minuteOfDay = z.int().min(0).max(1440);
const minutes = z.int().min(0).max(720);

const place = {
  name: givenName,
  latitudeE6: z.int().min(-90_000_000).max(90_000_000),
  longitudeE6: z.int().min(-180_000_000).max(180_000_000),
  radiusM: z.int().min(30).max(3000),
  timeZone: z.string().max(64).refine(isZone),
};

export const workplaceInput = z.object({
  ...place,
  radiusM: place.radiusM.default(150),
  timeZone: place.timeZone.optional(),
});
export type WorkplaceInput = z.infer<typeof workplaceInput>;

export const changeWorkplaceInput = z.object({
  name: place.name.optional(),
  latitudeE6: place.latitudeE6.optional(),
  longitudeE6: place.longitudeE6.optional(),
  radiusM: place.radiusM.optional(),
  /** As shown to the person who changes it. */
  version: z.int().positive().optional(),
});

const workplace = z.object({
  id: z.string(),
  name: z.string(),
  latitudeE6: z.int(),
  longitudeE6: z.int(),
  radiusM: z.int(),
  timeZone: z.string(),
  version: z.int(),
});
export const workplaceList = z.object({ items: z.array(workplace) });

const hours = {
  startMinute: minuteOfDay.max(1439),
  /** Not after the start: on the next day. */
  endMinute: minuteOfDay,
  breakMinutes: minutes.default(0),
  breakAfterMinutes: minutes.optional(),
  graceLate: minutes.optional(),
  graceEarly: minutes.optional(),
  earlyWindow: minutes.optional(),
  lateWindow: minutes.optional(),
};
interface Hours {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly breakMinutes: number;
}
export const breakIsShorter = (shift: Hours) =>
  breakFits(shift.startMinute, shift.endMinute, shift.breakMinutes);
export const atBreak = { path: ["breakMinutes"] };

export const shiftHours = z.object(hours);
export type ShiftHours = z.infer<typeof shiftHours>;

/** The same hours on every working day, or a pattern; rules that are not said stay as they are. */
const plan = {
  ...hours,
  startMinute: hours.startMinute.optional(),
  endMinute: hours.endMinute.optional(),
  pattern: shiftPattern.optional(),
  rules: someShiftRules.optional(),
};
export const shiftPlan = z.object(plan);
export type ShiftPlan = z.infer<typeof shiftPlan>;

/** Either hours whose break leaves something to work, or a pattern; without both what holds stays. */
export function isPlan({ startMinute, endMinute, breakMinutes, pattern }: ShiftPlan): boolean {
  if (startMinute === undefined || endMinute === undefined) return startMinute === endMinute;
  return pattern === undefined && breakIsShorter({ startMinute, endMinute, breakMinutes });
}

export const shiftInput = z
  .object({
    ...plan,
    name: givenName,
    groupId: z.uuid().optional(),
    validFrom: localDate.optional(),
  })
  .refine(isPlan, atBreak);
export type ShiftInput = z.infer<typeof shiftInput>;

export const shiftVersionInput = z
  .object({ ...plan, validFrom: localDate })
  .refine(isPlan, atBreak);

export const shift = z.object({
  id: z.string(),
  name: z.string(),
  /** In force today; null while the first one is still to come. */
  current: shiftVersion.nullable(),
  /** The next change, when one is planned. */
  next: shiftVersion.nullable(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Shift = z.infer<typeof shift>;
export const shiftList = z.object({ items: z.array(shift) });

export const groupInput = z.object({ name: givenName });
const group = z.object({
  id: z.string(),
  name: z.string(),
  people: z.int(),
  /** The shift of today. */
  shift: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export const groupList = z.object({ items: z.array(group) });

const idAndName = z.object({ id: z.string(), name: z.string() });

export const assignmentQuery = z.object({
  shiftId: z.uuid().optional(),
  groupId: z.uuid().optional(),
  employeeId: z.uuid().optional(),
});
export const assignmentList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      shift: idAndName,
      /** One of both. */
      group: idAndName.nullable(),
      employee: idAndName.nullable(),
      workplace: idAndName.nullable(),
      from: z.string(),
      /** Last day; null: open. */
      to: z.string().nullable(),
      state: z.enum(["past", "now", "later"]),
    }),
  ),
});

export const groupShiftInput = z.object({ shiftId: z.uuid(), validFrom: localDate.optional() });

export const myShift = z.object({
  shift: shift.omit({ groups: true }).nullable(),
  /** ISO weekdays without work. */
  weekend: z.array(z.int()),
});

export const made = z.object({ id: z.string() });
/** A command that says everything by its address. */
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });
