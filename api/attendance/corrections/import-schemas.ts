import * as z from "zod";

/** Base64 of the largest file, and some room. */
export const maxImportBody = 5 * 1024 * 1024;

const importFields = {
  /** As the person's phone calls the file. */
  name: z.string().trim().max(120).default(""),
  content: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string().min(1).max(maxImportBody) }),
    z.object({ kind: z.literal("base64"), base64: z.base64().min(1).max(maxImportBody) }),
  ]),
};
export const importPreviewInput = z.object(importFields);
export type ImportInput = z.infer<typeof importPreviewInput>;
export const importInput = z.object({
  ...importFields,
  /** As the preview counted: another number means that something has changed since. */
  count: z.int().min(1),
});

const code = z.enum([
  "unknown_person",
  "ambiguous_person",
  "own_log",
  "bad_date",
  "bad_time",
  "bad_direction",
]);

export const importPreview = z.object({
  /** New rows: what a confirmation enters. */
  count: z.int(),
  people: z.int(),
  /** Local dates of the first and the last of them. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** In the log already, or twice in the file. */
  known: z.int(),
  /** Of the new ones: stored and not counted (ATT A15, J10). */
  keptOut: z.int(),
  errors: z.array(z.object({ line: z.int(), code, text: z.string() })),
});

export const startedImport = z.object({ importId: z.string(), total: z.int() });
export const importParam = z.object({ id: z.string().min(1).max(64) });
export const importView = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["running", "done"]),
  total: z.int(),
  done: z.int(),
  added: z.int(),
  /** Taken back since. */
  undone: z.boolean(),
  createdAt: z.int(),
  createdByName: z.string(),
});
