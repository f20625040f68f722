import * as z from "zod";
import { declarations } from "../../../api/law/rules/override.ts";
import type { Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";

/** A word on the calendar while it is being said; kept in the dialog row. */
const calendarDraft = z.object({
  as: z.enum([...declarations, "none"]),
  from: z.string(),
  to: z.string().optional(),
  /** Null: the whole organisation. */
  workplaceId: z.string().nullable().optional(),
  minutes: z.int().optional(),
  /** Null: without one. */
  name: z.string().nullable().optional(),
  /** The same for every tap on one preview. */
  nonce: z.string(),
});
export type CalendarDraft = z.infer<typeof calendarDraft>;

export function calendarDraftOf({ dialog }: ScreenContext<Api>): CalendarDraft | null {
  const read = calendarDraft.safeParse(dialog?.draft);
  return dialog?.step.startsWith("calendar/") === true && read.success ? read.data : null;
}

export type CalendarStep = "minutes" | "place" | "until" | "name" | "confirm";

/** What is asked next; places are asked for only where there are several. */
export function nextStep(draft: CalendarDraft, places: number): CalendarStep {
  if (draft.as === "short" && draft.minutes === undefined) return "minutes";
  if (draft.workplaceId === undefined && places > 1) return "place";
  if (draft.to === undefined) return "until";
  return draft.name === undefined ? "name" : "confirm";
}
