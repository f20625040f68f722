import * as z from "zod";

export const sessionParam = z.object({ id: z.uuid() });
export const nothing = z.object({});
export const done = z.object({ done: z.literal(true) });
export const newLink = z.object({
  url: z.string(),
  /** Instant, ms. */
  expiresAt: z.int(),
});
export const sessionList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["waiting", "active"]),
      method: z.enum(["init_data", "link"]),
      device: z.string(),
      address: z.string().nullable(),
      /** Instants, ms. */
      createdAt: z.int(),
      seenAt: z.int(),
      /** The browser that asks. */
      isThis: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionList>;
