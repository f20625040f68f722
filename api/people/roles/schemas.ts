import * as z from "zod";
import { seatEffect } from "../../billing/seat-schemas.ts";
import { permissions, rolePresets } from "../../core/permissions.ts";
import { cleanName } from "../rules/clean-name.ts";

const right = z.enum(permissions);
const preset = z.enum(rolePresets);

/** The longest name of a role, in characters. */
export const maxRoleName = 60;
const roleName = z.string().max(1000).transform(cleanName).pipe(z.string().min(1).max(maxRoleName));
const rights = z
  .array(right)
  .max(permissions.length)
  .transform((list) => permissions.filter((known) => list.includes(known)));

export const role = z.object({
  id: z.string(),
  /** Null: made by the organisation itself. */
  preset: preset.nullable(),
  /** As it was named; of a preset its key. */
  name: z.string(),
  basedOn: preset.nullable(),
  permissions: z.array(right),
  version: z.int(),
  /** Active employees who have it. */
  people: z.int(),
  /** Open invitations that offer it. */
  invites: z.int(),
  /** Whether somebody who keeps time needs a seat with it, AL-3. */
  takesSeat: z.boolean(),
  /** Whether the caller holds all of it, so that they may give it to others. */
  mayGive: z.boolean(),
});
export type RoleView = z.infer<typeof role>;
export const roleList = z.object({ items: z.array(role) });

export const createRoleInput = z.object({
  basedOn: preset,
  name: roleName,
  /** Without them those of the preset. */
  permissions: rights.optional(),
});
export const createdRole = z.object({ id: z.string() });

const version = z.int().positive();
export const changeRoleInput = z.object({
  name: roleName.optional(),
  permissions: rights.optional(),
  /** As shown to the person who changes it. */
  version,
});
export const archiveRoleInput = z.object({ version });

export const roleRightsQuery = z.object({
  /** Comma-separated; an empty text: none. */
  permissions: z
    .string()
    .max(2000)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(rights),
});
export const rolePreview = z.object({
  gained: z.array(right),
  lost: z.array(right),
  people: z.int(),
  /** Null: nobody bills the organisation. */
  seats: seatEffect.nullable(),
});
export type RolePreview = z.infer<typeof rolePreview>;

/** The role somebody would get: by preset or by id. */
export const personRoleQuery = z
  .object({ rolePreset: preset.optional(), roleId: z.uuid().optional() })
  .refine((named) => (named.rolePreset === undefined) !== (named.roleId === undefined), {
    path: ["roleId"],
    error: "one role",
  });
export const personRolePreview = z.object({
  roleId: z.string(),
  rolePreset: preset.nullable(),
  roleName: z.string(),
  /** Groups they would lead besides their own; `"*"`: all. */
  manages: z.array(z.string()),
  /** Whether it is to be said whose people they lead. */
  leadsGroups: z.boolean(),
  gained: z.array(right),
  lost: z.array(right),
  seats: seatEffect.nullable(),
});
export type PersonRolePreview = z.infer<typeof personRolePreview>;
