import * as z from "zod";
import { profileDefaults } from "../../../api/schedule/rules/profile-defaults.ts";
import type { Hours } from "../shared/hours.ts";

/** What the founding dialog has learnt so far; kept in the dialog row, so it outlives a restart. */
export const foundDraft = z.object({
  /** Names the founding: tapping the last key twice founds one company. */
  key: z.string(),
  name: z.string().optional(),
  profile: z.enum(["ir", "ru"]).optional(),
  /** Null: punches carry no location. */
  place: z.object({ latitudeE6: z.int(), longitudeE6: z.int() }).nullable().optional(),
  radiusM: z.int().optional(),
  placeName: z.string().optional(),
  hours: z.object({ startMinute: z.int(), endMinute: z.int() }).optional(),
  groupName: z.string().optional(),
});
export type FoundDraft = z.infer<typeof foundDraft>;

export const foundParts = [
  "name",
  "profile",
  "place",
  "radius",
  "place-name",
  "hours",
  "group",
] as const;
export type FoundPart = (typeof foundParts)[number];

export const isFoundPart = (part: string | undefined): part is FoundPart =>
  foundParts.some((known) => known === part);

/** The steps of this founding: without a place nobody is asked how wide it is. */
export const partsOf = (draft: FoundDraft): readonly FoundPart[] =>
  draft.place === null
    ? foundParts.filter((part) => part !== "radius" && part !== "place-name")
    : foundParts;

/** A shift this long has the profile's break taken off, minutes. */
const breakFrom = 360;

/** The unpaid break that goes with the chosen hours, minutes. */
export function breakOf({ profile = "ir" }: FoundDraft, { startMinute, endMinute }: Hours): number {
  const length = endMinute - startMinute + (endMinute <= startMinute ? 1440 : 0);
  return length >= breakFrom ? profileDefaults[profile].shift.breakMinutes : 0;
}
