import * as z from "zod";
import { nextButtons } from "../attendance/schemas.ts";
import { permissions } from "../core/permissions.ts";
import { calendars, languages, profiles } from "../core/words.ts";

export const openUpdateInput = z.object({
  updateId: z.int().nonnegative(),
  languageCode: z.string().max(16).optional(),
});

const dialogState = z.object({
  step: z.string().min(1).max(64),
  draft: z.unknown(),
  screenMessageId: z.int().positive().optional(),
  version: z.int().positive(),
  expiresAt: z.int().positive(),
});

const membership = z.object({
  organisationId: z.string(),
  organisationName: z.string(),
  employeeId: z.string(),
  displayName: z.string(),
  profile: z.enum(profiles),
  permissions: z.array(z.enum(permissions)),
  locationPolicy: z.enum(["off", "required"]),
  ...nextButtons,
});

const session = z.object({
  personId: z.string().nullable(),
  membership: membership.nullable(),
  /** Set for a person who has left the organisation they had open. */
  formerOrganisation: z.string().nullable(),
  language: z.enum(languages),
  languageChosen: z.boolean(),
  calendar: z.enum(calendars),
  timeZone: z.string(),
  /** Somebody of the company that runs Hozur. */
  isOperator: z.boolean(),
});

export const openedUpdate = z.object({
  claim: z.enum(["mine", "done", "busy", "poison"]),
  session,
  dialog: dialogState.nullable(),
});
export type OpenedUpdate = z.infer<typeof openedUpdate>;

export const finishUpdateInput = z.object({ updateId: z.int().nonnegative() });

export const saveDialogInput = dialogState
  .omit({ version: true })
  .extend({ expectedVersion: z.int().nonnegative() });

export const savedDialog = z.object({ dialog: dialogState.nullable() });

export const reachableInput = z.object({ reachable: z.boolean() });

export const postponeInput = z.object({
  method: z.enum(["sendMessage", "editMessageText"]),
  payload: z.record(z.string(), z.unknown()),
  notBefore: z.int().nonnegative(),
});

export const done = z.object({ done: z.literal(true) });
