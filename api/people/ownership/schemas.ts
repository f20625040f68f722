import * as z from "zod";
import { rolePresets } from "../../core/permissions.ts";

export const transferInput = z.object({
  /** Who gets the organisation. */
  employeeId: z.uuid(),
  /** What the giver becomes: one of both. */
  rolePreset: z.enum(rolePresets).optional(),
  roleId: z.uuid().optional(),
});
export const madeTransfer = z.object({ id: z.string() });

export const transferView = z.object({
  transfer: z
    .object({
      id: z.string(),
      state: z.enum(["offered", "accepted", "declined", "withdrawn", "expired"]),
      organisationName: z.string(),
      fromName: z.string(),
      toName: z.string(),
      /** The reader's part in it. */
      mine: z.enum(["giver", "receiver", "owner"]),
      /** What the giver becomes. */
      rolePreset: z.enum(rolePresets).nullable(),
      roleName: z.string(),
      expiresAt: z.int(),
    })
    .nullable(),
});
export type TransferView = z.infer<typeof transferView>;
