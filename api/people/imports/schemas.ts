import * as z from "zod";
import { listProblems } from "../rules/read-list.ts";

/** Base64 of the largest file, and some room. */
export const maxListBody = 3 * 1024 * 1024;

export const listInput = z.object({
  /** As the person's phone calls the file. */
  name: z.string().trim().max(120).default(""),
  content: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string().min(1).max(200_000) }),
    z.object({ kind: z.literal("base64"), base64: z.base64().min(1).max(maxListBody) }),
  ]),
});
export type ListInput = z.infer<typeof listInput>;

export const listView = z.object({
  id: z.string(),
  fileName: z.string(),
  state: z.enum(["draft", "applied", "discarded"]),
  /** People who would be employed, or were. */
  count: z.int(),
  /** The first of them, as they were read. */
  sample: z.array(
    z.object({
      name: z.string(),
      phone: z.string().nullable(),
      personnelNumber: z.string().nullable(),
      groupName: z.string().nullable(),
      startedOn: z.string(),
    }),
  ),
  /** Without a phone nobody can come by the link. */
  withoutPhone: z.int(),
  newGroups: z.array(z.string()),
  errors: z.array(
    z.object({
      /** Of the file, from 1. */
      line: z.int(),
      code: z.enum(listProblems),
      about: z.string(),
      text: z.string(),
    }),
  ),
  /** Null where no seats are sold. */
  seats: z.object({ needed: z.int(), free: z.int(), missing: z.int() }).nullable(),
});
export type ListView = z.infer<typeof listView>;

export const applyInput = z.object({
  /** As the preview counted: another number means that something has changed since. */
  count: z.int().min(1),
});
export const appliedList = z.object({ added: z.int() });

export const joinCodeView = z.object({
  /** Null: there is no link now. */
  link: z.string().nullable(),
  createdAt: z.int().nullable(),
  /** People with a phone who have not come. */
  waiting: z.int(),
  /** The first of them. */
  people: z.array(z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() })),
  /** Without Telegram and without a phone: they cannot come by the link. */
  withoutPhone: z.int(),
});

const code = z.string().max(64);
export const codeLookInput = z.object({ code });
export const codeLook = z.object({
  organisationName: z.string(),
  language: z.enum(["fa", "ru"]),
});
export const ownContact = {
  /** Of the shared contact, as Telegram sent it. */
  phone: z.string().max(64),
  /** Whose contact it is; null when the card names nobody. */
  contactUserId: z.int().nullable(),
  forwarded: z.boolean(),
  /** As Telegram has it. */
  name: z.string().max(1000),
};
export const codeAcceptInput = z.object({ code, ...ownContact });
export const codeAccepted = z.object({
  organisationName: z.string(),
  employeeId: z.string(),
  /** As the list calls them. */
  name: z.string(),
  groupName: z.string().nullable(),
  rolePreset: z.string().nullable(),
  locationPolicy: z.enum(["off", "required"]),
});
