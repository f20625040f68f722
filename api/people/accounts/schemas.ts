import * as z from "zod";
import { ownContact } from "../imports/schemas.ts";

export const accountLink = z.object({ link: z.string(), expiresAt: z.int() });

const token = z.string().max(128);
export const accountLookInput = z.object({ token });
export const accountLook = z.object({
  organisationName: z.string(),
  name: z.string(),
  /** Whether it is done at once: nobody else's account is taken away. */
  atOnce: z.boolean(),
});

/** Where somebody comes from: a link of the owner, the link of the list, or an invitation. */
export const accountAskInput = z.object({
  by: z.enum(["account", "join_code", "invite"]),
  token,
  ...ownContact,
});
export const accountAsked = z.object({
  /** `bound`: done; `asked`: the owner decides. */
  state: z.enum(["bound", "asked"]),
  organisationName: z.string(),
  name: z.string(),
  locationPolicy: z.enum(["off", "required"]),
});

export const accountChange = z.object({
  id: z.string(),
  state: z.enum(["link", "asked", "approved", "rejected", "withdrawn", "expired"]),
  employeeId: z.string(),
  name: z.string(),
  old: z.object({ name: z.string(), phone: z.string().nullable() }),
  /** Null while nobody has opened the link. */
  new: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  createdAt: z.int(),
  expiresAt: z.int(),
});
