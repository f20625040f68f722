import * as z from "zod";
import { type Permission, permissions, rolePresets } from "../../../api/core/permissions.ts";
import type { Api } from "../../core/api.ts";
import type { ScreenContext } from "../../core/screen.ts";

/** A role being made, or one whose rights are being changed; kept in the dialog's row. */
const draftShape = z.object({
  /** Null: a new one. */
  id: z.string().nullable(),
  version: z.int(),
  basedOn: z.enum(rolePresets).nullable(),
  /** Null: it is asked now. */
  name: z.string().nullable(),
  permissions: z.array(z.enum(permissions)),
  /** Which group of rights is shown, from 1. */
  page: z.int(),
});
export type RoleDraft = z.infer<typeof draftShape>;

export const rightsStep = "roles/rights";

export function draftOf({ dialog }: ScreenContext<Api>): RoleDraft | null {
  const read = draftShape.safeParse(dialog?.draft);
  return dialog?.step === rightsStep && read.success ? read.data : null;
}

/** Rights the reader may put into a role: those they hold. */
export const ownRights = ({ session }: ScreenContext<Api>): readonly Permission[] => {
  const held = session.membership?.permissions ?? [];
  return permissions.filter((right) => held.includes(right));
};
