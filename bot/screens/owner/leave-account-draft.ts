import * as z from "zod";
import { isUuid } from "../../core/arguments.ts";

/** A change of somebody's leave balance on its way through the questions; minutes. */
const changeDraft = z.object({
  id: z.string().refine(isUuid),
  kind: z.enum(["opening", "adjustment"]),
  minutes: z.int().optional(),
  note: z.string().optional(),
});
export type ChangeDraft = z.infer<typeof changeDraft>;

/** Null for what is no such draft. */
export const readChange = (stored: unknown): ChangeDraft | null =>
  changeDraft.safeParse(stored).data ?? null;
