import * as z from "zod";
import { localDate } from "../schemas.ts";

const bulkFields = {
  /** Left out: everybody. */
  groupId: z.string().min(1).max(64).optional(),
  from: localDate,
  to: localDate,
  direction: z.enum(["in", "out"]),
  /** Minutes since local midnight of each day. */
  minute: z.int().min(0).max(1439),
  /** Also for those who have such a punch already. */
  everybody: z.boolean().default(false),
};
export const bulkPreviewInput = z.object(bulkFields);
export type BulkInput = z.infer<typeof bulkPreviewInput>;
export const bulkInput = z.object({
  ...bulkFields,
  reason: z.string().trim().min(2).max(300),
  /** As the preview counted: another number means that something has changed since. */
  count: z.int().min(1),
});

export const bulkPreview = z.object({
  count: z.int(),
  people: z.int(),
  days: z.int(),
  skipped: z.object({ notPlanned: z.int(), present: z.int() }),
  /** Some of the names, by name. */
  names: z.array(z.string()),
});
export const enteredBulk = z.object({ reference: z.string(), count: z.int(), people: z.int() });

export const undoBulkInput = z.object({
  reference: z.string().regex(/^(bulk|import):[\w-]{1,64}$/),
});
export const undoneBulk = z.object({ count: z.int() });
