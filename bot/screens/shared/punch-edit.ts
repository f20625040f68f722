import * as z from "zod";
import { addDays } from "../../../api/core/calendar/local-date.ts";
import { instantAt } from "../../../api/core/calendar/zone.ts";
import type { Day } from "./day-data.ts";

/** What one edit of a day does, as far as it is known; grows with every step. */
const draftShape = z.object({
  /** Empty: one's own day. */
  who: z.string(),
  date: z.string(),
  kind: z.enum(["in", "out", "break_start", "break_end"]),
  /** The punch that is changed; without it one more is entered. */
  punchId: z.string().optional(),
  isVoid: z.boolean().optional(),
  at: z.number().optional(),
  note: z.string().optional(),
});
export type EditDraft = z.infer<typeof draftShape>;
export type EditKind = EditDraft["kind"];

export const readEdit = (draft: unknown): EditDraft | null =>
  draftShape.safeParse(draft).data ?? null;

/** The change that a draft means; null while something is missing. */
export function changeOf(draft: EditDraft) {
  const { punchId, kind, at } = draft;
  if (punchId !== undefined && draft.isVoid === true) return { action: "void" as const, punchId };
  if (at === undefined) return null;
  return punchId === undefined
    ? { action: "add" as const, kind, at }
    : { action: "replace" as const, punchId, kind, at };
}

/** A typed time as an instant of the day: an exit before the entry is the next morning's. */
export function instantOf(day: Day, kind: EditKind, minute: number): number {
  const { date } = day;
  const same = instantAt(date, minute, day.zone);
  if (kind === "in") return same;
  const entries = day.punches.filter(
    ({ state, direction, at }) => state === "counted" && direction === "in" && at >= same,
  );
  const hasEarlier = day.punches.some(
    ({ state, direction, at }) => state === "counted" && direction === "in" && at < same,
  );
  return entries.length > 0 && !hasEarlier ? instantAt(addDays(date, 1), minute, day.zone) : same;
}

/** Punches that may be changed: those that count. */
export const editable = (day: Day) => day.punches.filter(({ state }) => state === "counted");
