import * as z from "zod";
import type { LocalDate } from "../core/calendar/types.ts";
import { isZone } from "../core/calendar/zone.ts";
import { cleanName, maxNameLength } from "../people/rules/clean-name.ts";
import { breakFits } from "./rules/shift-hours.ts";

/** A name typed for a company, a place, a shift or a group: cleaned, 1 to 120 characters. */
export const givenName = z.string().max(1000).overwrite(cleanName).min(1).max(maxNameLength);

export const idParam = z.object({ id: z.uuid() });

const localDate = z.iso.date().transform((text) => text as LocalDate);
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

export const shiftInput = z
  .object({
    ...hours,
    name: givenName,
    groupId: z.uuid().optional(),
    validFrom: localDate.optional(),
  })
  .refine(breakIsShorter, atBreak);
export type ShiftInput = z.infer<typeof shiftInput>;

export const shiftVersionInput = z
  .object({ ...hours, validFrom: localDate })
  .refine(breakIsShorter, atBreak);

const shiftVersion = z.object({
  validFrom: z.string(),
  startMinute: z.int(),
  /** Over 1440: on the next day. */
  endMinute: z.int(),
  breakMinutes: z.int(),
  graceLate: z.int(),
  graceEarly: z.int(),
});

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
