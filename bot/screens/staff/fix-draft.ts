import * as z from "zod";
import type { Dialog } from "../../core/dialog.ts";

const direction = z.enum(["in", "out"]);

/** A correction being made; kept in the dialog's row. Times are minutes from midnight. */
const fixDraft = z.object({
  date: z.string().optional(),
  /** The punch in question; none: one more. */
  punchId: z.string().optional(),
  kind: direction.optional(),
  isVoid: z.boolean().optional(),
  minute: z.int().optional(),
  note: z.string().optional(),
  nonce: z.string().optional(),
});
export type FixDraft = z.infer<typeof fixDraft>;

/** The draft of a waiting step; null when another step waits, or none. */
export function fixDraftOf(dialog: Dialog | undefined): FixDraft | null {
  const read = fixDraft.safeParse(dialog?.draft ?? {});
  return dialog?.step.startsWith("fix/") === true && read.success ? read.data : null;
}

/** What the API is asked; null while something is open. */
export function fixWish({ date, punchId, kind, isVoid, minute }: FixDraft) {
  const base = { kind: "correction" as const, from: date ?? "" };
  if (date === undefined) return null;
  if (isVoid === true && punchId !== undefined)
    return { ...base, clock: [{ action: "void" as const, punchId }] };
  if (kind === undefined || minute === undefined) return null;
  const change =
    punchId === undefined
      ? { action: "add" as const, kind, minute }
      : { action: "replace" as const, punchId, kind, minute };
  return { ...base, clock: [change] };
}

export type FixStep = "date" | "what" | "punch" | "time" | "note" | "card";

/** The first question that is open. */
export function fixStep(draft: FixDraft): FixStep {
  if (draft.date === undefined) return "date";
  if (draft.kind === undefined) return "what";
  if (draft.isVoid !== true && draft.minute === undefined)
    return draft.punchId !== undefined && draft.isVoid === undefined ? "punch" : "time";
  return draft.note === undefined ? "note" : "card";
}

/** The answer given last is forgotten. */
export function fixBack(draft: FixDraft): FixDraft {
  const { date, punchId, kind, isVoid } = draft;
  const step = fixStep(draft);
  if (step === "what") return {};
  if (step === "punch") return { date };
  if (step === "time") return punchId === undefined ? { date } : { date, punchId, kind };
  if (step === "note" || step === "card")
    return isVoid === true
      ? { date, punchId, kind }
      : { date, kind, ...(punchId === undefined ? {} : { punchId, isVoid: false }) };
  return draft;
}
