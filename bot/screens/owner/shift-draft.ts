import * as z from "zod";
import type { Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";

const segment = z.object({ startMinute: z.int(), endMinute: z.int() });
const segments = z.array(segment);

/** Kinds of shifts that are more than the same hours on every working day. */
export const shiftKinds = [
  "float",
  "split",
  "weekly",
  "pairs",
  "day_night",
  "turns",
  "turn_weeks",
  "cycle",
  "week",
  "rota",
] as const;

/** A shift being made (no id) or changed; kept in the dialog row. */
const shiftDraft = z.object({
  id: z.string().optional(),
  kind: z.enum(["hours", ...shiftKinds]).optional(),
  /** Hours of every working day, one stretch or more. */
  segments: segments.optional(),
  floatMinutes: z.int().optional(),
  /** ISO weekday to hours. */
  days: z.record(z.string(), segments).optional(),
  weekday: z.int().optional(),
  /** Days one after another; `turns` before the days between them are known. */
  cycle: z.array(segments).optional(),
  anchor: z.string().optional(),
  weekMinutes: z.int().optional(),
});
export type ShiftDraft = z.infer<typeof shiftDraft>;

export function shiftDraftOf({ dialog }: ScreenContext<Api>): ShiftDraft | null {
  const read = shiftDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("shifts/") === true && read.success ? read.data : null;
}

/** The step that comes next, while something about the pattern is not known. */
export function openStep(draft: ShiftDraft): string | null {
  switch (draft.kind) {
    case "weekly":
      return draft.weekday === undefined ? null : "weekday";
    case "pairs":
    case "day_night":
    case "turns":
    case "turn_weeks":
    case "cycle":
      if (draft.cycle === undefined) return "cycle";
      return draft.anchor === undefined ? "anchor" : null;
    case "week":
      return draft.weekMinutes === undefined ? "week" : null;
    case "rota":
      return null;
    case "float":
      if (draft.segments === undefined) return "hours";
      return draft.floatMinutes === undefined ? "float" : null;
    case "split":
    case "hours":
    case undefined:
    default:
      return draft.segments === undefined ? "hours" : null;
  }
}

/** The pattern of a draft that is complete; null for plain hours, which the API has an own short way for. */
export function patternOfDraft(draft: ShiftDraft) {
  const { kind, segments: usual, days, cycle, anchor, weekMinutes } = draft;
  if (kind === "weekly") return { kind, days: days ?? {} };
  if (kind === "rota") return { kind, days: {} };
  if (kind === "week") return { kind: "weekly_flexible" as const, weekMinutes: weekMinutes ?? 0 };
  if (cycle !== undefined && anchor !== undefined)
    return { kind: "rotating" as const, anchor, cycle };
  return usual !== undefined && usual.length > 1
    ? { kind: "workdays" as const, segments: usual }
    : null;
}
